/** What a client gets that has not learned everything: edits by address only, text without Markdown. */
import {
  CompletionRequest,
  CompletionResolveRequest,
  HoverRequest,
} from 'vscode-languageserver-protocol/node';
import type { ClientCapabilities, CompletionList } from 'vscode-languageserver-protocol/node';
import { afterEach, expect, it } from 'vitest';
import {
  AcceptableRequest,
  AcceptManyRequest,
  AddRationalesRequest,
  AddUsesRequest,
  AllBareGrantsRequest,
  FillFixRequest,
  ReplaceByLeastRequest,
} from '../../../server/src/protocol.ts';
import type { Acceptable, AllBareGrants } from '../../../server/src/protocol.ts';
import { MarkManyRequest } from '../../../server/src/review-protocol.ts';
import { startSession, URI } from './session.ts';
import type { Session } from './session.ts';

const TEXT = `version: 1
integrations:
  bot:
    kind: internal-integration
    owner: &kim kim
    scopes:
      - org:admin
      - org:admin
      - org:read
    uses:
      - GET /api/0/organizations/{organization_id_or_slug}/projects/
  other:
    owner: *kim
`;
const ADMIN = { line: 6, character: 8 };

let session: Session;
afterEach(() => session.end());

/** All that stands under a key of that name, however deep. */
function valuesOf(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]): unknown[] =>
    key === name ? [part] : valuesOf(part, name),
  );
}

/** What such a client is answered to every request that can end in an edit. */
async function editsFor(capabilities: ClientCapabilities): Promise<Record<string, unknown>> {
  session = await startSession(capabilities);
  await session.open(TEXT);
  const ask = <T>(method: string, params: object): Promise<T> =>
    session.connection.sendRequest<T>(method, params);
  const textDocument = { uri: URI };
  const range = { start: { line: 0, character: 0 }, end: { line: 13, character: 0 } };
  const context = { diagnostics: [] };
  const [bare] = (await ask<AllBareGrants>(AllBareGrantsRequest, { uri: URI })).places;
  const { rules } = await ask<Acceptable>(AcceptableRequest, { uri: URI, owner: 'kim' });
  const fixes = await ask('textDocument/codeAction', { textDocument, range, context });
  const fix = { rule: 'missing-rationale', title: 'Add a rationale for org:admin', at: ADMIN };
  const target = { uri: URI, position: ADMIN };
  const answersTo = (id: string | undefined): object => ({ uri: URI, answers: [{ id, text: 'For now.' }] });
  const uses = ['sentry-cli info'];
  return {
    fixes,
    fixAll: await ask('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [], only: ['source.fixAll'] },
    }),
    rename: await ask('textDocument/rename', {
      textDocument,
      position: { line: 4, character: 13 },
      newName: 'base',
    }),
    filled: await ask(FillFixRequest, { request: { uri: URI, version: 1, fix }, text: 'Why not' }),
    least: await ask(ReplaceByLeastRequest, { target }),
    uses: await ask(AddUsesRequest, { target, uses }),
    rationales: await ask(AddRationalesRequest, answersTo(bare?.id)),
    accepted: await ask(AcceptManyRequest, {
      ...answersTo(rules[0]?.places[0]?.id),
      until: '2027-01-01',
      by: 'kim',
    }),
    reviewed: await ask(MarkManyRequest, { uri: URI, owner: 'kim', by: 'kim', notes: '' }),
  };
}

it.each<ClientCapabilities>([{}, { workspace: { workspaceEdit: {} } }])(
  'a client of %j that knows no versions of documents gets the same edits without them',
  async (capabilities) => {
    const versioned = await editsFor({ workspace: { workspaceEdit: { documentChanges: true } } });
    await session.end();
    const plain = await editsFor(capabilities);
    expect(valuesOf(plain, 'documentChanges')).toEqual([]);
    for (const [what, answer] of Object.entries(plain)) {
      const expected = valuesOf(versioned[what], 'documentChanges');
      expect(expected, what).not.toEqual([]);
      const edits = expected.map((changes) => (changes as { edits: unknown }[])[0]?.edits);
      expect(valuesOf(answer, 'changes'), what).toEqual(edits.map((some) => ({ [URI]: some })));
    }
  },
);

/** The formats and texts of a hover and of the documentation of a completion. */
async function textsFor(hover: unknown, documentation: unknown): Promise<{ kind: string; value: string }[]> {
  session = await startSession({
    textDocument: {
      hover: { contentFormat: hover },
      completion: { completionItem: { documentationFormat: documentation } },
    },
  } as ClientCapabilities);
  await session.open(TEXT);
  const at = { textDocument: { uri: URI }, position: ADMIN };
  const { contents } = await session.connection.sendRequest(HoverRequest.type, at).then((found) => found!);
  const list = (await session.connection.sendRequest(CompletionRequest.type, at)) as CompletionList;
  const item = list.items.find(({ label }) => label === 'team:read')!;
  const resolved = await session.connection.sendRequest(CompletionResolveRequest.type, item);
  return [contents, resolved.documentation] as { kind: string; value: string }[];
}

it('a client that shows plain text gets it, without a sign of Markdown', async () => {
  const texts = await textsFor(['plaintext'], ['plaintext']);
  expect(texts.map(({ kind }) => kind)).toEqual(['plaintext', 'plaintext']);
  for (const { value } of texts) expect(value).not.toMatch(/\*\*|`|\\|\]\(/);
  expect(texts[0]?.value).toMatch(/^org:admin · sensitivity 5 of 5 .*\n\n/);
  expect(texts[0]?.value).toContain('Rule page <file:///docs/rules/broad-scope.md>');
});

it.each([
  [
    ['markdown', 'plaintext'],
    ['plaintext', 'markdown'],
    ['markdown', 'plaintext'],
  ],
  [undefined, null, ['markdown', 'markdown']],
  [[], 'plaintext', ['markdown', 'markdown']],
  [['x', 'plaintext'], ['x'], ['plaintext', 'markdown']],
])('a client of the formats %j and %j gets the one that it likes best', async (hover, completion, kinds) => {
  expect((await textsFor(hover, completion)).map(({ kind }) => kind)).toEqual(kinds);
});

it('is offered fixes where it says that it can read them', async () => {
  session = await startSession();
  expect(session.initialized.capabilities.codeActionProvider).toBeUndefined();
  await session.end();
  const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
  session = await startSession({ textDocument: { codeAction } });
  expect(session.initialized.capabilities.codeActionProvider).toHaveProperty('codeActionKinds');
});
