import {
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  ShowMessageNotification,
} from 'vscode-languageserver-protocol/node';
import { afterEach, expect, it } from 'vitest';
import { startSession, URI } from './session.ts';
import type { Session } from './session.ts';

const options = { tabSize: 2, insertSpaces: true };
const textDocument = { uri: URI };

let session: Session;
afterEach(() => session.end());

const format = () =>
  session.connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options });

it('a document and a range are formatted', async () => {
  session = await startSession();
  expect(session.initialized.capabilities).toMatchObject({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
  });
  await session.open('version:  1\nserver: https://sentry.acme.example\nintegrations:  {}\n');
  expect((await format())?.map(({ newText }) => newText)).toEqual(['version: 1\n', 'integrations: {}\n']);
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
  const edits = await session.connection.sendRequest(DocumentRangeFormattingRequest.type, {
    textDocument,
    range,
    options,
  });
  expect(edits?.map(({ newText }) => newText)).toEqual(['version: 1\n']);
});

it('a refusal is shown once, then logged', async () => {
  session = await startSession();
  const shown: string[] = [];
  session.connection.onNotification(ShowMessageNotification.type, ({ message }) => void shown.push(message));
  await session.open('version: [1\n');
  expect(await format()).toEqual([]);
  expect(await format()).toEqual([]);
  const message = 'sentry-permissions.yaml was not formatted: it has a syntax error; mend that first.';
  expect(shown).toEqual([message]);
  expect(session.log).toEqual([message]);
});
