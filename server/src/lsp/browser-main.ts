/** The language server in a worker of a browser. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { systemClock, systemDays } from '../ports/clock.ts';
import type { Formatter } from '../ports/formatter.ts';
import { WorkerAlive, type WorkerAliveParams } from '../protocol.ts';
import { guarded } from './guard.ts';
import { startServer } from './server.ts';

declare const __VERSION__: string;
declare const self: DedicatedWorkerGlobalScope & {
  readonly sentryPermissionsFormatter?: { readonly formatter: Formatter };
};

const writer = new BrowserMessageWriter(self);
const connection = createConnection(
  ProposedFeatures.all,
  guarded(new BrowserMessageReader(self), writer),
  writer,
);
startServer(connection, {
  clock: systemClock,
  days: systemDays,
  version: __VERSION__,
  loadService: async (clock) => (await import('../service.ts')).createService(clock),
  loadFormatter,
});
// A process would end by itself.
connection.onExit(() => {
  self.close();
});

/** The formatter's file puts it where every script of the worker sees it. */
function loadFormatter(address: string | undefined): Promise<Formatter> {
  if (address !== undefined) self.importScripts(address);
  const loaded = self.sentryPermissionsFormatter;
  return loaded ? Promise.resolve(loaded.formatter) : Promise.reject(new Error('There is no formatter.'));
}

// Pages without https have no locks; there a crash goes unnoticed unless it is an exception.
if (isSecureContext) {
  const lock = crypto.randomUUID();
  void navigator.locks.request(lock, () => {
    void connection.sendNotification(WorkerAlive, { lock } satisfies WorkerAliveParams);
    return new Promise(() => undefined);
  });
}
