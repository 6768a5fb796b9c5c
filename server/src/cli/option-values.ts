/** How the values of options are read that more than one command has. */
import { InvalidArgumentError } from 'commander';
import { canBeOwnApp, parseDay, serviceKeyOf, serviceKeys, type Day } from '../service.ts';

/** The day that is written as YYYY-MM-DD; tells what is wrong with any other text. */
export function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined)
    throw new InvalidArgumentError('Give a day of the calendar as YYYY-MM-DD, such as 2026-11-23.');
  return day;
}

/** A path or a revision that is given. An empty one is a variable that is not set, most likely, and never means where it is left out. */
export function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** The same of several paths. */
export function morePaths(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, notEmpty(text)];
}

/** The key of another service, which may be given by its name. */
export function serviceOf(text: string): string {
  const { key, meant } = serviceKeyOf(text);
  if (key !== undefined) return key;
  throw new InvalidArgumentError(
    meant === undefined ? `Allowed choices are ${serviceKeys().join(', ')}.` : `Did you mean “${meant}”?`,
  );
}

/** What was given before of the features of a service, and these: one, or several with commas between. */
export function moreFeatures(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  // To leave it out means the usual ones, which whoever gives it does not mean.
  if (names.length === 0) throw new InvalidArgumentError('It names no feature.');
  return [...before, ...names];
}

/** What is wrong with `--own-app` of a service that only Sentry makes an app for; undefined where nothing is. */
export function faultOfOwnApp(service: string): string | undefined {
  return canBeOwnApp(service) === false
    ? `the catalogue knows no app for ${service} but Sentry’s own, which fixes the set. Leave out --own-app.`
    : undefined;
}
