/** The documentation of a completion, made only for the one that somebody looks at. */
import { serviceNamed } from '../../catalog/services.ts';
import { webhookNamed } from '../../catalog/webhooks.ts';
import { keyMarkdownAt, kindMarkdown } from '../hover/key-text.ts';
import { scopeMarkdown } from '../hover/scope-text.ts';
import { serviceMarkdown, webhookMarkdown } from '../hover/other-text.ts';
import type { CompletionDocumentationKey } from './proposal.ts';

export interface CompletionDocumentation {
  readonly markdown: string;
}

/** The documentation for the key that a completion carries; undefined for one that names nothing. */
export function resolveCompletion({
  type,
  id,
}: CompletionDocumentationKey): CompletionDocumentation | undefined {
  const markdown = textOf(type, id);
  return markdown === undefined ? undefined : { markdown };
}

function textOf(type: CompletionDocumentationKey['type'], id: string): string | undefined {
  switch (type) {
    case 'scope':
      return scopeMarkdown(id);
    case 'kind':
      return kindMarkdown(id);
    case 'key':
      return keyMarkdownAt(id.split('/'));
    case 'webhook':
      return webhookNamed(id) && webhookMarkdown(id);
    case 'service':
      return serviceNamed(id) && serviceMarkdown(id);
  }
}
