/** What is known of an organization's place: its slug and its server. */
import { CATALOG_DATE } from '../../catalog/about.ts';
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import { codeSpan, paragraphs } from '../markdown.ts';

const HOSTED = /^https:\/\/(?:[a-z0-9-]+\.)?sentry\.io\/?$/;

/** The text on the organization's slug. */
export function organizationMarkdown(slug: string, server: string | undefined): string {
  const where =
    server === undefined || HOSTED.test(server) ? 'at sentry.io' : `on ${codeSpan(hideCredentials(server))}`;
  return paragraphs(
    `**${codeSpan(hideCredentials(slug))}** · the Sentry organization, ${where}`,
    'Everything below `integrations` holds permissions in it.',
  );
}

/** The text on the server's address. */
export function serverMarkdown(server: string): string {
  return paragraphs(
    `**${codeSpan(hideCredentials(server))}** · ${HOSTED.test(server) ? 'hosted Sentry' : 'a self-hosted Sentry'}`,
    HOSTED.test(server)
      ? undefined
      : `What is said of scopes is by the catalogue of ${CATALOG_DATE}; an older server may know fewer of them.`,
  );
}
