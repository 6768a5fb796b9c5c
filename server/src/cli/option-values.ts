/** How the values of options are read that more than one command has. */
import { InvalidArgumentError } from 'commander';
import { parseDay, type Day } from '../service.ts';

/** The day that is written as YYYY-MM-DD; tells what is wrong with any other text. */
export function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined)
    throw new InvalidArgumentError('Give a day of the calendar as YYYY-MM-DD, such as 2026-11-23.');
  return day;
}

/** What was given before of an option that may be given again, and this. */
export function another(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
