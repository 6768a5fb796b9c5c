import { afterEach, beforeEach, expect, it } from 'vitest';
import { ErrorCodes } from 'vscode-languageserver-protocol/node';
import {
  AboutRequest,
  AcceptableRequest,
  AcceptManyRequest,
  AddRationalesRequest,
  AllBareGrantsRequest,
  BareGrantsRequest,
  CheckedRequest,
  FirstManifestRequest,
  ScopesRequest,
} from '../../../server/src/protocol.ts';
import type {
  AboutAnswer,
  Acceptable,
  AllBareGrants,
  BareGrants,
  Checked,
  FirstManifest,
  ScopeEntry,
  WrittenAnswers,
} from '../../../server/src/protocol.ts';
import { startSession, URI } from './session.ts';
import type { Session } from './session.ts';

let session: Session;
beforeEach(async () => {
  session = await startSession({ textDocument: { diagnostic: {} } });
});
afterEach(() => session.end());

it('answers what is about no document', async () => {
  const scopes = await session.connection.sendRequest<ScopeEntry[]>(ScopesRequest);
  expect(scopes.map(({ name }) => name)).toContain('org:read');
  const about = await session.connection.sendRequest<AboutAnswer>(AboutRequest);
  expect(about.catalogDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  const first = await session.connection.sendRequest<FirstManifest>(FirstManifestRequest, {
    organization: 'acme',
  });
  expect(first.text).toContain('organization: acme');
  const none = await session.connection.sendRequest<FirstManifest>(FirstManifestRequest, {
    organization: `sntryu_${'0123456789abcdef'.repeat(4)}`,
  });
  expect(none.text).not.toMatch(/organization:|sntryu_/);
  const own = { organization: 'acme', service: 'slack', server: 'https://sentry.acme.example' };
  const ours = await session.connection.sendRequest<FirstManifest>(FirstManifestRequest, own);
  expect(ours.text).toContain('\nserver: https://sentry.acme.example\n');
});

it('answers what is about an open document, and null for any other', async () => {
  await session.open('version: 1\nintegrations:\n  bot:\n    scopes:\n      - org:read\n');
  const target = { uri: URI, position: { line: 4, character: 9 } };
  const bare = await session.connection.sendRequest<BareGrants>(BareGrantsRequest, { target });
  expect(bare.integration).toBe('bot');
  expect(bare.requests).toHaveLength(1);
  const checked = await session.connection.sendRequest<Checked>(CheckedRequest, { uri: URI });
  expect(checked.integrations).toBe(1);
  const uri = 'file:///elsewhere.yaml';
  expect(await session.connection.sendRequest(CheckedRequest, { uri })).toBeNull();
  expect(await session.connection.sendRequest(BareGrantsRequest, { target: { uri } })).toBeNull();
});

it('asks for all bare grants, and answers with one edit for what was said of them', async () => {
  const { connection } = session;
  await session.open('version: 1\nintegrations:\n  bot:\n    scopes:\n      - org:read\n');
  const { places } = await connection.sendRequest<AllBareGrants>(AllBareGrantsRequest, { uri: URI });
  expect(places.map(({ what }) => what)).toEqual(['org:read of bot']);
  const answers = [{ id: places[0]?.id, text: 'Lists the projects.' }];
  const params = { uri: URI, answers };
  const { edit, left } = await connection.sendRequest<WrittenAnswers>(AddRationalesRequest, params);
  expect(JSON.stringify(edit)).toContain('rationale: Lists the projects.');
  expect(left).toEqual([]);
  const uri = 'file:///elsewhere.yaml';
  expect(await connection.sendRequest(AllBareGrantsRequest, { uri })).toBeNull();
  expect(await connection.sendRequest(AddRationalesRequest, { uri, answers })).toBeNull();
  await expect(
    connection.sendRequest(AddRationalesRequest, { uri: URI, answers: [{ id: 1 }] }),
  ).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
});

it('names what can be accepted of an owner, and answers with one edit for it', async () => {
  const { connection } = session;
  await session.open('version: 1\nintegrations:\n  bot:\n    owner: kim\n    scopes:\n      - org:admin\n');
  const asked = { uri: URI, owner: 'kim' };
  const { rules } = await connection.sendRequest<Acceptable>(AcceptableRequest, asked);
  const [found] = rules;
  expect(found?.rule).toBe('broad-scope');
  const answers = [{ id: found?.places[0]?.id, text: 'Until the new token.' }];
  const params = { uri: URI, answers, until: '9000-01-01', by: 'dana' };
  const { edit, left } = await connection.sendRequest<WrittenAnswers>(AcceptManyRequest, params);
  expect(JSON.stringify(edit)).toMatch(/reason: Until the new token\..*until: 9000-01-01.*by: dana/);
  expect(left).toEqual([]);
  const uri = 'file:///elsewhere.yaml';
  expect(await connection.sendRequest(AcceptableRequest, { ...asked, uri })).toBeNull();
  expect(await connection.sendRequest(AcceptManyRequest, { ...params, uri })).toBeNull();
  await expect(connection.sendRequest(AcceptManyRequest, { ...params, until: 1 })).rejects.toMatchObject({
    code: ErrorCodes.InvalidParams,
  });
});

it('refuses parameters of another form', async () => {
  for (const params of [{}, { organization: 3 }, { organization: null }])
    await expect(session.connection.sendRequest(FirstManifestRequest, params)).rejects.toMatchObject({
      code: ErrorCodes.InvalidParams,
    });
});
