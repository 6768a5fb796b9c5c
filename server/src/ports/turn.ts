/** Turns of the event loop: between two of them what has arrived is taken in. */

import type { Steps } from './steps.ts';

/** Hosts that have it take no millisecond for it, as they do for a timer. */
const immediately: ((go: () => void) => void) | undefined =
  typeof setImmediate === 'function' ? (go) => void setImmediate(go) : undefined;

/** Resolves in the next turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (immediately) immediately(resolve);
    else setTimeout(resolve, 0);
  });
}

/** A message that has arrived takes a few turns until it is handled: it is cut out of the stream, decoded and queued. */
const QUIET_TURNS = 4;

/** Resolves once some turns have passed in which `state` stayed the same: as long as they bring something, there may be more. */
export async function settled(state: () => unknown): Promise<void> {
  let before = state();
  for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
    await nextTurn();
    const now = state();
    if (now !== before) quiet = -1;
    before = now;
  }
}

/** How many characters are gone through before others have a turn: nobody notices how long that takes, nor how long the turns take. */
const AT_A_TIME = 100_000;

/** The result of steps between which others have their turns; undefined where nobody wants it any more, so that it was left off. */
export async function inTurns<Result>(
  steps: Steps<Result>,
  isUnwanted: () => boolean,
): Promise<Result | undefined> {
  let gone = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    gone += step.value;
    if (gone < AT_A_TIME) continue;
    gone = 0;
    await settled(isUnwanted);
    if (isUnwanted()) return undefined;
  }
}
