/** Symbols, folds, selections, links, anchors and inlay hints through the protocol, and the settings that switch hints. */
import {
  ConfigurationRequest,
  DefinitionRequest,
  DidChangeConfigurationNotification,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RegistrationRequest,
  RenameRequest,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import type { ClientCapabilities, Position, Registration } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { afterEach, describe, expect, it } from 'vitest';
import { startSession, URI } from './session.ts';
import type { Session } from './session.ts';

const MANIFEST = `version: 1
review: { every: 90 days }
integrations:
  bot:
    kind: internal-integration
    purpose: By https://wiki.acme.example/bot.
    scopes: &held
      - scope: team:admin
    reviews: [{ date: 2026-10-05, by: dana }]
  copy:
    scopes: *held
`;
const textDocument = { uri: URI };
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

let session: Session;
afterEach(() => session.end());

function at(text: string, after = 0): Position {
  return TextDocument.create(URI, '', 1, MANIFEST).positionAt(MANIFEST.indexOf(text) + after);
}

async function begin(
  capabilities: ClientCapabilities = {},
  options?: unknown,
  text = MANIFEST,
): Promise<void> {
  session = await startSession(capabilities, options);
  await session.open(text);
}

describe('symbols', () => {
  it('are a tree where the client draws one', async () => {
    await begin({ textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } });
    const symbols = await session.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    expect(symbols).toMatchObject([
      { name: 'bot', detail: 'internal-integration', children: [{ name: 'scopes' }, { name: 'reviews' }] },
      { name: 'copy' },
    ]);
  });

  it('are a list for every other', async () => {
    await begin();
    const symbols = await session.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    expect(symbols).toMatchObject([
      { name: 'bot', location: { uri: URI } },
      { name: 'team:admin', containerName: 'bot › scopes' },
      { name: '2026-10-05' },
      { name: 'copy' },
    ]);
  });

  it('are found in all open documents', async () => {
    await begin();
    await session.open('integrations:\n  bottle: {}\n', 'file:///other.sentry-permissions.yaml');
    const found = await session.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'bot' });
    expect(found?.map(({ name }) => name)).toEqual(['bot', 'bottle']);
  });
});

describe('folds, selections and links', () => {
  it('are as the client wants them', async () => {
    await begin({
      textDocument: { foldingRange: { rangeLimit: 1 }, documentLink: { tooltipSupport: true } },
    });
    const folds = await session.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    expect(folds).toEqual([{ startLine: 2, endLine: 10 }]);
    const links = await session.connection.sendRequest(DocumentLinkRequest.type, { textDocument });
    expect(links).toMatchObject([{ target: 'https://wiki.acme.example/bot' }]);
    const positions = [at('wiki'), at('version')];
    const chains = await session.connection.sendRequest(SelectionRangeRequest.type, {
      textDocument,
      positions,
    });
    expect(chains).toHaveLength(2);
    expect(chains?.[1]?.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 0, character: 7 } });
  });

  it('are none in a document that is not open', async () => {
    await begin();
    const other = { textDocument: { uri: 'file:///elsewhere' } };
    expect(await session.connection.sendRequest(FoldingRangeRequest.type, other)).toEqual([]);
    expect(
      await session.connection.sendRequest(RenameRequest.type, {
        ...other,
        position: at('bot'),
        newName: 'x',
      }),
    ).toBeNull();
  });
});

describe('anchors', () => {
  it('are found, highlighted and renamed', async () => {
    await begin({
      textDocument: { rename: { prepareSupport: true } },
      workspace: { workspaceEdit: { documentChanges: true } },
    });
    expect(session.initialized.capabilities.renameProvider).toEqual({ prepareProvider: true });
    const alias = { textDocument, position: at('*held', 2) };
    const anchorRange = { start: at('&held'), end: at('&held', 5) };
    expect(await session.connection.sendRequest(DefinitionRequest.type, alias)).toEqual({
      uri: URI,
      range: anchorRange,
    });
    const aliasRange = { start: at('*held'), end: at('*held', 5) };
    const context = { includeDeclaration: false };
    expect(await session.connection.sendRequest(ReferencesRequest.type, { ...alias, context })).toEqual([
      { uri: URI, range: aliasRange },
    ]);
    expect(await session.connection.sendRequest(DocumentHighlightRequest.type, alias)).toEqual([
      { range: anchorRange, kind: 3 },
      { range: aliasRange, kind: 2 },
    ]);
    expect(await session.connection.sendRequest(PrepareRenameRequest.type, alias)).toEqual({
      range: { start: at('*held', 1), end: at('*held', 5) },
      placeholder: 'held',
    });
    const edit = await session.connection.sendRequest(RenameRequest.type, { ...alias, newName: 'base' });
    expect(edit).toMatchObject({
      documentChanges: [{ textDocument: { version: 1 }, edits: [{ newText: 'base' }, { newText: 'base' }] }],
    });
  });

  it('are not renamed to what YAML forbids, and the person is told', async () => {
    await begin();
    expect(session.initialized.capabilities.renameProvider).toBe(true);
    const renaming = session.connection.sendRequest(RenameRequest.type, {
      textDocument,
      position: at('&held', 2),
      newName: 'two words',
    });
    await expect(renaming).rejects.toThrow(/YAML allows no spaces/);
  });

  it('are nothing where there is none', async () => {
    await begin();
    const position = at('bot');
    expect(
      await session.connection.sendRequest(DefinitionRequest.type, { textDocument, position }),
    ).toBeNull();
    expect(
      await session.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position }),
    ).toBeNull();
  });
});

async function hints(): Promise<unknown[]> {
  const all = await session.connection.sendRequest(InlayHintRequest.type, { textDocument, range: WHOLE });
  return (all ?? []).map(({ label }) => label);
}

const SCOPE = 'includes team:read and team:write';
const REVIEW = 'next review 2027-01-03';

describe('inlay hints', () => {
  it('are all shown to a client that says nothing of settings', async () => {
    await begin();
    expect(await hints()).toEqual([SCOPE, REVIEW]);
  });

  it.each([
    ['with their section', { sentryPermissions: { inlayHints: { impliedScopes: false } } }, [REVIEW]],
    ['without it', { inlayHints: { reviewDue: false } }, [SCOPE]],
    ['garbage', ['x', null], [SCOPE, REVIEW]],
  ])('follow the settings at the start: %s', async (_, settings, expected) => {
    await begin({}, { settings });
    expect(await hints()).toEqual(expected);
  });

  it('follow settings that the client sends later', async () => {
    await begin();
    await session.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { sentryPermissions: { inlayHints: { impliedScopes: false, reviewDue: false } } },
    });
    expect(await hints()).toEqual([]);
    await session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    expect(await hints()).toEqual([SCOPE, REVIEW]);
  });

  it('ask a client for its settings, again after a change, and then for a refresh', async () => {
    session = await startSession({
      workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        inlayHint: { refreshSupport: true },
      },
    });
    let own: unknown = { inlayHints: { impliedScopes: true } };
    const asked: unknown[] = [];
    const registered: Registration[] = [];
    session.connection.onRequest(ConfigurationRequest.type, ({ items }) => {
      asked.push(...items);
      return [own];
    });
    session.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      registered.push(...registrations);
    });
    const refreshed = new Promise<void>((resolve) => {
      session.connection.onRequest(InlayHintRefreshRequest.type, () => {
        resolve();
      });
    });
    await session.open(MANIFEST);
    expect(await hints()).toEqual([SCOPE, REVIEW]);
    own = { inlayHints: { impliedScopes: false } };
    await session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await refreshed;
    expect(await hints()).toEqual([REVIEW]);
    expect(asked).toEqual([{ section: 'sentryPermissions' }, { section: 'sentryPermissions' }]);
    expect(registered).toMatchObject([
      { method: 'workspace/didChangeConfiguration', registerOptions: { section: 'sentryPermissions' } },
    ]);
  });

  it('are shown as at first where a client that says it has settings cannot tell them', async () => {
    // No handler answers: the request fails, and is a line in the log.
    await begin({ workspace: { configuration: true } });
    expect(await hints()).toEqual([SCOPE, REVIEW]);
    expect(session.log.join()).toContain('settings failed');
  });
});
