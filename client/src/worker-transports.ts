/** A language server in a worker, which ends like a process does: somebody notices. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { WorkerAlive, type WorkerAliveParams } from '../../server/src/protocol.ts';

/**
 * Starts the worker. Its connection closes when the worker is gone for whatever reason, and when it throws:
 * an exception that nobody catches ends a process, and a worker that lived on would answer from a broken state.
 */
export function openWorker(url: string, failed: (message: string) => void): MessageTransports {
  const worker = new Worker(url);
  // Before the library's own listener, which would stop the server for good instead of starting another.
  worker.addEventListener('error', (event) => {
    event.stopImmediatePropagation();
    failed(event.message || `${url} could not be loaded.`);
    reader.close();
  });
  const reader = new WorkerReader(worker);
  return { reader, writer: new WorkerWriter(worker) };
}

class WorkerReader extends BrowserMessageReader {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super(worker);
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isAlive(data)) return;
      void navigator.locks.request(data.params.lock, () => {
        this.close();
      });
    });
  }

  /** Ends the worker and tells that the connection is gone. */
  close(): void {
    this.#worker.terminate();
    this.fireClose();
  }
}

class WorkerWriter extends BrowserMessageWriter {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super(worker);
    this.#worker = worker;
  }

  /** What closing its standard input does to a process. */
  override end(): void {
    this.#worker.terminate();
  }
}

function isAlive(message: unknown): message is { readonly params: WorkerAliveParams } {
  return (
    typeof message === 'object' && message !== null && 'method' in message && message.method === WorkerAlive
  );
}
