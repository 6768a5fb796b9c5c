/** Tells somebody that something has changed, and not again before they have looked: then they see all of it. */
export class News {
  readonly #tell: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #isTold = false;

  constructor(tell: () => Promise<void>, failed: (error: unknown) => void) {
    this.#tell = tell;
    this.#failed = failed;
  }

  /** Something has changed. */
  changed(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#tell().catch((error: unknown) => {
      this.#isTold = false;
      this.#failed(error);
    });
  }

  /** They look now: what changes from here on is news again. */
  seen(): void {
    this.#isTold = false;
  }
}
