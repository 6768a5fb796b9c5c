/** Submodules that moved with manifests in them: a comparison of the repository around them does not see these. */
import { join } from 'node:path';
import type { Git } from '../ports/git.ts';
import { TOOL_NAME } from '../report/report.ts';
import { MANIFESTS, rawChanges } from './git-entries.ts';
import { EVERY_LINE, isNothing } from './git-manifests.ts';

/** A submodule, and what is to be said of it. */
interface Told {
  readonly path: string;
  readonly message: string;
}

const SUBMODULE = '160000';

/** What stands for a commit that is checked out and not in the index. */
const UNNAMED = /^0*$/;

/**
 * The submodules that came or moved from one commit to another, or to what is on disk, and whose manifests are not as they were, or
 * nobody here can tell. Nothing is said where Git does not list them: the comparison itself says what is wrong with it.
 */
export async function movedSubmodules(base: string, head: string | undefined, git: Git): Promise<Told[]> {
  const compare =
    head === undefined ? ['--no-optional-locks', 'diff-index', base] : ['diff-tree', '-r', base, head];
  // Said here, it counts before what `.gitmodules` says, which comes with the change that is compared.
  const listing = [
    '--ignore-submodules=dirty',
    '-z',
    '--raw',
    '--no-abbrev',
    '--no-ext-diff',
    '--no-renames',
  ];
  const listed = await git.run([...compare, ...listing]);
  const top = await git.run(['rev-parse', '--show-toplevel']);
  if ('fault' in listed) return [];
  const root = 'bytes' in top ? new TextDecoder().decode(top.bytes).replace(/\r?\n$/, '') : undefined;
  const told: Told[] = [];
  for (const { before, after } of rawChanges(new TextDecoder().decode(listed.bytes))) {
    if (after?.mode !== SUBMODULE) continue;
    const from = before?.mode === SUBMODULE ? before.blob : undefined;
    const to = UNNAMED.test(after.blob) ? 'HEAD' : after.blob;
    const message = await messageOf(from, to, root === undefined ? undefined : join(root, after.path), git);
    if (message !== undefined) told.push({ path: after.path, message });
  }
  return told;
}

/** What is to be said of a submodule in the folder; undefined where its manifests stay as they are, or it has none. */
async function messageOf(
  from: string | undefined,
  to: string,
  folder: string | undefined,
  git: Git,
): Promise<string | undefined> {
  const about = `This submodule ${from === undefined ? 'is new' : 'moved'}, and`;
  const found = folder === undefined ? undefined : await anyIn(from, to, folder, git);
  if (found === false) return undefined;
  if (found === undefined)
    return `${about} whether manifests in it changed is not known here, since its commits are not. Fetch it whole: "git submodule update --init".`;
  if (from === undefined)
    return `${about} what its manifests grant is not compared here. Run "${TOOL_NAME} report" in it.`;
  const range = `${short(from)}..${to === 'HEAD' ? to : short(to)}`;
  return `${about} its manifests are not compared here. Run "${TOOL_NAME} diff --git ${range}" in it.`;
}

/** Whether manifests in it changed, or, where its former commit is not here, whether it has any; undefined where nobody can tell. */
async function anyIn(
  from: string | undefined,
  to: string,
  folder: string,
  git: Git,
): Promise<boolean | undefined> {
  if (from !== undefined) {
    const changed = await git.run(['diff-tree', '-r', '--raw', from, to, '--', ...MANIFESTS], folder);
    if ('bytes' in changed) return changed.bytes.length > 0;
  }
  const held = await git.run(
    [...EVERY_LINE, '--files-with-matches', '-e', '', to, '--', ...MANIFESTS],
    folder,
  );
  if ('bytes' in held) return true;
  return isNothing(held) ? false : undefined;
}

const short = (commit: string): string => commit.slice(0, 12);
