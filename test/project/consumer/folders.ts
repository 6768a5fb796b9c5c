/** Folders to try things in, below one that goes when the tests end. */
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLEAN, ERROR } from '../../cli/support.ts';
import { runScript } from './run-script.ts';

export const temp = realpathSync(mkdtempSync(join(tmpdir(), 'sentry-permissions-consumers-')));

export function newFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(temp, 'folder-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A repository with a sound base, and a head that holds something else: by default more than it should. */
export async function repository(head = ERROR): Promise<{ folder: string; base: string }> {
  const folder = newFolder({ 'sentry-permissions.yaml': CLEAN });
  const commit = 'git -c user.name=Dana -c user.email=dana@acme.example commit -q -m';
  const { out } = await runScript(
    `git init -q && git add -A && ${commit} base && git rev-parse HEAD`,
    folder,
  );
  writeFileSync(join(folder, 'sentry-permissions.yaml'), head);
  await runScript(`git add -A && ${commit} head`, folder);
  return { folder, base: out.trim() };
}
