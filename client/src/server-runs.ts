/** One server after another and never two: starting, restarting and stopping wait for each other, and none of them rejects. */
import type { ServerState } from './server-state.ts';

/** A server of which one life is told: once ended it does not come back. */
export interface Run {
  readonly state: ServerState;
  /** The same promise as long as a start is under way. */
  start(): Promise<void>;
  /** Lets it go for good. What rejects or never settles is let go as well. */
  end(): Promise<void>;
}

export type Fault = (what: 'start' | 'end', error: unknown) => void;

/** How long one step may keep the others waiting. A start that takes longer goes on, unless somebody restarts. */
const PATIENCE = 10_000;

/** Keeps one run at a time, made by `next` when it is needed; what goes wrong with one is told to `fault` alone. */
export class ServerRuns<R extends Run> {
  readonly #next: () => R;
  readonly #fault: Fault;
  #current: R;
  #last: Promise<void> = Promise.resolve();
  #restarting: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(next: () => R, fault: Fault) {
    this.#next = next;
    this.#fault = fault;
    this.#current = next();
  }

  /** The run that counts now. */
  get current(): R {
    return this.#current;
  }

  start(): Promise<void> {
    return this.#afterAll(() => this.#start());
  }

  /** Puts a new run in the place of the current one. Asked for again before it is done, it still happens once. */
  restart(): Promise<void> {
    this.#restarting ??= this.#afterAll(async () => {
      if (this.#isOver()) return;
      await this.#end();
      if (this.#isOver()) return;
      this.#current = this.#next();
      await this.#start();
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  /** The last that happens: what is still to start does not. */
  stop(): Promise<void> {
    this.#stopped ??= this.#afterAll(() => this.#end());
    return this.#stopped;
  }

  #isOver(): boolean {
    return this.#stopped !== undefined;
  }

  #afterAll(step: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(step);
    return this.#last;
  }

  async #start(): Promise<void> {
    if (this.#isOver()) return;
    const run = this.#current;
    await patiently(
      run.start().catch((error: unknown) => {
        // Somebody who has restarted meanwhile has a run that is better.
        if (run === this.#current) this.#fault('start', error);
      }),
    );
  }

  async #end(): Promise<void> {
    const run = this.#current;
    // What is starting cannot be stopped in order yet.
    if (run.state === 'starting') await patiently(run.start().catch(() => undefined));
    await patiently(
      run.end().catch((error: unknown) => {
        this.#fault('end', error);
      }),
    );
  }
}

/** Waits, but not for good. */
async function patiently(step: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([step, enough]);
  clearTimeout(timer);
}
