import { expect, it } from 'vitest';
import { atOnce, each } from '../../../server/src/ports/steps.ts';
import type { Steps } from '../../../server/src/ports/steps.ts';
import { inTurns } from '../../../server/src/ports/turn.ts';

const TEXTS = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(60_000));
const made: string[] = [];

function begin(): Steps<string[]> {
  made.length = 0;
  const make = (text: string): string => {
    made.push(text.charAt(0));
    return text.charAt(0).toUpperCase();
  };
  return each(TEXTS, make, ({ length }) => length);
}

it('come to the same, without a stop and in turns', async () => {
  expect(atOnce(begin())).toEqual(['A', 'B', 'C', 'D']);
  expect(await inTurns(begin(), () => false)).toEqual(['A', 'B', 'C', 'D']);
  expect(made).toEqual(['a', 'b', 'c', 'd']);
});

it('let others have their turn after many characters', async () => {
  const result = inTurns(begin(), () => false);
  expect(made).toEqual(['a', 'b']);
  await result;
});

it('are left off where nobody wants the result any more', async () => {
  let isUnwanted = false;
  const result = inTurns(begin(), () => isUnwanted);
  isUnwanted = true;
  expect(await result).toBeUndefined();
  expect(made).toEqual(['a', 'b']);
});
