/** Texts with a mark where the cursor is. */
import { knowsScope } from '../../../server/src/catalog/scopes.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import type { Manifest } from '../../../server/src/manifest/model.ts';
import { readManifest } from '../../../server/src/manifest/read-manifest.ts';

export const TODAY = parseDay('2026-11-23')!;

const MARK = '‸';

/** The text without its mark, and where that was. */
export function atMark(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf(MARK);
  if (offset < 0 || marked.includes(MARK, offset + 1)) throw new Error(`One ${MARK} is needed: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export function read(text: string): Manifest {
  return readManifest(text, { knowsScope });
}

/** A manifest with one integration of the given lines, which are indented as its keys. */
export function entry(lines: string, kind = 'internal-integration'): string {
  return `version: 1\nintegrations:\n  bot:\n    kind: ${kind}\n${lines}`;
}

/** All syntax errors of a text. */
export function errorCount(manifest: Manifest): number {
  return (
    manifest.file.errors.length +
    manifest.integrations.reduce((sum, { integration }) => sum + integration.errors.length, 0)
  );
}
