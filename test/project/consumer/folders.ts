/** Folders to try things in, below one that goes when the tests end. */
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLEAN, ERROR } from '../../cli/support.ts';
import { runProgram, runScript } from './run-script.ts';

export const temp = realpathSync(mkdtempSync(join(tmpdir(), 'sentry-permissions-consumers-')));

export function newFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(temp, 'folder-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/**
 * A checkout as GitHub makes it for a pull request: of a merge into what `main` is by now, be it later than the base that the event
 * names. Without a text the pull request changes another file.
 */
export async function merged(states: {
  readonly base: string;
  readonly main: string;
  readonly head?: string;
}): Promise<{ workspace: string; base: string; head: string }> {
  const workspace = newFolder();
  const git = async (...args: string[]): Promise<string> => {
    const all = ['-c', 'user.name=Dana', '-c', 'user.email=dana@acme.example', ...args];
    return (await runProgram('git', all, workspace)).out.trim();
  };
  const commit = async (name: string, text: string): Promise<string> => {
    writeFileSync(join(workspace, name), text);
    await git('add', '-A');
    await git('commit', '-q', '-m', name);
    return git('rev-parse', 'HEAD');
  };
  const manifest = 'sentry-permissions.yaml';
  await git('init', '-q', '-b', 'main');
  const base = await commit(manifest, states.base);
  const main = await commit(manifest, states.main);
  await git('checkout', '-q', '-b', 'topic', states.head === undefined ? base : main);
  const head =
    states.head === undefined ? await commit('README.md', 'text') : await commit(manifest, states.head);
  await git('checkout', '-q', '--detach', 'main');
  await git('merge', '-q', '--no-ff', '-m', 'merge', head);
  return { workspace, base, head };
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
