/** The language server as the browser sees it: a worker of this extension host, which is a worker itself. */
const workers = new Map<number, Worker>();
let started = 0;

/** Takes note of each language server from here on. Extensions and suite share one global scope. */
export function watchWorkers(): void {
  globalThis.Worker = new Proxy(globalThis.Worker, {
    construct(target, [url, options]: [string, WorkerOptions?]) {
      const worker = new target(url, options);
      if (url.includes('browser-language-server.js')) watch(worker);
      return worker;
    },
  });
}

/** The language servers that nobody has ended. */
export function serverWorkers(): number[] {
  return [...workers.keys()];
}

/** Ends a server as a crash would: no listener hears of it. */
export function killWorker(id: number): void {
  workers.get(id)?.terminate();
}

/** Keeps from a server what it is asked, which an endless loop would look like. */
export function hangWorker(id: number): void {
  Object.assign(workers.get(id) ?? {}, { postMessage: () => undefined });
}

/** Does what an exception in a server does that nobody catches: the worker lives on, and its owner hears of it. */
export function failWorker(id: number): void {
  workers.get(id)?.dispatchEvent(new ErrorEvent('error', { message: 'An exception for the test' }));
}

function watch(worker: Worker): void {
  const id = ++started;
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    workers.delete(id);
    terminate();
  };
  workers.set(id, worker);
}
