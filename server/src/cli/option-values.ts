/** How the values of options are read that more than one command has. */
import { InvalidArgumentError } from 'commander';
import { canBeOwnApp, parseDay, type Day } from '../service.ts';

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

/** What is wrong with `--own-app` of a service that only Sentry makes an app for; undefined where nothing is. */
export function faultOfOwnApp(service: string): string | undefined {
  return canBeOwnApp(service) === false
    ? `the catalogue knows no app for ${service} but Sentry’s own, which fixes the set. Leave out --own-app.`
    : undefined;
}
