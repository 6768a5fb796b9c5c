import { expect, it } from 'vitest';
import { nextRotationText } from '../../../server/src/features/hover/due-text.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';

const day = (text: string): number => parseDay(text) ?? 0;

it.each([
  ['30 days', 'The next rotation was due on 2026-10-31, **23 days ago**.'],
  ['60 days', 'The next rotation is due on 2026-11-30, **in 7 days**.'],
  ['9999 years', 'The next rotation is never due.'],
])('says when what is wanted every %s is due', (every, said) => {
  expect(nextRotationText(day('2026-10-01'), every, day('2026-11-23'))).toBe(said);
});
