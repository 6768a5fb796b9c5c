import { expect, it } from 'vitest';
import { CodeLensRequest, ErrorCodes } from 'vscode-languageserver-protocol/node';
import {
  AddUsesRequest,
  ClientCommand,
  ExplainLeastRequest,
  MatchRequestsRequest,
  RefusalRequest,
  ReplaceByLeastRequest,
} from '../../../server/src/protocol.ts';
import type { MatchedRequests, Page, RefusalAnswer } from '../../../server/src/protocol.ts';
import { startSession, URI } from './session.ts';

const TEXT = `version: 1
integrations:
  bot:
    kind: internal-integration
    scopes: [org:admin]
    uses: [sentry-cli releases new]
`;

it('shows lenses to a client that carries them out, each kind until it is switched off', async () => {
  const titles = async (codeLens: object): Promise<string[]> => {
    const clientCommands = Object.values(ClientCommand);
    const session = await startSession({}, { clientCommands, settings: { codeLens } });
    await session.open(TEXT);
    const lenses = await session.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: URI } });
    await session.end();
    return (lenses ?? []).map(({ command }) => command?.title ?? '');
  };
  const surplus = ['1 scope more than the uses need', 'Replace by the least'];
  const texts = ['Reviews: 1 never reviewed', 'Never reviewed'];
  // What can be pressed comes before what is only read, which may be long.
  expect(await titles({})).toEqual(['Mark as Reviewed', ...surplus, ...texts]);
  expect(await titles({ reviews: false })).toEqual(surplus);
  expect(await titles({ leastScopes: false })).toEqual(['Mark as Reviewed', ...texts]);
});

it('answers the requests of our client about an open document, and null for any other', async () => {
  const session = await startSession({ workspace: { workspaceEdit: { documentChanges: true } } });
  await session.open(TEXT);
  const ask = <T>(request: string, params: object): Promise<T> =>
    session.connection.sendRequest<T>(request, params);
  const target = { uri: URI, integration: 'bot' };
  const path = '/api/0/organizations/acme/releases/';
  expect((await ask<Page>(ExplainLeastRequest, { target })).markdown).toContain(
    '`project:releases` suffices',
  );
  expect(await ask(ReplaceByLeastRequest, { target })).toHaveProperty('documentChanges');
  const matched = await ask<MatchedRequests>(MatchRequestsRequest, { target, requests: [`POST ${path}`] });
  expect(matched.found.map(({ declared }) => declared)).toEqual([true]);
  expect(await ask(AddUsesRequest, { target, uses: ['sentry-cli info'] })).toHaveProperty('documentChanges');
  const refusal = { requests: [{ method: 'POST', path }], scopes: [] };
  const { page } = await ask<RefusalAnswer>(RefusalRequest, { refusal });
  expect(page.markdown).toContain('**The least that does it: `project:releases`**');
  const elsewhere = { uri: 'file:///elsewhere.yaml', integration: 'bot' };
  for (const request of [ExplainLeastRequest, ReplaceByLeastRequest, MatchRequestsRequest, AddUsesRequest])
    expect(await ask(request, { target: elsewhere, requests: [], uses: [] })).toBeNull();
  await expect(ask(RefusalRequest, {})).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
  await session.end();
});
