/** Collects the client's strings for people, so that somebody can translate them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

/** The bundle of English strings: every first argument of `vscode.l10n.t` in the client, in order. */
export async function l10nBundle(root: string): Promise<string> {
  const folder = join(root, 'client', 'src');
  const files = readdirSync(folder).map((name) => ({
    extension: '.ts' as const,
    contents: readFileSync(join(folder, name), 'utf8'),
  }));
  const strings = await getL10nJson(files);
  const sorted = Object.entries(strings).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted), null, 2) + '\n';
}
