/** A client of the language server in the same process, over two streams: everything passes through the protocol. */
import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type {
  ClientCapabilities,
  InitializeResult,
  ProtocolConnection,
  PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from 'vscode-languageserver/node';
import { formatter } from '../../../server/src/formatter/formatter.ts';
import { guarded } from '../../../server/src/lsp/guard.ts';
import type { Runtime } from '../../../server/src/lsp/server.ts';
import { startServer } from '../../../server/src/lsp/server.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { createService } from '../../../server/src/service.ts';
import type { Service } from '../../../server/src/service.ts';

export const TODAY = '2026-11-23';
export const URI = 'file:///project/sentry-permissions.yaml';

export interface Session {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server said on its log. */
  readonly log: string[];
  readonly open: (text: string, uri?: string, languageId?: string) => Promise<void>;
  readonly change: (text: string, version: number, uri?: string) => Promise<void>;
  readonly close: (uri?: string) => Promise<void>;
  /** The next diagnostics that the server publishes. */
  readonly published: () => Promise<PublishDiagnosticsParams>;
  readonly end: () => Promise<void>;
}

/** What surrounds the server, as far as a test brings it. */
export interface World extends Pick<Runtime, 'days' | 'files'> {
  readonly today?: () => string;
  readonly folders?: readonly string[];
  /** What the service does in another way than it should. */
  readonly faults?: Partial<Service>;
  /** Loads the service in another way. */
  readonly loadService?: Runtime['loadService'];
  /** Lets the client answer requests before the server can send any. */
  readonly prepare?: (connection: ProtocolConnection) => void;
}

/** Starts a server and introduces a client of these capabilities to it. */
export async function startSession(
  capabilities: ClientCapabilities = {},
  initializationOptions?: unknown,
  world: World = {},
): Promise<Session> {
  const up = new PassThrough();
  const down = new PassThrough();
  const writer = new StreamMessageWriter(down);
  startServer(createConnection(guarded(new StreamMessageReader(up), writer), writer), {
    clock: { today: () => parseDay(world.today?.() ?? TODAY) ?? 0 },
    ...(world.days ? { days: world.days } : {}),
    ...(world.files ? { files: world.files } : {}),
    version: '0.0.0-test',
    documentation: { base: 'file:///docs/rules/', end: '.md' },
    loadService:
      world.loadService ?? ((clock) => Promise.resolve({ ...createService(clock), ...world.faults })),
    loadFormatter: () => Promise.resolve(formatter),
  });
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const log: string[] = [];
  connection.onNotification(
    'window/logMessage',
    ({ message }: { message: string }) => void log.push(message),
  );
  const arrived: PublishDiagnosticsParams[] = [];
  const waiting: ((params: PublishDiagnosticsParams) => void)[] = [];
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    const next = waiting.shift();
    if (next) next(params);
    else arrived.push(params);
  });
  world.prepare?.(connection);
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still demands it
    rootUri: null,
    capabilities,
    workspaceFolders: world.folders?.map((uri) => ({ uri, name: uri })) ?? null,
    initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return {
    connection,
    initialized,
    log,
    open: (text, uri = URI, languageId = 'sentry-permissions') =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      }),
    change: (text, version, uri = URI) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    close: (uri = URI) =>
      connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    published: () => {
      const first = arrived.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
    },
    async end() {
      await connection.sendRequest(ShutdownRequest.type);
      connection.dispose();
    },
  };
}
