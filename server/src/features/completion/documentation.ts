/** The documentation of a completion, made only for the one that somebody looks at. */
import { webhookNamed } from '../../catalog/webhooks.ts';
import { NO_PAGES } from '../page-link.ts';
import type { PageLink } from '../page-link.ts';
import { keyMarkdownAt, kindMarkdown } from '../hover/key-text.ts';
import { ruleMarkdown } from '../hover/rule-text.ts';
import { scopeMarkdown } from '../hover/scope-text.ts';
import { useMarkdown } from '../hover/use-text.ts';
import {
  featureMarkdown,
  permissionMarkdown,
  serviceMarkdown,
  webhookMarkdown,
} from '../hover/other-text.ts';
import type { CompletionDocumentationKey } from './proposal.ts';

export interface CompletionDocumentation {
  readonly markdown: string;
}

/** The documentation for the key that a completion carries; undefined for one that names nothing. */
export function resolveCompletion(
  key: CompletionDocumentationKey,
  pageLink: PageLink = NO_PAGES,
): CompletionDocumentation | undefined {
  const markdown = textOf(key, pageLink);
  return markdown === undefined ? undefined : { markdown };
}

function textOf({ type, id, need }: CompletionDocumentationKey, pageLink: PageLink): string | undefined {
  const [service = '', ...name] = id.split('/');
  switch (type) {
    case 'scope':
      return scopeMarkdown(id);
    case 'kind':
      return kindMarkdown(id);
    case 'key':
      return keyMarkdownAt(id.split('/'), need ?? 'optional');
    case 'webhook':
      return webhookNamed(id) && webhookMarkdown(id);
    case 'service':
      return serviceMarkdown(id);
    case 'permission':
      return permissionMarkdown(service, name.join('/'));
    case 'feature':
      return featureMarkdown(service, name.join('/'));
    case 'rule':
      return ruleMarkdown(id, pageLink);
    case 'use':
      return useMarkdown(id);
  }
}
