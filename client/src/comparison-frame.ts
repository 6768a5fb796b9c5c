/** What stands around the server's page on a comparison: since when, and what it leaves out. */
import * as vscode from 'vscode';
import type { Page } from '../../server/src/protocol.ts';
import { code } from './pages.ts';

/** A manifest of the workspace that is no part of the comparison. */
export interface NotCompared {
  readonly path: string;
  /** The folder of the other repository that it is in; undefined where VS Code knows of none. */
  readonly repository: string | undefined;
}

/** A list of more helps nobody. */
const SHOWN = 100;

/** The page under its name, and with all that was not compared and why. */
export function framed({ name, markdown }: Page, left: readonly NotCompared[]): string {
  // The page's own name has the revision in it, less what must not be shown.
  const heading = `# ${name.replace(/\s+/g, ' ').replace(/[!-.:-@[-`{-~]/g, '\\$&')}`;
  if (left.length === 0) return `${heading}\n\n${markdown}`;
  const lines = [...left]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ path, repository }) =>
      repository === undefined
        ? vscode.l10n.t('{0}: VS Code knows of no Git repository that holds it.', code(path))
        : vscode.l10n.t('{0}: it is in another Git repository, {1}.', code(path), code(repository)),
    );
  const more = left.length - lines.length;
  const items = [...lines, ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : [])];
  return [
    heading,
    vscode.l10n.t(
      'Manifests of this workspace that were not compared: {0}. They stand at the end of this page.',
      left.length,
    ),
    markdown.trimEnd(),
    `## ${vscode.l10n.t('Not Compared')}`,
    `${items.map((item) => `- ${item}`).join('\n')}\n`,
  ].join('\n\n');
}
