import {
  CodeActionRequest,
  CompletionRequest,
  CompletionResolveRequest,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
} from 'vscode-languageserver-protocol/node';
import type {
  CodeAction,
  CompletionList,
  Diagnostic,
  DocumentDiagnosticReport,
  Position,
  TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientCommand, FillFixRequest, PinRequest } from '../../../server/src/protocol.ts';
import { MarkManyRequest, type MarkManyAnswer } from '../../../server/src/review-protocol.ts';
import type { EditAnswer, Pinned, ReviewTarget, TextRequest } from '../../../server/src/protocol.ts';
import { EXAMPLE } from '../support/manifests.ts';
import { startSession, URI } from './session.ts';
import type { Session } from './session.ts';

const MANIFEST = `version: 1
review: { every: 90 days }
integrations:
  bot:
    kind: internal-integration
    purpose: Keeps the tracker in step with Sentry.
    owner: team-tools@acme.example
    credential: { storedIn: vault://tools/bot }
    scopes:
      - scope: org:admin
        rationale: Reads the list of projects once a day.
      - org:read
    reviews:
      - { date: 2026-10-01, by: dana@acme.example }
`;

const PULL = { textDocument: { diagnostic: {} }, workspace: { workspaceEdit: { documentChanges: true } } };
const textDocument = { uri: URI };

let session: Session;
afterEach(() => session.end());

/** Where a text begins in the manifest. */
function at(text: string, after = 0): Position {
  const document = TextDocument.create(URI, 'sentry-permissions', 1, MANIFEST);
  return document.positionAt(MANIFEST.indexOf(text) + after);
}

async function pull(): Promise<DocumentDiagnosticReport> {
  return session.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
}

async function items(): Promise<Diagnostic[]> {
  const report = await pull();
  return report.kind === 'full' ? report.items : [];
}

async function actionsAt(position: Position, only?: string[]): Promise<CodeAction[]> {
  const params = {
    textDocument,
    range: { start: position, end: position },
    context: { diagnostics: [], ...(only ? { only } : {}) },
  };
  return ((await session.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
}

/** The manifest after the edits of an action or answer. */
function applied(edit: { documentChanges?: unknown[] } | null | undefined, text = MANIFEST): string {
  const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  return TextDocument.applyEdits(
    TextDocument.create(URI, '', 1, text),
    (change?.edits ?? []) as { range: Diagnostic['range']; newText: string }[],
  );
}

describe('diagnostics', () => {
  it('are pulled, and unchanged until something is', async () => {
    session = await startSession(PULL);
    expect(session.initialized.capabilities.diagnosticProvider).toMatchObject({
      // This client cannot be told to ask again.
      interFileDependencies: true,
    });
    await session.open(MANIFEST);
    const first = await pull();
    expect(first.kind === 'full' && first.items.map(({ code }) => code)).toEqual([
      'broad-scope',
      'missing-rationale',
      'redundant-scope',
    ]);
    const params = {
      textDocument,
      ...(first.resultId === undefined ? {} : { previousResultId: first.resultId }),
    };
    expect(await session.connection.sendRequest(DocumentDiagnosticRequest.type, params)).toEqual({
      kind: 'unchanged',
      resultId: first.resultId,
    });
    await session.change(MANIFEST.replace('org:admin', 'org:read'), 2);
    expect(await session.connection.sendRequest(DocumentDiagnosticRequest.type, params)).toMatchObject({
      kind: 'full',
    });
  });

  it('stand on the value at fault, with the page of their rule', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    const [broad] = await items();
    expect(broad).toMatchObject({
      range: { start: at('org:admin'), end: at('org:admin', 'org:admin'.length) },
      severity: 1,
      source: 'sentry-permissions',
      codeDescription: { href: 'file:///docs/rules/broad-scope.md' },
    });
  });

  it('are pushed with their version to clients that do not pull, once for a burst of edits', async () => {
    session = await startSession();
    expect(session.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await session.open(MANIFEST);
    for (let version = 2; version <= 9; version++) void session.change(MANIFEST, version);
    await session.change(EXAMPLE, 10);
    let last = await session.published();
    let count = 1;
    for (; last.version !== 10; count++) last = await session.published();
    expect(last.diagnostics).toEqual([]);
    expect(count).toBeLessThan(5);
    await session.close();
    expect(await session.published()).toEqual({ uri: URI, diagnostics: [] });
  });

  it('leave accepted findings out', async () => {
    session = await startSession(PULL);
    await session.open(EXAMPLE);
    expect(await items()).toEqual([]);
  });
});

describe('code actions', () => {
  it('narrow a broad scope by an edit of that document version', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    const actions = await actionsAt(at('org:admin'));
    const narrow = actions.find(({ title }) => title.startsWith('Narrow org:admin to org:write'));
    expect(narrow?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: URI, version: 1 } }]);
    expect(applied(narrow?.edit)).toBe(MANIFEST.replace('org:admin', 'org:write'));
  });

  it('ask for a text through a command only where the client names it', async () => {
    session = await startSession(PULL, { clientCommands: [ClientCommand.fillFix] });
    await session.open(MANIFEST);
    const action = (await actionsAt(at('- org:read', 2))).find(({ title }) =>
      title.startsWith('Add a rationale'),
    );
    const [request] = (action?.command?.arguments ?? []) as TextRequest[];
    expect(request?.prompt).toBe('Why does bot need org:read?');
    const text = 'Lists the projects: every one.';
    const answer = await session.connection.sendRequest<EditAnswer>(FillFixRequest, { request, text });
    expect(applied(answer)).toBe(
      MANIFEST.replace('- org:read', `- scope: org:read\n        rationale: "${text}"`),
    );
    await session.change(`${MANIFEST}\n`, 2);
    expect(await session.connection.sendRequest(FillFixRequest, { request, text })).toBeNull();
  });

  it('leave a place to fill in where the client takes snippets', async () => {
    session = await startSession({ ...PULL, workspace: { workspaceEdit: { snippetEditSupport: true } } });
    await session.open(MANIFEST);
    const action = (await actionsAt(at('- org:read', 2))).find(({ title }) =>
      title.startsWith('Add a rationale'),
    );
    expect(JSON.stringify(action?.edit)).toContain('rationale: ${1:}');
  });

  it('leave an empty value where the client can do neither', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    const action = (await actionsAt(at('- org:read', 2))).find(({ title }) =>
      title.startsWith('Add a rationale'),
    );
    expect(action?.command).toBeUndefined();
    const text = applied(action?.edit);
    expect(text).toContain('- scope: org:read\n        rationale: \n');
    await session.change(text, 2);
    expect((await items()).map(({ code }) => code)).toContain('missing-rationale');
  });

  it('make all safe fixes on demand only', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    expect((await actionsAt(at('version'))).map(({ title }) => title)).toEqual([]);
    const [all] = await actionsAt(at('version'), ['source.fixAll']);
    expect(applied(all?.edit)).toBe(MANIFEST.replace('      - org:read\n', ''));
  });
});

describe('mark as reviewed', () => {
  const pin = (target: ReviewTarget | undefined): Promise<Pinned | null> =>
    session.connection.sendRequest<Pinned | null>(PinRequest, { target });
  const mark = (id = '', notes = ''): Promise<MarkManyAnswer> =>
    session.connection.sendRequest<MarkManyAnswer>(MarkManyRequest, {
      uri: URI,
      ids: [id],
      by: 'lee@acme.example',
      notes,
    });

  it('adds a review in the style of the list, with a digest that another scope makes stale', async () => {
    session = await startSession(PULL, { clientCommands: [ClientCommand.markReviewed] });
    const overdue = MANIFEST.replace('2026-10-01', '2026-01-01');
    await session.open(overdue);
    const finding = (await items()).find(({ code }) => code === 'overdue-review');
    const [action] = await actionsAt(finding?.range.start ?? { line: 0, character: 0 });
    expect(action?.command?.command).toBe(ClientCommand.markReviewed);
    const [target] = (action?.command?.arguments ?? []) as ReviewTarget[];
    const pinned = await pin(target);
    const answer = await mark(pinned?.target.id, 'a, b');
    const reviewed = applied(answer.edit, overdue);
    expect(reviewed).toMatch(
      /2026-01-01.*\n {6}- \{ date: 2026-11-23, by: lee@acme\.example, of: p1-[0-9a-f]{8}, notes: "a, b" \}\n$/,
    );
    await session.change(reviewed, 2);
    expect((await items()).map(({ code }) => code)).not.toContain('overdue-review');
    await session.change(reviewed.replace('- org:read', '- event:read'), 3);
    expect((await items()).map(({ code }) => code)).toContain('stale-review');
  });

  it('keeps to an integration that was pinned, wherever it moves, and to no other once it is gone', async () => {
    session = await startSession(PULL);
    const entry = (name: string): string => `  ${name}:\n    kind: internal-integration\n`;
    const text = `version: 1\nintegrations:\n${entry('first')}${entry('second')}`;
    await session.open(text);
    const pinned = await pin({ uri: URI, position: { line: 5, character: 0 } });
    expect(pinned?.name).toBe('second');
    expect(await pin({ uri: URI, position: { line: 0, character: 3 } })).toBeNull();

    const moved = text.replace('integrations:', `integrations:\n${entry('a')}${entry('b')}`);
    await session.change(moved, 2);
    const answer = await mark(pinned?.target.id);
    expect(applied(answer.edit, moved)).toMatch(/ {2}second:\n.*\n {4}reviews:\n[^]*by: lee@acme\.example\n/);

    await session.change(moved.replace('second', 'third'), 3);
    expect(await mark(pinned?.target.id)).toMatchObject({ edit: null, marked: [], left: [] });
  });

  it('pins no integration that is not there', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    expect(await pin({ uri: URI, integration: 'nobody' })).toBeNull();
  });
});

describe('hover and completion', () => {
  it('explain the scope under the cursor', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    const hover = await session.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: at('org:admin', 3),
    });
    expect(hover?.range).toEqual({ start: at('org:admin'), end: at('org:admin', 9) });
    expect(JSON.stringify(hover?.contents)).toContain('org:admin');
  });

  it('go ahead of diagnostics that were asked for before', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    const order: string[] = [];
    const { connection } = session;
    await Promise.all([
      pull().then(() => order.push('diagnostics')),
      connection
        .sendRequest(HoverRequest.type, { textDocument, position: at('org:admin') })
        .then(() => order.push('hover')),
      connection
        .sendRequest(CompletionRequest.type, { textDocument, position: at('org:read') })
        .then(() => order.push('completion')),
    ]);
    expect(order.at(-1)).toBe('diagnostics');
  });

  it('offer scopes, and say more about one when asked', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    const list = (await session.connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position: at('- org:read', 6),
    })) as CompletionList;
    const team = list.items.find(({ label }) => label === 'team:read');
    expect(team?.documentation).toBeUndefined();
    const resolved = team && (await session.connection.sendRequest(CompletionResolveRequest.type, team));
    expect(JSON.stringify(resolved?.documentation)).toContain('teams');
  });
});

describe('a service that cannot be loaded', () => {
  it('is told of, and a document can be closed', async () => {
    const loadService = (): Promise<never> => Promise.reject(new Error('no such module'));
    session = await startSession(PULL, undefined, { loadService });
    await session.open(MANIFEST);
    expect(await items()).toEqual([]);
    await session.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
    expect(await items()).toEqual([]);
    expect(session.log.join()).toContain('no such module');
  });
});

describe('requests that make no sense', () => {
  it('are answered', async () => {
    session = await startSession(PULL);
    const unknown = { textDocument: { uri: 'file:///nowhere.yaml' } };
    const position = { line: 99, character: 99 };
    expect(await session.connection.sendRequest(HoverRequest.type, { ...unknown, position })).toBeNull();
    expect(await session.connection.sendRequest(DocumentDiagnosticRequest.type, unknown)).toMatchObject({
      items: [],
    });
    await session.open(MANIFEST);
    expect(await session.connection.sendRequest(HoverRequest.type, { textDocument, position })).toBeNull();
    expect(await actionsAt(position)).toEqual([]);
    expect(session.log).toEqual([]);
  });

  it('can be cancelled', async () => {
    session = await startSession(PULL);
    await session.open(MANIFEST);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
    const source = new CancellationTokenSource();
    const request = session.connection.sendRequest(
      HoverRequest.type,
      { textDocument, position: at('org:admin') },
      source.token,
    );
    source.cancel();
    await expect(request).rejects.toMatchObject({ code: -32800 });
  });
});
