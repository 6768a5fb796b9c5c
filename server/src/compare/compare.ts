/** From two texts of a manifest to what changed between them. */
import { hideCredentialsIn } from '../catalog/hide-credentials.ts';
import { knowsScope } from '../catalog/scopes.ts';
import type { Day } from '../manifest/dates.ts';
import type { Credential, Integration, Manifest } from '../manifest/model.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { atOnce, each } from '../ports/steps.ts';
import type { Steps } from '../ports/steps.ts';
import { digestOf } from '../rules/granted.ts';
import { placeOfOneSecret } from '../rules/secret-place.ts';
import { beyond, reachBeyond } from './beyond.ts';
import { laxer, laxerAround, laxerFile, moved, outOfSight, turned } from './checks.ts';
import type { Placed } from './checks.ts';
import { explainer, grantsByReason } from './explained.ts';
import type { GrantsByReason } from './explained.ts';
import { fileFault, integrationFault } from './faults.ts';
import { heldBy, NOTHING } from './held.ts';
import { matchIntegrations } from './match.ts';
import type { Match } from './match.ts';
import type { CheckChange, Detail, Fault, IntegrationChange, ManifestChange } from './model.ts';
import { movedBetween } from './moves.ts';
import type { Moves } from './moves.ts';
import { linesOf, placeIn } from './places.ts';
import type { LineOf } from './places.ts';
import { restatedReviews, reviewDetails, reviewKey, reviewOf } from './reviewed.ts';

/** One state of a manifest. */
export interface State {
  readonly path: string;
  readonly text: string;
}

/** Two states of one manifest; undefined stands for a file that is not there. */
export interface States {
  readonly base: State | undefined;
  readonly head: State | undefined;
}

/** `compareManifests` of a single manifest. */
export function compareManifest(
  baseText: string | undefined,
  headText: string | undefined,
  today: Day,
): ManifestChange {
  const state = (text: string | undefined): State | undefined =>
    text === undefined ? undefined : { path: '', text };
  return compareManifests([{ base: state(baseText), head: state(headText) }], today)[0] ?? NO_CHANGE;
}

/**
 * What changed in each of the manifests, in their order, as on the day `today`. An integration that moved from one of them to another
 * is told of where it is now. With a head that cannot be read as a manifest nothing is compared. A base that cannot be read stands
 * for a file that is not there: what it granted is not known, so everything counts as new. A fault says either. `others` are the texts
 * of manifests that stay as they are: what is said there is not new either. Never throws.
 */
export function compareManifests(
  files: readonly States[],
  today: Day,
  others: readonly string[] = [],
): ManifestChange[] {
  return atOnce(compareSteps(files, today, others));
}

/** The same manifest by manifest. */
export function* compareSteps(
  files: readonly States[],
  today: Day,
  others: readonly string[] = [],
): Steps<ManifestChange[]> {
  const all = yield* each(files, matched, sizeOf);
  const moves = movedBetween(all.map((file) => ({ ...file, basePath: file.states.base?.path ?? '' })));
  const unchanged = yield* each(others, read, ({ length }) => length);
  const before = [...all.flatMap(({ base }) => base ?? []), ...unchanged];
  const entries = before.flatMap(entriesOf);
  const around = {
    ...moves,
    elsewhere: grantsByReason(entries, today),
    reviewed: new Set(entries.flatMap(({ reviews }) => reviews.map(reviewKey))),
    today,
  };
  const changeIn = (file: MatchedFile): ManifestChange => hideCredentialsIn(fileChange(file, around));
  return yield* each(all, changeIn, ({ states }) => sizeOf(states));
}

function sizeOf({ base, head }: States): number {
  return (base?.text.length ?? 0) + (head?.text.length ?? 0);
}

/** A manifest whose integrations are paired; no state where a fault keeps it from being compared, or the file is not there. */
interface MatchedFile {
  readonly states: States;
  readonly base: Manifest | undefined;
  readonly head: Manifest | undefined;
  readonly faults: readonly Fault[];
  readonly matches: readonly Match[];
  /** The line of a place in an integration of the head. */
  readonly lineOf: LineOf;
}

function matched(states: States): MatchedFile {
  const [base, head] = [states.base && read(states.base.text), states.head && read(states.head.text)];
  const [unread, fault] = [base && fileFault(base, 'base'), head && fileFault(head, 'head')];
  if (fault) {
    const faults = unread ? [unread, fault] : [fault];
    return { states, base: undefined, head: undefined, faults, matches: [], lineOf: linesOf('', []) };
  }
  const known = unread ? undefined : base;
  // A long manifest is read anew at each look: what is told apart by its object is looked at once.
  const placed = (head?.integrations ?? []).map(({ integration, start }) => ({ integration, start }));
  const matches = matchIntegrations(
    known ? entriesOf(known) : [],
    placed.map(({ integration }) => integration),
  );
  const faults = matches.flatMap((match) => matchFaults(match));
  return {
    states,
    base: known,
    head,
    faults: unread
      ? [{ ...unread, message: ofUnread(unread.message, states.head !== undefined) }, ...faults]
      : faults,
    matches,
    lineOf: linesOf(head?.text ?? '', placed),
  };
}

interface Circumstances extends Moves {
  /** What was said of anything in any of the bases. */
  readonly elsewhere: GrantsByReason;
  /** The reviews of any of the bases, by `reviewKey`. */
  readonly reviewed: ReadonlySet<string>;
  readonly today: Day;
}

function fileChange(
  { states, base, head, faults, matches, lineOf }: MatchedFile,
  around: Circumstances,
): ManifestChange {
  if (faults.some(({ side, integration }) => side === 'head' && integration === null))
    return { ...NO_CHANGE, faults };
  const [before, after] = [base?.file ?? EMPTY_FILE, head?.file ?? EMPTY_FILE];
  const changed = (match: Match): IntegrationChange | undefined => {
    if (match.base && around.left.has(match.base)) return undefined;
    const origin = match.head && around.from.get(match.head);
    const now = match.head && { integration: match.head, file: after };
    const path = states.head?.path ?? '';
    const was = origin ?? (match.base && { integration: match.base, file: before });
    const moving = origin && { before: origin.path, after: path };
    // Of a file that is new itself that is told once.
    const hidden = origin && states.base ? outOfSight(origin.path, path) : [];
    return changeOf(was, now, { ...around, lineOf, moving, hidden });
  };
  // What moved is told with each, by the keys that it stood under before.
  const isAllMoved =
    matches.length > 0 && matches.every((match) => match.head && around.from.has(match.head));
  return {
    faults,
    weakened: [
      ...(base === undefined && !isAllMoved ? laxerFile(EMPTY_FILE, after, []) : []),
      ...(base && head ? [...laxerFile(before, after, matches), ...moved(before, after)] : []),
      ...outOfSight(states.base?.path, states.head?.path),
    ],
    strengthened:
      base && head
        ? [...laxerFile(after, before, matches), ...outOfSight(states.head?.path, states.base?.path)].map(
            turned,
          )
        : [],
    integrations: matches.flatMap((match) => changed(match) ?? []),
  };
}

/** What is told of a base that cannot be read, and of what follows. */
export function ofUnread(message: string, isThereStill: boolean): string {
  return `${message} ${isThereStill ? 'So everything counts as new.' : 'What it granted cannot be told.'}`;
}

/** What two states that are alike have between them. */
export const NO_CHANGE: ManifestChange = { faults: [], weakened: [], strengthened: [], integrations: [] };

/** Why nothing can be compared with this text; undefined where it can be read as a manifest. Free of credentials. */
export function whyUnread(text: string): string | undefined {
  const fault = fileFault(read(text), 'base');
  return fault && hideCredentialsIn(fault).message;
}

function read(text: string): Manifest {
  return readManifest(text, { knowsScope });
}

const EMPTY_FILE = read('').file;

function entriesOf({ integrations }: Manifest): Integration[] {
  return integrations.map(({ integration }) => integration);
}

function matchFaults({ base, head }: Match): Fault[] {
  const faults = [base && integrationFault(base, 'base'), head && integrationFault(head, 'head')];
  return faults.filter((fault) => fault !== undefined);
}

interface Surroundings extends Circumstances {
  readonly lineOf: LineOf;
  /** The two paths of what moved from one file to another. */
  readonly moving: { readonly before: string; readonly after: string } | undefined;
  /** That it moved to where no check reads it. */
  readonly hidden: readonly CheckChange[];
}

function changeOf(
  before: Placed | undefined,
  after: Placed | undefined,
  { elsewhere, reviewed, today, lineOf, moving, hidden }: Surroundings,
): IntegrationChange | undefined {
  const [base, head] = [before?.integration, after?.integration];
  const shown = head ?? base;
  if (!shown) return undefined;
  const was = base ? heldBy(base, today) : NOTHING;
  const is = head ? heldBy(head, today) : NOTHING;
  const explain = head && explainer(base, head, elsewhere, today);
  const widened = beyond(was, is).map((change) => ({
    ...change,
    ...(head ? { line: lineOf(head, placeIn(head, change, today)) } : {}),
    ...explain?.(change),
  }));
  const narrowed = beyond(is, was);
  const review =
    head && isOtherThan(base, head, widened.length + narrowed.length)
      ? reviewOf(base, head, reviewed, today)
      : undefined;
  const stricter = laxer(after, before, today).filter(({ what }) => {
    if (what === 'review') return !review?.added;
    // Nobody compared what is granted now where a review of before says to be of something.
    return what !== 'review-of' || !review || review.added;
  });
  const change: IntegrationChange = {
    name: shown.name.text,
    line: head ? lineOf(head, head.name.at.start) : null,
    change: !base ? 'appeared' : !head ? 'vanished' : 'changed',
    details: [
      ...(moving ? [{ what: 'file' as const, ...moving }] : []),
      ...(base && head ? [...detailsOf(base, head), ...reviewDetails(base, head, today)] : []),
    ],
    widened,
    narrowed,
    opened: reachBeyond(was, is),
    closed: reachBeyond(is, was),
    weakened: [
      ...laxer(before, after, today),
      ...(base && head ? restatedReviews(base, head, today) : []),
      ...(moving ? laxerAround(before, after) : []),
      ...hidden,
    ],
    strengthened: [...stricter, ...(moving ? laxerAround(after, before) : [])].map(turned),
    review,
  };
  const { details, weakened, strengthened } = change;
  const changes = [details, widened, narrowed, weakened, strengthened];
  return change.change === 'changed' && changes.every(({ length }) => length === 0) ? undefined : change;
}

/** Whether a review of the base is none of the head. */
function isOtherThan(base: Integration | undefined, head: Integration, grants: number): boolean {
  return grants > 0 || (base !== undefined && digestOf(base) !== digestOf(head));
}

function detailsOf(base: Integration, head: Integration): Detail[] {
  const keys = ['name', 'id', 'kind', 'service', 'owner'] as const;
  return [
    ...keys.flatMap((what) => {
      const [before, after] = [base[what]?.text.trim() ?? null, head[what]?.text.trim() ?? null];
      return before === after ? [] : [{ what, before, after }];
    }),
    ...purposeDetails(base, head),
    ...credentialDetails(base.credential, head.credential),
  ];
}

/** Under another name another purpose is what tells whether it is still the same; else other words for it are none of a change. */
function purposeDetails(base: Integration, head: Integration): Detail[] {
  const [before, after] = [base.purpose?.text.trim(), head.purpose?.text.trim()];
  return base.name.text !== head.name.text && before && after && before !== after
    ? [{ what: 'purpose', before, after }]
    : [];
}

/** Where its secret is now, and when it was made anew; that nobody says so any more is told as a check that got weaker. */
function credentialDetails(was: Credential | undefined, is: Credential | undefined): Detail[] {
  const [place, newPlace] = [was?.storedIn?.text.trim(), is?.storedIn?.text.trim()];
  const [day, newDay] = [was?.rotated, is?.rotated];
  return [
    ...(place && newPlace && spelled(place) !== spelled(newPlace)
      ? [{ what: 'stored-in' as const, before: place, after: newPlace }]
      : []),
    ...(day?.day !== undefined && newDay?.day !== undefined && day.day !== newDay.day
      ? [{ what: 'rotated' as const, before: day.text, after: newDay.text }]
      : []),
  ];
}

function spelled(place: string): string {
  return placeOfOneSecret(place) ?? place;
}
