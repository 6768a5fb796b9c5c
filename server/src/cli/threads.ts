/** Threads that check files: one for each core, all of them this same program. */
import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { checkFile, type Job, type Outcome } from './check-file.ts';
import { nodeFiles } from './node-files.ts';
import type { Pool } from './world.ts';

/** For fewer files a thread takes longer to start than it saves. */
const LEAST = 100;

interface Answer {
  readonly id: number;
  readonly outcome: Outcome;
}

/** A pool of threads that run `program`; undefined where the files are few or there is one core. */
export function threadPool(program: string, job: Job, files: number): Pool | undefined {
  const size = availableParallelism();
  if (files < LEAST || size < 2) return undefined;
  const waiting = new Map<number, { resolve: (outcome: Outcome) => void; reject: (error: Error) => void }>();
  let asked = 0;
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(program, { workerData: job });
    worker.on('message', ({ id, outcome }: Answer) => {
      waiting.get(id)?.resolve(outcome);
      waiting.delete(id);
    });
    // Whoever waits for any of them would wait for ever.
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error);
    });
    return worker;
  });
  return {
    size,
    check: (path) =>
      new Promise((resolve, reject) => {
        const id = asked++;
        waiting.set(id, { resolve, reject });
        workers[id % size]?.postMessage({ id, path });
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** What a thread does: it answers each path with what became of the file. */
export function serveAsThread(): void {
  const job = workerData as Job;
  parentPort?.on('message', ({ id, path }: { id: number; path: string }) => {
    void checkFile(path, job, nodeFiles).then((outcome) => {
      parentPort?.postMessage({ id, outcome } satisfies Answer);
    });
  });
}
