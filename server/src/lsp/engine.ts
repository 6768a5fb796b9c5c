/**
 * How the engine is set up on Node. A server that an editor keeps for days is better small than a little faster, as long as what is
 * open is small; a person who opens a large manifest waits for it. All flags here may be set while the engine runs, and an engine
 * that does not know one goes on without it.
 */
import { setFlagsFromString } from 'node:v8';

/** Young objects get no more room than at the start. */
const AT_START = ['--semi-space-growth-factor=1'];

/**
 * Functions are hardly optimized: for a few hundred integrations the compilers cost more memory, and at first time, than they bring.
 * The count is what a function gets to run before anybody looks at it again, and it keeps what it has got: so it is not endless.
 */
const AS_THEY_ARE = ['--no-opt', '--invocation-count-for-maglev=15000'];
/** They are, once they have run so often that it cannot be the first file alone. */
const OPTIMIZED = ['--opt', '--invocation-count-for-maglev=2000'];
/** So many characters in all open texts are worth it. */
const WORTH_IT = 150_000;

/** Old objects are looked through before they have doubled. */
const CLOSE = ['--heap-growing-percent=30'];
/** While a large text is read, nearly all that is made stays: it would be looked through again and again. */
const WIDE = ['--heap-growing-percent=170'];
const LARGE = 500_000;
/** Up to a few megabytes more are let through all the same, which is most of what so small a heap holds; with this, few are. */
const TIGHT = ['--optimize-for-size'];
/** Until something is open: while the bundle is loaded and a file is read for the first time, all that is made stays. */
const LOOSE = ['--no-optimize-for-size'];

/** The flags for texts of these lengths; `isEdited` once any of them was. */
export function flagsFor(lengths: readonly number[], isEdited = false): readonly string[] {
  const all = lengths.reduce((sum, length) => sum + length, 0);
  return [
    ...(all > WORTH_IT ? OPTIMIZED : AS_THEY_ARE),
    ...(!isEdited && Math.max(0, ...lengths) > LARGE ? WIDE : CLOSE),
    ...(isEdited && all <= WORTH_IT ? TIGHT : LOOSE),
  ];
}

/** Sets the engine up before anything is open. */
export function setUpEngine(): void {
  set([...AT_START, ...flagsFor([])]);
}

let now: readonly string[] = flagsFor([]);

/** Sets the engine up for texts of these lengths; `isEdited` once any of them was. */
export function fitEngine(lengths: readonly number[], isEdited: boolean): void {
  const wanted = flagsFor(lengths, isEdited);
  if (wanted.every((flag, i) => flag === now[i])) return;
  now = wanted;
  set(now);
}

/** What `make` returns with the engine set up as at the start: it takes no code back that was made under other flags. */
export function asAtStart<Made>(make: () => Made): Made {
  set(flagsFor([]));
  try {
    return make();
  } finally {
    set(now);
  }
}

function set(flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}
