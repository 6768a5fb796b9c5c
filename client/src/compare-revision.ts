/** *Compare with Git Revision*: what the manifests of a repository grant now that they did not grant then. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CompareRequest, type CompareParams } from '../../server/src/document-protocol.ts';
import { MAX_BYTES, type Page } from '../../server/src/protocol.ts';
import { askSurely, serverAnswers } from './ask-server.ts';
import { framed, type NotCompared } from './comparison-frame.ts';
import { gatherManifests, readManifest, withoutMark } from './gather-manifests.ts';
import { gitApi, type GitApi, type GitRepository } from './git-extension.ts';
import { isManifest } from './manifest-documents.ts';
import type { ShowPage } from './pages.ts';
import { pathOf } from './path-of.ts';
import { withoutLinks, type Questions } from './questions.ts';
import { isNamedManifest } from './workspace-files.ts';

/** How many branches, tags and commits are offered; any other is typed. */
const OFFERED = 50;

/** Asks for the revision, and shows beside the editor what changed since then in the repository of the file that a menu names, or of another. */
export async function compareRevision(
  client: BaseLanguageClient,
  questions: Questions,
  showPage: ShowPage,
  argument: unknown,
): Promise<void> {
  const title = vscode.l10n.t('Compare with Git Revision');
  const git = await gitApi();
  if (!git) {
    void vscode.window.showWarningMessage(
      vscode.workspace.isTrusted
        ? vscode.l10n.t(
            'Nothing can be compared: VS Code has no Git here. In a browser there is none; elsewhere its Git extension may be turned off.',
          )
        : vscode.l10n.t(
            'Nothing can be compared: VS Code has no Git here, as this workspace is not trusted. Trust it, and try again.',
          ),
    );
    return;
  }
  if (!(await serverAnswers(client, title))) return;
  const repository = await repositoryOf(git, questions, { title, argument });
  if (!repository) return;
  const revision = await askForRevision(repository, questions, title);
  if (revision === undefined) return;
  const commit = await commitOf(repository, revision);
  if (commit === undefined) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('This repository has no revision “{0}”.', withoutLinks(revision)),
    );
    return;
  }
  const { left, ...changed } = await changedSince(client, commit, { git, repository });
  const head = vscode.l10n.t('the files as they are now');
  const params: CompareParams = { base: revision, head, ...changed };
  const page = await askSurely<Page>(client, { title, request: CompareRequest, params });
  if (page)
    await showPage(page.name, framed(page, left), (changed) => isManifest(changed) && !changed.isUntitled);
}

/** That of the file that a menu names, or of the one in the editor; else the only one, else the one that is chosen. */
async function repositoryOf(
  git: GitApi,
  questions: Questions,
  { title, argument }: { readonly title: string; readonly argument: unknown },
): Promise<GitRepository | undefined> {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const own = uri && git.getRepository(uri);
  if (own) return own;
  const [first, ...others] = git.repositories;
  if (!first) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Nothing can be compared: no folder that is open is in a Git repository.'),
    );
    return undefined;
  }
  if (others.length === 0) return first;
  const chosen = await questions.pick(
    title,
    git.repositories.map((repository) => ({ label: repository.rootUri.path, repository })),
  );
  return chosen?.repository;
}

interface Revision extends vscode.QuickPickItem {
  /** Undefined where it is to be typed. */
  readonly revision: string | undefined;
}

async function askForRevision(
  repository: GitRepository,
  questions: Questions,
  title: string,
): Promise<string | undefined> {
  const chosen = await questions.pick<Revision>(title, [
    { label: 'HEAD', description: vscode.l10n.t('the last commit'), revision: 'HEAD' },
    { label: vscode.l10n.t('Another Revision…'), revision: undefined, alwaysShow: true },
    ...(await refsOf(repository)),
    ...(await commitsOf(repository)),
  ]);
  if (chosen?.revision !== undefined || !chosen) return chosen?.revision;
  return questions.ask({
    title,
    prompt: vscode.l10n.t('A branch, a tag or a commit.'),
    placeHolder: 'origin/main',
    needed: vscode.l10n.t('Name a revision.'),
  });
}

async function refsOf(repository: GitRepository): Promise<Revision[]> {
  const refs = await repository.getRefs({ sort: 'committerdate', count: OFFERED }).catch(() => []);
  return refs.flatMap(({ name, commit = '' }) =>
    name === undefined ? [] : [{ label: name, description: commit.slice(0, 8), revision: name }],
  );
}

async function commitsOf(repository: GitRepository): Promise<Revision[]> {
  // A repository without a commit has no log.
  const commits = await repository.log({ maxEntries: OFFERED }).catch(() => []);
  return commits.map(({ hash, message, commitDate }) => ({
    label: hash.slice(0, 8),
    description: message.split('\n')[0] ?? '',
    detail: commitDate?.toLocaleDateString() ?? '',
    revision: hash,
  }));
}

async function commitOf(repository: GitRepository, revision: string): Promise<string | undefined> {
  // Git would take it for an option.
  if (revision.startsWith('-')) return undefined;
  try {
    return (await repository.getCommit(revision)).hash;
  } catch {
    return undefined;
  }
}

type State = CompareParams['files'][number];
type Changed = Pick<CompareParams, 'files' | 'others'> & { readonly left: readonly NotCompared[] };

/** Why is in the log: a name that anybody may have given can stand in it. */
const UNREAD = `It was not compared: it cannot be read, or is larger than ${MAX_BYTES / 1_000_000} MB. The log says which.`;

/**
 * The manifests that may differ from what they were at the commit, each with both of its texts; of all the repository, open here or
 * not. The others are those of the workspace that do not; left out is what of the workspace is in no repository, or in another one.
 */
async function changedSince(
  client: BaseLanguageClient,
  commit: string,
  { git, repository }: { git: GitApi; repository: GitRepository },
): Promise<Changed> {
  const { files, unread } = await gatherManifests(client);
  const gathered = new Map([...files, ...unread].map((manifest) => [manifest.uri.toString(), manifest]));
  const { workingTreeChanges, untrackedChanges = [] } = repository.state;
  const changes = await repository.diffWith(commit);
  /** By where a file is now, where it was. */
  const was = new Map(
    changes.map(({ uri, originalUri, renameUri }) => [(renameUri ?? uri).toString(), originalUri]),
  );
  const touched = new Set([
    ...was.keys(),
    // Git's comparison knows neither new files nor what is not saved.
    ...[...workingTreeChanges, ...untrackedChanges].map(({ uri }) => uri.toString()),
    ...vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()),
  ]);
  const isOurs = (uri: vscode.Uri): boolean =>
    was.has(uri.toString()) || git.getRepository(uri)?.rootUri.toString() === repository.rootUri.toString();

  const states: State[] = [];
  for (const address of touched) {
    const uri = vscode.Uri.parse(address, true);
    const original = was.get(address) ?? uri;
    const isNamed = isNamedManifest(uri);
    if (!isOurs(uri) || !(gathered.has(address) || isNamed || isNamedManifest(original))) continue;
    // What no folder holds or a setting excludes is a part of the repository all the same.
    const now = gathered.get(address) ?? (isNamed ? await readManifest(uri) : undefined);
    const base = await stateAt(commit, repository, original);
    if (!now) {
      if (base) states.push({ base, head: null });
    } else if ('text' in now) {
      states.push({ base, head: { path: now.path, text: now.text } });
    } else {
      client.warn(`${now.path} was not compared. ${now.message}`, undefined, false);
      states.push({ base, head: { path: now.path, fault: UNREAD } });
    }
  }
  const others = files.filter(({ uri }) => !touched.has(uri.toString()) && isOurs(uri));
  const left = [...gathered.values()].filter(({ uri }) => !isOurs(uri));
  return {
    files: states,
    others: others.map(({ text }) => text),
    left: left.map(({ uri, path }) => ({ path, repository: git.getRepository(uri)?.rootUri.fsPath })),
  };
}

/** A file as it was at the commit; null where it was not there. */
async function stateAt(commit: string, repository: GitRepository, uri: vscode.Uri): Promise<State['base']> {
  try {
    // By its whole path: up to VS Code 1.91 a relative one counts from elsewhere.
    const text = await repository.show(commit, uri.fsPath);
    return { path: pathOf(uri), text: withoutMark(text) };
  } catch {
    return null;
  }
}
