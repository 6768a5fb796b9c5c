/** *Import Uses from a Recording*: what an integration really did, out of a HAR file or an access log. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  MatchRequestsRequest,
  type MatchedRequests,
  type MatchRequestsParams,
} from '../../server/src/protocol.ts';
import { readRecording, recordingText } from '../../server/src/recording/recording.ts';
import { addUses } from './add-uses.ts';
import { askServer } from './ask-server.ts';
import { code, type ShowPage } from './pages.ts';
import { faultText, withoutLinks, type Questions } from './questions.ts';
import { pinned, writableTarget } from './target.ts';

/** A recording is read whole into memory: in bytes, what that may take. */
const MAX_RECORDING_BYTES = 200_000_000;

/**
 * Asks for the recording, shows which operations it would add to the integration at the cursor, adds those that are left picked, and
 * lists what the catalogue does not know. Only methods and paths leave the file: no header, no body, no query.
 */
export async function importUses(
  client: BaseLanguageClient,
  questions: Questions,
  showPage: ShowPage,
): Promise<void> {
  const title = vscode.l10n.t('Import Uses from a Recording');
  const here = writableTarget(client);
  const found = here && (await pinned(client, title, here));
  if (!found) return;
  const { name, target } = found;
  const file = await questions.file(vscode.l10n.t('Recording of What {0} Does', name));
  const text = file && (await textOf(file));
  if (text === undefined) return;
  const { format, uses: requests, others } = readRecording(text);
  if (format === 'broken-har') {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('This HAR file is damaged, or ends in the middle. Export it anew; nothing was added.'),
    );
    return;
  }
  const params: MatchRequestsParams = { target, requests };
  const matched = await askServer<MatchedRequests | null>(client, {
    title,
    request: MatchRequestsRequest,
    params,
  });
  if (matched === undefined) return;
  if (matched === null) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is no longer in the file, so nothing was added.', withoutLinks(name)),
    );
    return;
  }
  const { found: known, unmatched } = matched;
  const items = known
    .filter(({ declared }) => !declared)
    .map(({ use, title: detail }) => ({ label: use, detail }));
  const chosen =
    items.length === 0 ? [] : await questions.pickMany(vscode.l10n.t('Uses to add to {0}', name), items);
  if (!chosen) return;
  const added =
    chosen.length > 0 &&
    (await addUses(
      client,
      found,
      chosen.map(({ label }) => label),
    ));
  if (unmatched.length > 0) await showPage(vscode.l10n.t('Requests not matched'), unmatchedPage(unmatched));
  if (chosen.length > 0 && !added) return;
  void vscode.window.showInformationMessage(
    requests.length === 0
      ? vscode.l10n.t(
          'No request to Sentry’s API is in this file. HAR files and access logs are read; other lines or requests: {0}.',
          others,
        )
      : vscode.l10n.t(
          'Uses added: {0}. Declared already: {1}. Not in the catalogue: {2}. Not to Sentry’s API: {3}.',
          chosen.length,
          known.length - items.length,
          unmatched.length,
          others,
        ),
  );
}

/** The file's text; undefined where it cannot be read, which is said. */
async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size <= MAX_RECORDING_BYTES) return recordingText(await vscode.workspace.fs.readFile(file));
    void vscode.window.showErrorMessage(
      vscode.l10n.t('This file is larger than 200 MB. Record less, or cut the log to the days that count.'),
    );
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The recording could not be read: {0}', faultText(error)),
    );
  }
  return undefined;
}

function unmatchedPage(unmatched: readonly string[]): string {
  return [
    `# ${vscode.l10n.t('Requests that the catalogue does not know')}`,
    vscode.l10n.t(
      'Nothing was added for them, and no scope can be computed from them. Values in their paths are left out.',
    ),
    unmatched.map((request) => `- ${code(request)}`).join('\n'),
  ].join('\n\n');
}
