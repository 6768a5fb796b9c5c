/** Links to the pages of rules in Markdown. */
import { ClientCommand } from '../protocol.ts';
import { documentationOf } from './client.ts';
import type { Client } from './client.ts';

/** Makes a Markdown link to the page of a rule; undefined where there is none to open. */
export type PageLink = (rule: string) => string | undefined;

/** A link by command where the client has one: its hovers may drop the scheme of its own addresses. */
export function pageLinkFor(client: Client): PageLink {
  return (rule) => {
    const target = client.commands.has(ClientCommand.openRulePage)
      ? `command:${ClientCommand.openRulePage}?${encodeURIComponent(JSON.stringify([rule]))}`
      : documentationOf(rule, client)?.replace(
          /[\s()<>\\]/g,
          // `encodeURIComponent` leaves brackets, which would end the link.
          (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
        );
    return target === undefined ? undefined : `[Rule page](${target})`;
  };
}

/** For whoever shows no pages. */
export const NO_PAGES: PageLink = () => undefined;
