/** What time it is, for whoever must not ask the machine. */
export interface Clock {
  /** The person's own date, in days since 1970-01-01. */
  readonly today: () => number;
}

/** The clock of the machine: its local date. */
export const systemClock: Clock = {
  today: () => {
    const now = new Date();
    return Math.round(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000);
  },
};
