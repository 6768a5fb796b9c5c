/** *New Permissions Manifest*: writes a first manifest where the person wants it, and never over another file. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  CREDENTIAL_FORM,
  FirstManifestRequest,
  LANGUAGE_ID,
  ORGANIZATION_SLUG,
  SERVER_ADDRESS,
  ServiceTemplatesRequest,
  type FirstManifest,
  type FirstManifestParams,
  type ServiceTemplate,
} from '../../server/src/protocol.ts';
import { askServer, askSurely, serverAnswers } from './ask-server.ts';
import { folderName } from './path-of.ts';
import type { Questions } from './questions.ts';
import { openUntitled } from './untitled.ts';
import { isMissing } from './workspace-files.ts';

const NAME = 'sentry-permissions.yaml';
const NAMES = [NAME, 'sentry-permissions.yml'];

/** A folder, or no file yet. */
type Place = vscode.Uri | 'untitled';

/** Asks for the place, unless the menu of a folder has said it, what it begins with, and the organization. Cancelled, nothing happens. */
export async function newManifest(
  client: BaseLanguageClient,
  questions: Questions,
  argument: unknown,
): Promise<void> {
  if (!(await serverAnswers(client, title()))) return;
  const place = argument instanceof vscode.Uri ? argument : await askForPlace(questions);
  // Looked for before the question, whose answer would be in vain.
  if (!place || (place !== 'untitled' && (await showExisting(place)))) return;
  const beginning = await askForBeginning(client, questions);
  if (!beginning) return;
  const organization = await questions.ask({
    title: title(),
    prompt: vscode.l10n.t(
      'The slug of your Sentry organization, as in the address of its settings. It may be left empty.',
    ),
    placeHolder: 'acme',
    faultOf: faultOfOrganization,
  });
  if (organization === undefined) return;
  const params: FirstManifestParams = { organization, ...beginning };
  const manifest = await askSurely<FirstManifest>(client, {
    title: title(),
    request: FirstManifestRequest,
    params,
  });
  if (!manifest) return;
  const document =
    place === 'untitled'
      ? await openUntitled(LANGUAGE_ID, manifest.text)
      : await written(place, manifest.text);
  if (!document) return;
  const selection = client.protocol2CodeConverter.asRange(manifest.goOnAt);
  await vscode.window.showTextDocument(document, { selection, preview: false });
}

/** What is wrong with an organization, without a word of what may be a secret; undefined where nothing is. */
function faultOfOrganization(answer: string): string | undefined {
  if (CREDENTIAL_FORM.test(answer))
    return vscode.l10n.t('This looks like a credential, which belongs in no manifest.');
  if (answer === '' || ORGANIZATION_SLUG.test(answer)) return undefined;
  return vscode.l10n.t(
    'A slug holds lower-case letters, digits, hyphens and underscores, and begins with a letter or a digit.',
  );
}

async function askForPlace(questions: Questions): Promise<Place | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const another = { label: vscode.l10n.t('Another Folder…'), place: undefined };
  const places = folders.flatMap((folder) => {
    const description = folderName(folder);
    return [
      { label: NAME, description, place: folder.uri },
      { label: `.github/${NAME}`, description, place: vscode.Uri.joinPath(folder.uri, '.github') },
    ];
  });
  const none = { label: vscode.l10n.t('Untitled File'), place: 'untitled' as const };
  const chosen = await questions.pick<vscode.QuickPickItem & { place: Place | undefined }>(title(), [
    ...places,
    another,
    none,
  ]);
  return chosen === another ? questions.folder(title()) : chosen?.place;
}

/** The first entry: an integration that holds scopes, or another service with what Sentry does there; undefined for none. */
async function askForBeginning(
  client: BaseLanguageClient,
  questions: Questions,
): Promise<Omit<FirstManifestParams, 'organization'> | undefined> {
  const templates = await askServer<readonly ServiceTemplate[]>(client, {
    title: title(),
    request: ServiceTemplatesRequest,
  });
  if (!templates) return undefined;
  const scopes: vscode.QuickPickItem = {
    label: vscode.l10n.t('An Integration of Your Own'),
    description: vscode.l10n.t('what it may do in Sentry'),
  };
  const services = templates.map((template) => ({
    label: template.name,
    description: template.key,
    detail: template.category,
    template,
  }));
  const chosen = await questions.pick<vscode.QuickPickItem & { template?: ServiceTemplate }>(
    vscode.l10n.t('What the Manifest Begins With'),
    [scopes, ...services],
  );
  if (!chosen?.template) return chosen && {};
  const { key, name, features, ownApp } = chosen.template;
  const picked = await questions.pickMany(
    vscode.l10n.t('What Sentry Does in {0}', name),
    features.map((feature) => ({ label: feature.name, detail: feature.what, picked: feature.usual })),
  );
  if (!picked) return undefined;
  const server = ownApp ? await askForServer(questions, name) : '';
  return server === undefined
    ? undefined
    : { service: key, features: picked.map(({ label }) => label), server };
}

/** Where Sentry is hosted, by which rules tell whose app it is; empty for Sentry's own. */
function askForServer(questions: Questions, name: string): Promise<string | undefined> {
  return questions.ask({
    title: title(),
    prompt: vscode.l10n.t(
      'The address of the Sentry that you host, whose app in {0} is your own. Left empty, the app is Sentry’s.',
      name,
    ),
    placeHolder: 'https://sentry.acme.example',
    faultOf: (answer) =>
      answer === '' || SERVER_ADDRESS.test(answer)
        ? undefined
        : vscode.l10n.t('The address begins with https:// and holds no blank, no user and no password.'),
  });
}

/** Whether the folder has a manifest already; that is shown then, and said. */
async function showExisting(folder: vscode.Uri): Promise<boolean> {
  for (const name of NAMES) {
    const existing = await openIfThere(vscode.Uri.joinPath(folder, name));
    if (!existing) continue;
    await vscode.window.showTextDocument(existing, { preview: false });
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This folder has a manifest already. It was opened and is unchanged.'),
    );
    return true;
  }
  return false;
}

/**
 * The new file, or undefined where none can be written. One that has come to be meanwhile stays as it is. Written past the editor:
 * an edit that creates a file can be undone from within the file, which deletes it.
 */
async function written(folder: vscode.Uri, text: string): Promise<vscode.TextDocument | undefined> {
  const uri = vscode.Uri.joinPath(folder, NAME);
  try {
    if (await isMissing(uri)) {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return await vscode.workspace.openTextDocument(uri);
    }
  } catch {
    // Said below, whatever the reason.
  }
  void vscode.window.showErrorMessage(
    vscode.l10n.t('The manifest could not be written there. Choose another folder, or an untitled file.'),
  );
  return undefined;
}

async function openIfThere(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
  return vscode.workspace.openTextDocument(uri);
}

function title(): string {
  return vscode.l10n.t('New Permissions Manifest');
}
