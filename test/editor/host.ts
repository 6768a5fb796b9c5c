/** What differs between the extension hosts that the suite runs in: on Node, and in a browser's worker. */
export interface Host {
  /** The only tests to run, by a part of their names. */
  readonly wanted: string | undefined;
  /** Loads the tests that only this host can run. */
  loadMore(): Promise<unknown>;
  /** Tells the driver how it went, where it does not read what is printed. */
  report(counts: { passed: number; failed: number }): void;
  /** The language servers that run now. */
  servers(): number[];
  /** Ends a server as a crash would: without a word. */
  killServer(server: number): void;
  /** Makes a server deaf: it runs on, and answers nothing. */
  hangServer(server: number): void;
}

let current: Host | undefined;

export function useHost(host: Host): void {
  current = host;
}

export function host(): Host {
  if (!current) throw new Error('The suite has no host yet.');
  return current;
}
