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

/** Tells when a new day has begun, until the returned function is called. */
export type DayWatch = (tell: () => void) => () => void;

/** Longer naps would outlast a machine's sleep or a clock that was set. */
const LONGEST_NAP = 10 * 60_000;

/** How long to wait before looking at the date again: to the next midnight, but never long. */
function untilNextLook(now: Date): number {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  return Math.min(LONGEST_NAP, Math.max(1000, midnight - now.getTime() + 50));
}

/** The days of the machine's own clock. */
export const systemDays: DayWatch = (tell) => {
  let today = systemClock.today();
  let timer: ReturnType<typeof setTimeout>;
  const nap = (): void => {
    timer = setTimeout(look, untilNextLook(new Date()));
  };
  const look = (): void => {
    const before = today;
    today = systemClock.today();
    nap();
    if (today !== before) tell();
  };
  nap();
  return () => {
    clearTimeout(timer);
  };
};
