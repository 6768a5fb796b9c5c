/** Of all documents that a client opens only manifests are looked at: some clients send every YAML file. */
import { afterEach, describe, expect, it } from 'vitest';
import { SERVED } from '../../fuzz/messages.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

const TEXT = `version: 1
integrations:
  bot: &bot
    kind: internal-integration
    scopes:
      - org:admin
      -   org:read
    uses:
      - GET /api/0/organizations/{organization_id_or_slug}/projects/
      - https://docs.example/
  other: *bot
`;
const OTHER = 'file:///project/k8s.yaml';
const PULL = { textDocument: { diagnostic: {} } };

let session: Session;
afterEach(() => session.end());

/** What every request can take that is about a document. */
function paramsOf(uri: string): object {
  const position = { line: 5, character: 10 };
  const range = { start: { line: 0, character: 0 }, end: { line: 10, character: 0 } };
  return {
    textDocument: { uri },
    uri,
    target: { uri, position },
    request: { uri, version: 1, fix: { rule: 'missing-rationale', title: 'x', at: position } },
    position,
    positions: [position],
    range,
    context: { diagnostics: [], includeDeclaration: true, triggerKind: 1 },
    options: { tabSize: 2, insertSpaces: true },
    ...{ newName: 'x', query: 'bot', text: 'x', owner: '', by: 'x', until: '2027-01-01', notes: '' },
    ...{ answers: [], ids: [''], requests: ['GET /api/0/projects/'], uses: ['GET /api/0/projects/'] },
    ...{ grouping: 'state', without: [], key: 'never', refusal: { requests: [], scopes: ['org:read'] } },
  };
}

/** What the server answers to every request about the document, by method; less the ids of results. */
async function answersOn(uri: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const method of SERVED) {
    const answer: unknown = await session.connection
      .sendRequest<unknown>(method, paramsOf(uri))
      .catch((error: unknown) => String(error));
    answers.set(method, JSON.stringify(answer));
  }
  return answers;
}

const findingsOn = async (uri: string, languageId: string): Promise<number> => {
  await session.open(TEXT, uri, languageId);
  const report = await session.connection.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  return report.items.length;
};

describe('a document that is no manifest', () => {
  it('is answered about like one that is not open, whatever is asked', async () => {
    session = await startSession(PULL);
    const unopened = await answersOn(OTHER);
    await session.open(TEXT, OTHER, 'yaml');
    expect(await answersOn(OTHER)).toEqual(unopened);
    await session.change(`${TEXT}\n`, 2, OTHER);
    expect(await answersOn(OTHER)).toEqual(unopened);
    await session.close(OTHER);

    await session.open(TEXT, OTHER);
    const opened = await answersOn(OTHER);
    expect(SERVED.filter((method) => opened.get(method) !== unopened.get(method))).toEqual(
      expect.arrayContaining([
        'textDocument/diagnostic',
        'textDocument/hover',
        'textDocument/completion',
        'textDocument/codeAction',
        'textDocument/documentSymbol',
        'textDocument/foldingRange',
        'textDocument/selectionRange',
        'textDocument/inlayHint',
        'textDocument/formatting',
        'textDocument/rangeFormatting',
        'workspace/symbol',
      ]),
    );
    expect(session.log).toEqual([]);
  });

  it('is published nothing about, and is in no report on the workspace', async () => {
    session = await startSession();
    await session.open(TEXT, OTHER, 'yaml');
    await session.close(OTHER);
    await session.open(TEXT);
    expect((await session.published()).uri).not.toBe(OTHER);
    await session.end();

    session = await startSession(PULL);
    await session.open(TEXT, OTHER, 'yaml');
    await session.open(TEXT);
    const { items } = await session.connection.sendRequest<{ items: { uri: string }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    expect(items.map(({ uri }) => uri)).not.toContain(OTHER);
    expect(items).toHaveLength(1);
  });
});

describe('a manifest', () => {
  it.each([
    ['file:///project/sentry-permissions.yaml', 'yaml'],
    ['file:///project/sentry-permissions.yml', 'plaintext'],
    ['file:///project/team%20a.sentry%2Dpermissions.yaml', 'yaml'],
    ['file:///c%3A/project/sentry-permissions.yaml', ''],
    ['file:///C:\\project\\sentry-permissions.yaml', 'yaml'],
    ['git:/project/sentry-permissions.yaml?%7B%22ref%22%3A%22a/b%22%7D', 'yaml'],
    ['untitled:sentry-permissions.yaml', 'yaml'],
    ['file:///100%/sentry-permissions.yaml', 'yaml'],
    ['file:///100%/sentry%2Dpermissions.yaml', 'yaml'],
    ['file:///C%3A%5Cproject%5Csentry-permissions.yaml', 'yaml'],
    ['untitled:Untitled-1', 'sentry-permissions'],
    ['inmemory://model/1', 'sentry-permissions'],
  ])('is %s as %j', async (uri, languageId) => {
    session = await startSession(PULL);
    expect(await findingsOn(uri, languageId)).toBeGreaterThan(0);
  });

  it.each([
    ['file:///project/my-sentry-permissions.yaml', 'yaml'],
    ['file:///sentry-permissions.yaml/ci.yml', 'yaml'],
    ['file:///project/ci.yml?/sentry-permissions.yaml', 'yaml'],
    ['file:///project/ci.yml#/sentry-permissions.yaml', 'yaml'],
    ['file:///project/Sentry-Permissions.yaml', 'yaml'],
    ['untitled:Untitled-1', 'yaml'],
    ['', 'yaml'],
  ])('is not %s as %j', async (uri, languageId) => {
    session = await startSession(PULL);
    expect(await findingsOn(uri, languageId)).toBe(0);
  });

  it('is a document from the moment on that it is opened under another name or as another language', async () => {
    session = await startSession(PULL);
    expect(await findingsOn(OTHER, 'yaml')).toBe(0);
    await session.close(OTHER);
    expect(await findingsOn(OTHER, 'sentry-permissions')).toBeGreaterThan(0);
    await session.close(OTHER);
    expect(await findingsOn(OTHER, 'yaml')).toBe(0);
  });
});
