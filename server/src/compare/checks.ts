/** How strictly two states are checked: what was let go of. Asked from the other side, what was taken up. */
import { levelSettings } from '../lint/levels.ts';
import { formatDay, spanDays } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { FileKeys, Integration, SpanText } from '../manifest/model.ts';
import { skippedIn } from '../ports/folders.ts';
import { rules } from '../rules/index.ts';
import { LEVELS } from '../rules/rule.ts';
import { laxerAcceptances } from './accepted.ts';
import { lostEvidence } from './evidence.ts';
import { heldBy, meantBy } from './held.ts';
import type { Match } from './match.ts';
import type { CheckChange } from './model.ts';
import { laxerReviews } from './reviewed.ts';

/** The levels of rules, the laxest first. */
const FROM_LAX = ['off', ...[...LEVELS].reverse()];

/** What of the file's own keys is laxer in `after`, for integrations that stand in both states. */
export function laxerFile(before: FileKeys, after: FileKeys, matches: readonly Match[]): CheckChange[] {
  // A schedule that reaches nobody may say what it likes; one of its own is looked at with the integration.
  const isUsed = matches.some(({ base, head }) => base && head && !hasOwnSchedule(base, head));
  return [
    ...lowered(before, after),
    ...(isUsed ? laxerSchedule(before.review?.every, after.review?.every) : []),
  ];
}

function hasOwnSchedule(before: Integration, after: Integration): boolean {
  return (before.review?.every ?? after.review?.every) !== undefined;
}

function lowered(before: FileKeys, after: FileKeys): CheckChange[] {
  const [was, is] = [levelSettings(before), levelSettings(after)];
  return rules.flatMap(({ id, level }) => {
    const [from, to] = [was.get(id) ?? level, is.get(id) ?? level];
    return FROM_LAX.indexOf(to) < FROM_LAX.indexOf(from) ? [change('rule', from, to, id)] : [];
  });
}

/** What of the keys of its file is laxer for an integration that stands in another file now. */
export function laxerAround(before: Placed | undefined, after: Placed | undefined): CheckChange[] {
  if (!before || !after) return [];
  return laxerFile(before.file, after.file, [{ base: before.integration, head: after.integration }]);
}

/** Which Sentry a file is about, and which organization of it. */
export function placeOf(file: FileKeys): string {
  return JSON.stringify([serverOf(file), organizationOf(file)]);
}

/** Where a file says that it belongs. There is no laxer side to that: any change takes it out of sight of what checked it. */
export function moved(before: FileKeys, after: FileKeys): CheckChange[] {
  const [server, newServer] = [serverOf(before), serverOf(after)];
  const [organization, newOrganization] = [organizationOf(before), organizationOf(after)];
  return [
    ...(server === newServer ? [] : [change('server', server, newServer)]),
    // A file that first says where it belongs leaves no place.
    ...(organization === undefined || organization === newOrganization
      ? []
      : [change('organization', organization, newOrganization ?? null)]),
  ];
}

/** That a file, or what stood in another one, goes from where a search for manifests finds it, or from nowhere, to where none looks. */
export function outOfSight(before: string | undefined, after: string | undefined): CheckChange[] {
  const folder = after === undefined ? undefined : skippedIn(after);
  const wasSeen = before === undefined || skippedIn(before) === undefined;
  return folder !== undefined && wasSeen ? [change('folder', null, folder)] : [];
}

/** Of an address the host may have any capitals, the path not; a slash at the end does not count. */
function serverOf({ server }: FileKeys): string {
  return (server?.text.trim() ?? 'https://sentry.io')
    .replace(/^[^:/]+:\/\/[^/?#]*/, (start) => start.toLowerCase())
    .replace(/(?<!\/)\/+$/, '');
}

function organizationOf({ organization }: FileKeys): string | undefined {
  return organization?.text.trim();
}

/** An integration with the keys of its file that reach into it. */
export interface Placed {
  readonly integration: Integration;
  readonly file: FileKeys;
}

/** What of an integration is checked less strictly in `after`. */
export function laxer(before: Placed | undefined, after: Placed | undefined, today: Day): CheckChange[] {
  if (!after) return [];
  const accepted = laxerAcceptances(before?.integration, after.integration, today);
  if (!before) return accepted;
  const [was, is] = [before.integration, after.integration];
  return [
    ...accepted,
    ...laterEnds(was, is, today),
    ...(hasOwnSchedule(was, is)
      ? laxerSchedule(
          was.review?.every ?? before.file.review?.every,
          is.review?.every ?? after.file.review?.every,
        )
      : []),
    ...laxerCredential(was, is),
    ...lostEvidence(was, is),
    ...laxerReviews(was, is, today),
    ...(['uses', 'features'] as const).flatMap((key) =>
      was[key].length > 0 && is[key].length === 0 ? [change(key, String(was[key].length), null)] : [],
    ),
  ];
}

/** A token that expires later is another token; one of which nobody says when is not looked after. */
function laxerCredential(before: Integration, after: Integration): CheckChange[] {
  const [was, is] = [before.credential, after.credential];
  return [
    ...laxerSpan('rotate-every', was?.rotateEvery, is?.rotateEvery),
    ...(was?.expires && !is?.expires ? [change('expires', was.expires.text, null)] : []),
  ];
}

/** Where a month counts from: any day will do, as long as it is the same one. */
const ANY_DAY: Day = 0;

function laxerSchedule(before: SpanText | undefined, after: SpanText | undefined): CheckChange[] {
  return laxerSpan('review-every', before, after);
}

function laxerSpan(
  what: CheckChange['what'],
  before: SpanText | undefined,
  after: SpanText | undefined,
): CheckChange[] {
  const days = (every: SpanText | undefined): number =>
    every?.span ? spanDays(every.span, ANY_DAY) : Infinity;
  return days(after) > days(before) ? [change(what, before?.text ?? null, after?.text ?? null)] : [];
}

function laterEnds(before: Integration, after: Integration, today: Day): CheckChange[] {
  const was = heldBy(before, today).scopes;
  const is = heldBy(after, today).scopes;
  const later = [...is].filter(([scope, last]) => last > (was.get(scope) ?? Infinity));
  // What only comes along with a scope that lasts longer is not told again.
  const names = later.map(([scope]) => scope);
  const written = new Set(after.scopes.map(({ scope }) => scope && meantBy(scope.text)));
  return later
    .filter(([scope]) => written.has(scope) || !names.some((other) => written.has(other)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([scope, last]) => change('until', dayText(was.get(scope)), dayText(last), scope));
}

function dayText(day = Infinity): string | null {
  return day === Infinity ? null : formatDay(day);
}

function change(
  what: CheckChange['what'],
  before: string | null,
  after: string | null,
  subject = '',
): CheckChange {
  return { what, subject, on: null, before, after };
}

/** The same change, seen from the other side. */
export function turned({ before, after, ...rest }: CheckChange): CheckChange {
  return { ...rest, before: after, after: before };
}
