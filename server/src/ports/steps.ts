/** Long computations that can be left off between two steps, so that others have a turn there and nobody's waiting is in vain. */

/** A computation that says after each step how many characters it has gone through. It changes nothing outside: it can be let go at any. */
export type Steps<Result> = Generator<number, Result, undefined>;

/** The result, without a stop. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What is made of each of the items, one in a step; `sizeOf` says how many characters that goes through. */
export function* each<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
  sizeOf: (item: Item) => number,
): Steps<Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    made.push(make(item));
    yield sizeOf(item);
  }
  return made;
}
