/** The language server in a worker of a browser. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { systemClock } from '../ports/clock.ts';
import { WorkerAlive, type WorkerAliveParams } from '../protocol.ts';
import { startServer } from './server.ts';

declare const __VERSION__: string;
declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);
startServer(connection, {
  clock: systemClock,
  version: __VERSION__,
  loadService: async (clock) => (await import('../service.ts')).createService(clock),
});
// A process would end by itself.
connection.onExit(() => {
  self.close();
});

// Pages without https have no locks; there a crash goes unnoticed unless it is an exception.
if (isSecureContext) {
  const lock = crypto.randomUUID();
  void navigator.locks.request(lock, () => {
    void connection.sendNotification(WorkerAlive, { lock } satisfies WorkerAliveParams);
    return new Promise(() => undefined);
  });
}
