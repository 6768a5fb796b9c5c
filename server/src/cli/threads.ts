/** Threads that check files: one for each core, all of them this same program. */
import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Elsewhere, SecretPlace } from '../service.ts';
import { checkFile, placesInFile, type Job, type Outcome } from './check-file.ts';
import { nodeFiles } from './node-files.ts';
import type { Pool } from './world.ts';

/** For fewer files a thread takes longer to start than it saves. */
const LEAST = 100;

/** What a thread is asked about a file, and what it answers. */
interface Asked {
  readonly id: number;
  readonly path: string;
  readonly what: 'check' | 'places';
  readonly elsewhere?: Elsewhere | undefined;
}
interface Answer {
  readonly id: number;
  readonly answer: Outcome | readonly SecretPlace[];
}

/** A pool of threads that run `program`; undefined where the files are few or there is one core. */
export function threadPool(program: string, job: Job, files: number): Pool | undefined {
  const size = availableParallelism();
  if (files < LEAST || size < 2) return undefined;
  const waiting = new Map<
    number,
    { resolve: (answer: Answer['answer']) => void; reject: (error: Error) => void }
  >();
  let asked = 0;
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(program, { workerData: job });
    worker.on('message', ({ id, answer }: Answer) => {
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
    });
    // Whoever waits for any of them would wait for ever.
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error);
    });
    return worker;
  });
  const ask = (question: Omit<Asked, 'id'>): Promise<Answer['answer']> =>
    new Promise((resolve, reject) => {
      const id = asked++;
      waiting.set(id, { resolve, reject });
      workers[id % size]?.postMessage({ id, ...question } satisfies Asked);
    });
  return {
    size,
    check: async (path, elsewhere) => (await ask({ path, what: 'check', elsewhere })) as Outcome,
    placesIn: async (path) => (await ask({ path, what: 'places' })) as readonly SecretPlace[],
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** What a thread does: it answers each path with what became of the file. */
export function serveAsThread(): void {
  const job = workerData as Job;
  parentPort?.on('message', ({ id, path, what, elsewhere }: Asked) => {
    const answering =
      what === 'check' ? checkFile(path, job, nodeFiles, elsewhere) : placesInFile(path, job, nodeFiles);
    void answering.then((answer) => {
      parentPort?.postMessage({ id, answer } satisfies Answer);
    });
  });
}
