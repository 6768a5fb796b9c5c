/** Integrations by name, whichever file they stand in. */
import type { SymbolInformation } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../lint/analyse.ts';
import { LANGUAGE_ID } from '../protocol.ts';
import { shown } from '../rules/wording.ts';
import { detached } from '../yaml/detached.ts';
import { shiftRange } from '../yaml/shift.ts';
import { toRange } from './diagnostics.ts';

const INTEGRATION = 2;

/**
 * The integrations of the files whose names hold the letters of `query` in this order, whatever the case: clients narrow it
 * down by rules of their own. The container is the organization, which tells equal names apart.
 */
export function symbolsNamed(
  query: string,
  files: Iterable<readonly [uri: string, analysis: Pick<Analysis, 'manifest'>]>,
): SymbolInformation[] {
  const letters = lettersOf(query);
  const found: SymbolInformation[] = [];
  for (const [uri, { manifest }] of files) {
    const named = manifest.integrations.filter(({ entry }) => holds(entry.name.text, letters));
    if (named.length === 0) continue;
    const document = TextDocument.create(uri, LANGUAGE_ID, 0, manifest.text);
    const { organization } = manifest.file;
    for (const { start, entry } of named) {
      found.push({
        // Whoever keeps it keeps nothing else of the file.
        name: detached(shown(entry.name.text)),
        kind: INTEGRATION,
        location: { uri, range: toRange(document, shiftRange(entry.name.at, start)) },
        ...(organization ? { containerName: detached(shown(organization.text)) } : {}),
      });
    }
  }
  return found;
}

/** Those of the symbols whose names hold the letters of `query` in this order. */
export function namedLike(query: string, symbols: Iterable<SymbolInformation>): SymbolInformation[] {
  const letters = lettersOf(query);
  return [...symbols].filter(({ name }) => holds(name, letters));
}

function lettersOf(query: string): readonly string[] {
  return query.toLowerCase().match(/\S/gu) ?? [];
}

function holds(name: string, letters: readonly string[]): boolean {
  const text = name.toLowerCase();
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at);
    if (at < 0) return false;
    at += letter.length;
  }
  return true;
}
