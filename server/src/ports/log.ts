/** Where faults of our own go. */
export interface Log {
  readonly error: (message: string) => void;
}
