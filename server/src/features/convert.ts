/** Hovers and completions in the protocol's own form. */
import type { CompletionItem, Hover, MarkupContent, Range } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ClientCommand } from '../protocol.ts';
import type { Client } from './client.ts';
import { pageLinkFor } from './page-link.ts';
import { plainText } from './plain-text.ts';
import { resolveCompletion } from './completion.ts';
import type { Completion, CompletionDocumentationKey } from './completion.ts';
import { toRange } from './diagnostics.ts';
import type { HoverText } from './hover.ts';
import { isNeed } from './needed-key.ts';

const SNIPPET = 2;
/** Indentation stands as we wrote it; the client adds none of its own. */
const AS_IS = 1;

/** The hover, or null for none. */
export function toHover(
  document: TextDocument,
  hover: HoverText | undefined,
  { plain }: Client,
): Hover | null {
  return hover
    ? { range: toRange(document, hover.range), contents: content(hover.markdown, plain?.hover) }
    : null;
}

/** The completions, but for those that would take what stands on other lines: the protocol has no place for them. */
export function toCompletionItems(
  document: TextDocument,
  completions: readonly Completion[],
  client: Client,
): CompletionItem[] {
  return completions.flatMap((completion) => {
    const range = toRange(document, completion.edit);
    return range.start.line === range.end.line ? [toCompletionItem(range, completion, client)] : [];
  });
}

/** The completion, its documentation left for later. */
function toCompletionItem(range: Range, completion: Completion, { commands }: Client): CompletionItem {
  const {
    label,
    shown = label,
    kind,
    detail,
    short,
    sortText,
    filterText,
    insertText,
    isSnippet,
    tags,
    documentationKey,
    opens,
  } = completion;
  return {
    label: shown,
    kind,
    sortText,
    // In the list itself, where a broad scope has to be told from a narrow one before it is chosen.
    ...(detail === undefined ? {} : { detail, labelDetails: { description: short ?? detail } }),
    ...(filterText === undefined ? {} : { filterText }),
    ...(isSnippet ? { insertTextFormat: SNIPPET } : {}),
    ...(tags ? { tags: [...tags] } : {}),
    insertTextMode: AS_IS,
    textEdit: { range, newText: insertText },
    ...(documentationKey ? { data: documentationKey } : {}),
    ...(opens && commands.has(ClientCommand.suggest)
      ? { command: { title: 'Suggest', command: ClientCommand.suggest } }
      : {}),
  };
}

/** The item with the documentation that its data names. */
export function withDocumentation(item: CompletionItem, client: Client): CompletionItem {
  const key = documentationKeyOf(item.data);
  const found = key && resolveCompletion(key, pageLinkFor(client));
  return found ? { ...item, documentation: content(found.markdown, client.plain?.completion) } : item;
}

function content(markdown: string, isPlain = false): MarkupContent {
  return isPlain ? { kind: 'plaintext', value: plainText(markdown) } : { kind: 'markdown', value: markdown };
}

/** What a client sends back of an item may be anything. */
function documentationKeyOf(data: unknown): CompletionDocumentationKey | undefined {
  const { type, id, need } = (data ?? {}) as Partial<CompletionDocumentationKey>;
  if (typeof type !== 'string' || typeof id !== 'string') return undefined;
  return { type, id, ...(isNeed(need) ? { need } : {}) };
}
