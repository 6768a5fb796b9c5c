/** Completion for tests: asked at a mark, and applied. */
import { expect } from 'vitest';
import { parseDocument } from 'yaml';
import { completionsAt } from '../../../server/src/features/completion.ts';
import type { Completion, CompletionContext } from '../../../server/src/features/completion.ts';
import { CompletionKind } from '../../../server/src/features/completion/proposal.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { Manifest } from '../../../server/src/manifest/model.ts';
import { atMark, read, TODAY } from './cursor.ts';

const RULES = [
  { id: 'broad-scope', summary: 'A scope that reaches far.', level: 'error', acceptable: true },
  { id: 'missing-review', summary: 'No review at all.', level: 'warning', acceptable: false },
];

export function context(snippets: boolean): CompletionContext {
  return { today: TODAY, snippets, ruleIds: RULES };
}

export function complete(marked: string, snippets = true): Completion[] {
  const { text, offset } = atMark(marked);
  return sorted(completionsAt(read(text), offset, context(snippets)));
}

/** The completions with all that a service gives them: what was found in the file, and every rule. */
export function completeAnalysed(marked: string): Completion[] {
  const { text, offset } = atMark(marked);
  const { manifest, findings } = analyse(text, TODAY);
  return sorted(completionsAt(manifest, offset, { today: TODAY, snippets: true, ruleIds: rules, findings }));
}

export function completeIn(manifest: Manifest, offset: number, snippets: boolean): Completion[] {
  return sorted(completionsAt(manifest, offset, context(snippets)));
}

function sorted(completions: readonly Completion[]): Completion[] {
  return [...completions].sort((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0));
}

export function labels(marked: string): string[] {
  return complete(marked).map(({ label }) => label);
}

/** The text after a completion, with the mark where a snippet leaves the cursor, and its holes as they are shown at first. */
export function applied(text: string, { edit, insertText, isSnippet }: Completion): string {
  const inserted = isSnippet
    ? insertText
        .replace(/(?<!\\)\$0/, '‸')
        .replace(/(?<!\\)\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
        .replace(/\\([\\$}])/g, '$1')
    : insertText;
  return text.slice(0, edit.start) + inserted + text.slice(edit.end);
}

/** The text after the completion of that label was taken at the mark. */
export function take(marked: string, label: string, snippets = true): string {
  const found = complete(marked, snippets).find((completion) => completion.label === label);
  if (!found) throw new Error(`Not offered: ${label}; offered: ${labels(marked).join(', ')}`);
  return applied(atMark(marked).text, found);
}

/** How many errors the YAML library sees in a text, and what it reads there, as text. */
function parsed(text: string): { errors: number; read: string } {
  const document = parseDocument(text);
  return { errors: document.errors.length, read: document.errors.length > 0 ? '' : JSON.stringify(document) };
}

/**
 * Takes every completion at the mark, of the hundreds of uses a few: none leaves more errors than there were, and each is
 * read as what it says. Says how many are offered.
 */
export function expectGood(marked: string): number {
  const { text, offset } = atMark(marked);
  const before = parsed(text);
  for (const snippets of [true, false]) {
    const found = complete(marked, snippets);
    for (const [index, completion] of found.entries()) {
      const { edit, label, kind, filterText = label, documentationKey } = completion;
      if (documentationKey?.type === 'use' && index % 60 > 0) continue;
      const after = parsed(applied(text, completion).replace('‸', ''));
      const shown = `${label} at ${marked}`;
      expect(after.errors, shown).toBeLessThanOrEqual(before.errors);
      if (after.errors === 0 && kind !== CompletionKind.Struct)
        expect(after.read, shown).toContain(JSON.stringify(label));
      // An editor compares what is typed with this.
      const typed = text.slice(edit.start, offset).trimStart();
      expect(filterText.startsWith(/^["']/.exec(typed)?.[0] ?? ''), shown).toBe(true);
    }
  }
  return labels(marked).length;
}
