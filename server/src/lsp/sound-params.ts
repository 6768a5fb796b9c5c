/** Which params a handler can take: what the protocol asks of those parts that are read here. Whatever else a message holds is nobody's concern. */
import { AuditReportRequest, CompareRequest } from '../document-protocol.ts';
import {
  AcceptableRequest,
  AcceptManyRequest,
  AddRationalesRequest,
  AddUsesRequest,
  AllBareGrantsRequest,
  BareGrantsRequest,
  CheckedRequest,
  ExplainLeastRequest,
  FillFixRequest,
  FirstManifestRequest,
  MatchRequestsRequest,
  PinRequest,
  RefusalRequest,
  ReplaceByLeastRequest,
} from '../protocol.ts';
import {
  LeftOutNotification,
  LocateRequest,
  MarkManyRequest,
  OwnersRequest,
  ReviewFactsRequest,
  ReviewsOfGroupRequest,
  ReviewsRequest,
} from '../review-protocol.ts';

/** Whether a value is of a form. */
type Shape = (value: unknown) => boolean;

const anything: Shape = () => true;
const text: Shape = (value) => typeof value === 'string';
/** Beyond its range the protocol's numbers are clamped like positions behind the end of a line. */
const number: Shape = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: Shape = (value) => typeof value === 'boolean';

const oneOf =
  (...words: readonly string[]): Shape =>
  (value) =>
    words.some((word) => word === value);

const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || value === null || shape(value);

/** For what the library reads, which takes null for a value. */
const absentOr =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);

const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);

const object =
  (parts: Readonly<Record<string, Shape>> = {}): Shape =>
  (value) =>
    isRecord(value) && Object.entries(parts).every(([key, shape]) => shape(own(value, key)));

const document = object({ uri: text });
const position = object({ line: number, character: number });
const range = object({ start: position, end: position });
const about = object({ textDocument: document });
const at = object({ textDocument: document, position });
const stretch = object({ textDocument: document, range });
const layout = object({ tabSize: number });
const folder = object({ uri: text });
const folders = listOf(folder);
const target = object({
  uri: text,
  id: optional(text),
  integration: optional(text),
  position: optional(position),
});
const ofTarget = object({ target });
const manifest = object({ path: text, text });
const unreadable = object({ path: text, fault: text });
const answers = listOf(object({ id: text, text }));
const grouping = oneOf('state', 'owner', 'sensitivity');

const SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries({
    initialize: object({
      capabilities: object(),
      rootUri: optional(text),
      workspaceFolders: optional(folders),
      workDoneToken: optional((value) => text(value) || number(value)),
    }),
    initialized: anything,
    shutdown: anything,
    '$/cancelRequest': object({ id: (value) => text(value) || number(value) }),
    '$/setTrace': object({ value: text }),
    '$/progress': object({ token: (value) => text(value) || number(value) }),
    'window/workDoneProgress/cancel': object({ token: (value) => text(value) || number(value) }),
    'textDocument/didOpen': object({
      textDocument: object({ uri: text, languageId: text, version: number, text }),
    }),
    'textDocument/didChange': object({
      textDocument: object({ uri: text, version: number }),
      contentChanges: listOf(object({ text, range: absentOr(range), rangeLength: absentOr(number) })),
    }),
    'textDocument/didClose': about,
    'textDocument/didSave': about,
    'textDocument/willSave': about,
    'textDocument/willSaveWaitUntil': about,
    'workspace/didChangeConfiguration': object(),
    'workspace/didChangeWatchedFiles': object({ changes: listOf(object({ uri: text, type: number })) }),
    'workspace/didChangeWorkspaceFolders': object({ event: object({ added: folders, removed: folders }) }),
    'textDocument/diagnostic': object({ textDocument: document, previousResultId: optional(text) }),
    'workspace/diagnostic': object({ previousResultIds: listOf(object({ uri: text, value: text })) }),
    'textDocument/hover': at,
    'textDocument/completion': at,
    'completionItem/resolve': object({ label: text }),
    'textDocument/codeAction': object({
      textDocument: document,
      range,
      context: object({ only: optional(listOf(text)) }),
    }),
    'textDocument/codeLens': about,
    'textDocument/documentSymbol': about,
    'workspace/symbol': object({ query: text }),
    'textDocument/foldingRange': about,
    'textDocument/selectionRange': object({ textDocument: document, positions: listOf(position) }),
    'textDocument/documentLink': about,
    'textDocument/definition': at,
    'textDocument/references': object({
      textDocument: document,
      position,
      context: object({ includeDeclaration: flag }),
    }),
    'textDocument/documentHighlight': at,
    'textDocument/prepareRename': at,
    'textDocument/rename': object({ textDocument: document, position, newName: text }),
    'textDocument/inlayHint': stretch,
    'textDocument/formatting': object({ textDocument: document, options: layout }),
    'textDocument/rangeFormatting': object({ textDocument: document, range, options: layout }),
    [AcceptableRequest]: object({ uri: text, owner: text }),
    [AcceptManyRequest]: object({ uri: text, answers, until: text, by: text }),
    [AddRationalesRequest]: object({ uri: text, answers }),
    [AddUsesRequest]: object({ target, uses: listOf(text) }),
    [AllBareGrantsRequest]: object({ uri: text }),
    [AuditReportRequest]: object({
      format: oneOf('html', 'markdown', 'csv', 'json'),
      files: listOf(object({ path: text, text })),
      unread: listOf(object({ path: text, message: text })),
    }),
    [BareGrantsRequest]: ofTarget,
    [CheckedRequest]: object({ uri: text }),
    [CompareRequest]: object({
      base: text,
      head: text,
      files: listOf(
        object({
          base: optional(manifest),
          head: optional((value) => manifest(value) || unreadable(value)),
        }),
      ),
    }),
    [ExplainLeastRequest]: ofTarget,
    [FillFixRequest]: object({
      request: object({
        uri: text,
        version: number,
        fix: object({ rule: text, title: text, at: position }),
      }),
      text,
      by: optional(text),
    }),
    [FirstManifestRequest]: object({
      organization: text,
      service: optional(text),
      features: optional(listOf(text)),
      server: optional(text),
    }),
    [LeftOutNotification]: object({ uris: listOf(text) }),
    [LocateRequest]: object({ uri: text, id: optional(text) }),
    [MarkManyRequest]: object({
      uri: text,
      owner: optional(text),
      ids: optional(listOf(text)),
      by: text,
      notes: text,
      digests: optional(listOf(optional(text))),
    }),
    [MatchRequestsRequest]: object({ target, requests: listOf(text) }),
    [OwnersRequest]: object({ uri: text, position: optional(position), acceptable: optional(flag) }),
    [PinRequest]: ofTarget,
    [RefusalRequest]: object({
      refusal: object({
        requests: listOf(object({ method: optional(text), path: text })),
        scopes: listOf(text),
      }),
      target: optional(target),
    }),
    [ReplaceByLeastRequest]: ofTarget,
    [ReviewFactsRequest]: object({ uri: text, ids: listOf(text) }),
    [ReviewsOfGroupRequest]: object({ grouping, without: listOf(text), key: text }),
    [ReviewsRequest]: object({ grouping, without: listOf(text) }),
  }),
);

/** Whether the params of a message are of the form that its handler reads; those of methods that nobody handles are. */
export function isSound(method: string, params: unknown): boolean {
  const shape = SHAPES.get(method);
  return shape === undefined || shape(params);
}

/** Whether a value is an object with keys: no list, and not nothing. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
