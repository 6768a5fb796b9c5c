import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerRuns, type Run } from '../../client/src/server-runs.ts';

type State = Run['state'];

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function deferred(): Deferred {
  let settle: Omit<Deferred, 'promise'> | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Rejected before anybody waits for it, as the one of a server may be.
  promise.catch(() => undefined);
  return { promise, ...settle! };
}

/** A server that starts and ends when the test lets it. */
class FakeRun implements Run {
  state: State = 'stopped';
  readonly #name: string;
  readonly #log: string[];
  readonly #started = deferred();
  readonly #ended = deferred();

  constructor(name: string, log: string[]) {
    this.#name = name;
    this.#log = log;
  }

  async start(): Promise<void> {
    if (this.state === 'stopped') this.#log.push(`${this.#name} starts`);
    this.state = 'starting';
    await this.#started.promise;
  }

  async end(): Promise<void> {
    this.#log.push(`${this.#name} ends while ${this.state}`);
    await this.#ended.promise;
    this.state = 'stopped';
  }

  comesUp(): void {
    this.state = 'running';
    this.#started.resolve();
  }

  failsToStart(): void {
    this.state = 'stopped';
    this.#started.reject(new Error(`${this.#name} cannot start`));
  }

  isGone(): void {
    this.#ended.resolve();
  }

  failsToEnd(): void {
    this.#ended.reject(new Error(`${this.#name} cannot end`));
  }
}

const log: string[] = [];
const runs: FakeRun[] = [];

function create(): ServerRuns<FakeRun> {
  return new ServerRuns(
    () => {
      const run = new FakeRun(`server ${String(runs.length + 1)}`, log);
      runs.push(run);
      return run;
    },
    (what, error) => log.push(`fault in ${what}: ${(error as Error).message}`),
  );
}

/** All that follows without anything from outside. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
/** Longer than anybody is patient. */
const waitLong = (): Promise<unknown> => vi.advanceTimersByTimeAsync(60_000);

beforeEach(() => {
  log.length = 0;
  runs.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function running(): Promise<ServerRuns<FakeRun>> {
  const server = create();
  void server.start();
  await settle();
  runs[0]!.comesUp();
  await settle();
  return server;
}

describe('a restart', () => {
  it('ends one server before it starts another', async () => {
    const server = await running();
    void server.restart();
    await settle();
    expect(log).toEqual(['server 1 starts', 'server 1 ends while running']);
    runs[0]!.isGone();
    await settle();
    expect(log.at(-1)).toBe('server 2 starts');
    expect(server.current).toBe(runs[1]);
  });

  it('starts another although the first cannot be ended', async () => {
    const server = await running();
    void server.restart();
    await settle();
    runs[0]!.failsToEnd();
    await settle();
    expect(log.slice(-2)).toEqual(['fault in end: server 1 cannot end', 'server 2 starts']);
  });

  it('starts another although the end of the first never comes', async () => {
    const server = await running();
    void server.restart();
    await waitLong();
    expect(log.at(-1)).toBe('server 2 starts');
  });

  it('happens once, however often it is asked for before it is done', async () => {
    const server = await running();
    const first = server.restart();
    expect(server.restart()).toBe(first);
    runs[0]!.isGone();
    await settle();
    expect(server.restart()).toBe(first);
    runs[1]!.comesUp();
    await first;
    expect(runs).toHaveLength(2);
    void server.restart();
    runs[1]!.isGone();
    await settle();
    expect(runs).toHaveLength(3);
  });

  it('waits for a start that is under way', async () => {
    const server = create();
    void server.start();
    void server.restart();
    await settle();
    expect(log).toEqual(['server 1 starts']);
    runs[0]!.comesUp();
    await settle();
    expect(log.at(-1)).toBe('server 1 ends while running');
  });

  it('gives up a start that never comes to an end', async () => {
    const server = create();
    void server.start();
    void server.restart();
    runs[0]!.failsToEnd();
    await waitLong();
    expect(log).toEqual([
      'server 1 starts',
      'server 1 ends while starting',
      'fault in end: server 1 cannot end',
      'server 2 starts',
    ]);
    runs[0]!.failsToStart();
    await settle();
    expect(log).toHaveLength(4);
  });

  it('follows a start that has failed', async () => {
    const server = create();
    void server.start();
    await settle();
    runs[0]!.failsToStart();
    runs[0]!.isGone();
    await settle();
    void server.restart();
    await settle();
    expect(log).toEqual([
      'server 1 starts',
      'fault in start: server 1 cannot start',
      'server 1 ends while stopped',
      'server 2 starts',
    ]);
  });
});

describe('a stop', () => {
  it('during a start waits for that and rejects nothing', async () => {
    const server = create();
    void server.start();
    await settle();
    const stopped = server.stop();
    await settle();
    expect(log).toEqual(['server 1 starts']);
    runs[0]!.comesUp();
    runs[0]!.failsToEnd();
    await expect(stopped).resolves.toBeUndefined();
    expect(log.slice(1)).toEqual(['server 1 ends while running', 'fault in end: server 1 cannot end']);
  });

  it('leaves nothing that starts after it, a restart that has begun included', async () => {
    const server = await running();
    void server.restart();
    await settle();
    const stopped = server.stop();
    void server.start();
    void server.restart();
    runs[0]!.isGone();
    await stopped;
    await waitLong();
    expect(runs).toHaveLength(1);
    expect(log.filter((line) => line.endsWith('starts'))).toEqual(['server 1 starts']);
  });
});
