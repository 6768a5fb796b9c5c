/** Messages as clients send them, and as no client should. */
import fc from 'fast-check';
import { AuditReportRequest, CompareRequest } from '../../server/src/document-protocol.ts';
import {
  AboutRequest,
  AcceptableRequest,
  AcceptManyRequest,
  AddRationalesRequest,
  AddUsesRequest,
  AllBareGrantsRequest,
  BareGrantsRequest,
  CheckedRequest,
  ExplainLeastRequest,
  FilesChangedNotification,
  FillFixRequest,
  FirstManifestRequest,
  MatchRequestsRequest,
  PinRequest,
  RefusalRequest,
  ReplaceByLeastRequest,
  ScopesRequest,
  ServiceTemplatesRequest,
} from '../../server/src/protocol.ts';
import {
  LeftOutNotification,
  LocateRequest,
  MarkManyRequest,
  OwnersRequest,
  ReviewFactsRequest,
  ReviewsOfGroupRequest,
  ReviewsRequest,
} from '../../server/src/review-protocol.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../server/support/manifests.ts';

/** What is sent, but for the id that the script gives to requests. */
export interface Sent {
  readonly method: unknown;
  readonly params?: unknown;
  readonly isRequest: boolean;
}

export const uris = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c').map((name) => `file:///project/${name}.yaml`) },
  fc.constantFrom(
    'file:///project/never-opened.yaml',
    'untitled:Untitled-1',
    '',
    'no address',
    '__proto__',
    'constructor',
    'file:///%ff%zz',
  ),
);

const texts = fc.oneof(
  { weight: 4, arbitrary: manifests },
  fc.constantFrom(EXAMPLE, FAULTY, '', '\uFEFF', '\r', '{'),
  fc.tuple(manifests, damages).map(([text, changes]) => damaged(text, changes)),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Where lines and characters are, and where none are. */
const places = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 60 }) },
  fc.constantFrom(0, -1, 1e6, 2 ** 31 - 1, 2 ** 31, 2 ** 53, -(2 ** 53), 1.5, 1e308),
);
const positions = fc.record({ line: places, character: places });
const ranges = fc.record({ start: positions, end: positions });
const versions = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 9 }) },
  fc.constantFrom(-1, 0, 2 ** 31, 2 ** 53, 1e308, 0.5),
);
const words = fc.oneof(
  fc.constantFrom('', 'x', 'org:read', 'bot', 'app-0', '__proto__', 'constructor', 'GET /api/0/', 'a\nb'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const lists = fc.array(words, { maxLength: 3 });
const documents = fc.record({ uri: uris });
const targets = fc.record(
  { uri: uris, id: words, integration: words, position: positions },
  { requiredKeys: ['uri'] },
);

export const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, '', 'x', [], [null], {}, { uri: 3 }, [[[]]], 1e308),
  fc.constant<unknown>(JSON.parse('{"__proto__":{"uri":"file:///project/a.yaml"},"constructor":1}')),
  fc.jsonValue({ maxDepth: 2 }),
);

const about = fc.record({ textDocument: documents });
const at = fc.record({ textDocument: documents, position: positions });
const ofTarget = fc.record({ target: targets });
const layout = fc.record({ tabSize: places, insertSpaces: fc.boolean() });
const files = fc.record({ path: words, text: texts });
const answers = fc.array(fc.record({ id: words, text: words }), { maxLength: 2 });
const groupings = fc.constantFrom('state', 'owner', 'sensitivity', 'constructor');

const REQUESTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'textDocument/diagnostic': about,
  'textDocument/hover': at,
  'textDocument/completion': at,
  'completionItem/resolve': fc.record({
    label: words,
    data: fc.oneof(
      junk,
      fc.record({
        type: fc.constantFrom(
          'scope',
          'kind',
          'key',
          'webhook',
          'service',
          'permission',
          'feature',
          'rule',
          'use',
          'x',
        ),
        id: fc.oneof(
          words,
          fc.constantFrom('scopes/constructor', 'github/Contents', 'constructor/x', 'issue'),
        ),
      }),
    ),
  }),
  'textDocument/codeAction': fc.record({
    textDocument: documents,
    range: ranges,
    context: fc.record(
      {
        diagnostics: fc.constant([]),
        only: fc.subarray(['quickfix', 'source.fixAll', 'refactor', '', 'x']),
      },
      { requiredKeys: ['diagnostics'] },
    ),
  }),
  'textDocument/codeLens': about,
  'textDocument/documentSymbol': about,
  'workspace/symbol': fc.record({ query: words }),
  'textDocument/foldingRange': about,
  'textDocument/selectionRange': fc.record({
    textDocument: documents,
    positions: fc.array(positions, { maxLength: 3 }),
  }),
  'textDocument/documentLink': about,
  'textDocument/definition': at,
  'textDocument/references': fc.record({
    textDocument: documents,
    position: positions,
    context: fc.record({ includeDeclaration: fc.boolean() }),
  }),
  'textDocument/documentHighlight': at,
  'textDocument/prepareRename': at,
  'textDocument/rename': fc.record({ textDocument: documents, position: positions, newName: words }),
  'textDocument/inlayHint': fc.record({ textDocument: documents, range: ranges }),
  'textDocument/formatting': fc.record({ textDocument: documents, options: layout }),
  'textDocument/rangeFormatting': fc.record({ textDocument: documents, range: ranges, options: layout }),
  [AboutRequest]: fc.constant({}),
  [AcceptableRequest]: fc.record({ uri: uris, owner: words }),
  [AcceptManyRequest]: fc.record({ uri: uris, answers, until: words, by: words }),
  [AddRationalesRequest]: fc.record({ uri: uris, answers }),
  [AddUsesRequest]: fc.record({ target: targets, uses: lists }),
  [AllBareGrantsRequest]: fc.record({ uri: uris }),
  [AuditReportRequest]: fc.record({
    format: fc.constantFrom('html', 'markdown', 'csv', 'json', '__proto__', 'x'),
    files: fc.array(files, { maxLength: 2 }),
    unread: fc.array(fc.record({ path: words, message: words }), { maxLength: 2 }),
  }),
  [BareGrantsRequest]: ofTarget,
  [CheckedRequest]: fc.record({ uri: uris }),
  [CompareRequest]: fc.record({
    base: words,
    head: words,
    files: fc.array(
      fc.record({
        base: fc.option(files),
        head: fc.option(fc.oneof(files, fc.record({ path: words, fault: words }))),
      }),
      { maxLength: 2 },
    ),
  }),
  [ExplainLeastRequest]: ofTarget,
  [FillFixRequest]: fc.record({
    request: fc.record({
      uri: uris,
      version: versions,
      fix: fc.record({ rule: words, title: words, at: positions }),
    }),
    text: words,
  }),
  [FirstManifestRequest]: fc.record(
    {
      organization: words,
      service: fc.oneof(fc.constantFrom('github', 'slack'), words),
      features: fc.array(fc.oneof(fc.constantFrom('commits', 'issue-sync'), words), { maxLength: 3 }),
      server: fc.oneof(fc.constantFrom('https://sentry.acme.example'), words),
    },
    { requiredKeys: ['organization'] },
  ),
  [LocateRequest]: fc.record({ uri: uris, id: words }, { requiredKeys: ['uri'] }),
  [MarkManyRequest]: fc.record(
    { uri: uris, owner: words, ids: lists, by: words, notes: words, digests: lists },
    { requiredKeys: ['uri', 'by', 'notes'] },
  ),
  [MatchRequestsRequest]: fc.record({ target: targets, requests: lists }),
  [OwnersRequest]: fc.record({ uri: uris, position: positions }, { requiredKeys: ['uri'] }),
  [PinRequest]: ofTarget,
  [RefusalRequest]: fc.record(
    {
      refusal: fc.record({
        requests: fc.array(fc.record({ method: words, path: words }, { requiredKeys: ['path'] }), {
          maxLength: 2,
        }),
        scopes: lists,
      }),
      target: targets,
    },
    { requiredKeys: ['refusal'] },
  ),
  [ReplaceByLeastRequest]: ofTarget,
  [ReviewFactsRequest]: fc.record({ uri: uris, ids: lists }),
  [ReviewsOfGroupRequest]: fc.record({ grouping: groupings, without: fc.array(uris), key: words }),
  [ReviewsRequest]: fc.record({ grouping: groupings, without: fc.array(uris) }),
  [ScopesRequest]: fc.constant({}),
  [ServiceTemplatesRequest]: fc.constant({}),
};

/** The methods of requests that the server answers. */
export const SERVED = Object.keys(REQUESTS);

const changes = fc.record({
  textDocument: fc.record({ uri: uris, version: versions }),
  contentChanges: fc.array(
    fc.oneof(fc.record({ text: texts }), { weight: 3, arbitrary: fc.record({ range: ranges, text: words }) }),
    { maxLength: 3 },
  ),
});

const NOTIFICATIONS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  initialized: fc.constant({}),
  'textDocument/didClose': about,
  'textDocument/didSave': about,
  'textDocument/willSave': fc.record({ textDocument: documents, reason: versions }),
  'workspace/didChangeConfiguration': fc.record({ settings: junk }),
  'workspace/didChangeWatchedFiles': fc.record({
    changes: fc.array(fc.record({ uri: uris, type: versions }), { maxLength: 3 }),
  }),
  'workspace/didChangeWorkspaceFolders': fc.record({
    event: fc.record({
      added: fc.array(fc.record({ uri: uris, name: words }), { maxLength: 2 }),
      removed: fc.array(fc.record({ uri: uris, name: words }), { maxLength: 2 }),
    }),
  }),
  '$/setTrace': fc.record({ value: fc.constantFrom('off', 'messages', 'verbose', 'x') }),
  '$/progress': fc.record({ token: words, value: junk }),
  'window/workDoneProgress/cancel': fc.record({ token: words }),
  [FilesChangedNotification]: fc.constant({}),
  [LeftOutNotification]: fc.record({ uris: fc.array(uris) }),
};

const opened = fc
  .record({
    textDocument: fc.record({
      uri: uris,
      languageId: fc.constant('sentry-permissions'),
      version: versions,
      text: texts,
    }),
  })
  .map((params): Sent => ({ method: 'textDocument/didOpen', params, isRequest: false }));
const changed = changes.map((params): Sent => ({
  method: 'textDocument/didChange',
  params,
  isRequest: false,
}));

const requested = fc
  .constantFrom(...SERVED)
  .chain((method) => (REQUESTS[method] ?? junk).map((params): Sent => ({ method, params, isRequest: true })));
const workspacePull = fc
  .array(fc.record({ uri: uris, value: words }), { maxLength: 2 })
  .map((previousResultIds): Sent => ({
    method: 'workspace/diagnostic',
    params: { previousResultIds },
    isRequest: true,
  }));
const notified = fc
  .constantFrom(...Object.keys(NOTIFICATIONS))
  .chain((method) =>
    (NOTIFICATIONS[method] ?? junk).map((params): Sent => ({ method, params, isRequest: false })),
  );

const sound = fc.oneof(
  { weight: 10, arbitrary: opened },
  { weight: 10, arbitrary: changed },
  { weight: 30, arbitrary: requested },
  { weight: 6, arbitrary: notified },
  { weight: 1, arbitrary: workspacePull },
);

/** The same with something else in one of its places. */
const corrupted = fc.tuple(sound, fc.nat(), junk).map(([sent, place, value]): Sent => {
  const params: unknown = structuredClone(sent.params);
  const spots = spotsOf(params);
  if (spots.length === 0) return { ...sent, params: value };
  const [holder, key] = spots[place % spots.length]!;
  if (place % 5 === 0) Reflect.deleteProperty(holder, key);
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  return { ...sent, params };
});

/** Every place in a value that holds something: the object or list and its key. */
function spotsOf(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]): [object, string][] => [[value, key], ...spotsOf(part)]);
}

const unheard = fc
  .tuple(
    fc.oneof(
      fc.constantFrom<unknown>(
        'textDocument/semanticTokens/full',
        '$/unknown',
        '',
        'exit!',
        '__proto__',
        3,
        null,
      ),
      fc.constantFrom<unknown>(...SERVED, 'initialize', 'shutdown', ...Object.keys(NOTIFICATIONS)),
    ),
    fc.option(junk, { nil: undefined }),
    fc.boolean(),
  )
  // In the process of the test, the end of the server would be its own.
  .filter(([method, , isRequest]) => isRequest || method !== 'exit')
  .filter(([method, , isRequest]) => !(isRequest && (method === 'initialize' || method === 'shutdown')))
  .map(([method, params, isRequest]): Sent => ({
    method,
    ...(params === undefined ? {} : { params }),
    isRequest,
  }));

/** Whatever may come while a connection lasts. */
export const messages: fc.Arbitrary<Sent> = fc.oneof(
  { weight: 12, arbitrary: sound },
  { weight: 4, arbitrary: corrupted },
  { weight: 2, arbitrary: unheard },
);
