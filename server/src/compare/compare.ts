/** From two texts of a manifest to what changed between them. */
import { hideCredentialsIn } from '../catalog/hide-credentials.ts';
import { notScope } from '../catalog/scopes.ts';
import type { Day } from '../manifest/dates.ts';
import type { FileKeys, Integration, Manifest, Review } from '../manifest/model.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { isDigestOf, scopeMeant } from '../rules/granted.ts';
import { newestReview } from '../rules/reviews.ts';
import { beyond, reachBeyond } from './beyond.ts';
import { laxer, laxerFile, moved, turned } from './checks.ts';
import { explainer, grantsByReason } from './explained.ts';
import type { GrantsByReason } from './explained.ts';
import { fileFault, integrationFault } from './faults.ts';
import { heldBy, NOTHING } from './held.ts';
import { matchIntegrations } from './match.ts';
import type { Match } from './match.ts';
import type { Detail, Fault, IntegrationChange, ManifestChange, ReviewChange } from './model.ts';

/**
 * What changed from one text of a manifest to another, as on the day `today`; undefined stands for a file that is not there. With a
 * head that cannot be read as a manifest nothing is compared. A base that cannot be read stands for a file that is not there: what
 * it granted is not known, so everything counts as new. A fault says either. Never throws.
 */
export function compareManifests(
  baseText: string | undefined,
  headText: string | undefined,
  today: Day,
): ManifestChange {
  const base = read(baseText ?? '');
  const head = read(headText ?? '');
  const [unread, fault] = [fileFault(base, 'base'), fileFault(head, 'head')];
  if (fault) return hideCredentialsIn({ ...EMPTY, faults: unread ? [unread, fault] : [fault] });
  if (unread) {
    const change = compareManifests(undefined, headText, today);
    const { message } = hideCredentialsIn(unread);
    return { ...change, faults: [{ ...unread, message: asNew(message) }, ...change.faults] };
  }
  const both = baseText !== undefined && headText !== undefined;
  const matches = matchIntegrations(entriesOf(base), entriesOf(head));
  const reasonsGone = grantsByReason(matches.flatMap((match) => (match.head ? [] : (match.base ?? []))));
  return hideCredentialsIn({
    faults: matches.flatMap((match) => matchFaults(match)),
    weakened: [
      ...(baseText === undefined ? laxerFile(EMPTY_FILE, head.file) : []),
      ...(both ? [...laxerFile(base.file, head.file), ...moved(base.file, head.file)] : []),
    ],
    strengthened: both ? laxerFile(head.file, base.file).map(turned) : [],
    integrations: matches.flatMap((match) => changeOf(match, reasonsGone, base.file, head.file, today) ?? []),
  });
}

/** What is told of a base that cannot be read, and of what follows. */
export function asNew(message: string): string {
  return `${message} So everything counts as new.`;
}

const EMPTY: ManifestChange = { faults: [], weakened: [], strengthened: [], integrations: [] };

/** Why nothing can be compared with this text; undefined where it can be read as a manifest. Free of credentials. */
export function whyUnread(text: string): string | undefined {
  const fault = fileFault(read(text), 'base');
  return fault && hideCredentialsIn(fault).message;
}

function read(text: string): Manifest {
  return readManifest(text, {
    knowsScope: (name) => scopeMeant(name) !== undefined || notScope(name) !== undefined,
  });
}

const EMPTY_FILE = read('').file;

function entriesOf({ integrations }: Manifest): Integration[] {
  return integrations.map(({ integration }) => integration);
}

function matchFaults({ base, head }: Match): Fault[] {
  const faults = [base && integrationFault(base, 'base'), head && integrationFault(head, 'head')];
  return faults.filter((fault) => fault !== undefined);
}

function changeOf(
  { base, head }: Match,
  reasonsGone: GrantsByReason,
  baseFile: FileKeys,
  headFile: FileKeys,
  today: Day,
): IntegrationChange | undefined {
  const shown = head ?? base;
  if (!shown) return undefined;
  const was = base ? heldBy(base, today) : NOTHING;
  const is = head ? heldBy(head, today) : NOTHING;
  const before = base && { integration: base, file: baseFile };
  const after = head && { integration: head, file: headFile };
  const explain = head && explainer(base, head, reasonsGone);
  const widened = beyond(was, is).map((change) => ({ ...change, ...explain?.(change) }));
  const narrowed = beyond(is, was);
  const change: IntegrationChange = {
    name: shown.name.text,
    change: !base ? 'appeared' : !head ? 'vanished' : 'changed',
    details: base && head ? detailsOf(base, head) : [],
    widened,
    narrowed,
    opened: reachBeyond(was, is),
    closed: reachBeyond(is, was),
    weakened: laxer(before, after, today),
    strengthened: laxer(after, before, today).map(turned),
    review: head && widened.length + narrowed.length > 0 ? reviewOf(base, head) : undefined,
  };
  const { details, weakened, strengthened } = change;
  const changes = [details, widened, narrowed, weakened, strengthened];
  return change.change === 'changed' && changes.every(({ length }) => length === 0) ? undefined : change;
}

function detailsOf(base: Integration, head: Integration): Detail[] {
  const keys = ['name', 'id', 'kind', 'service', 'owner'] as const;
  return keys.flatMap((what) => {
    const [before, after] = [base[what]?.text.trim() ?? null, head[what]?.text.trim() ?? null];
    return before === after ? [] : [{ what, before, after }];
  });
}

function reviewOf(base: Integration | undefined, head: Integration): ReviewChange {
  const key = ({ date, by, of, notes }: Review): string =>
    JSON.stringify([date, by, of, notes].map((text) => text?.text));
  const known = new Set(base?.reviews.map(key));
  const added = head.reviews
    .filter((review) => review.date?.day !== undefined && !known.has(key(review)))
    .sort((a, b) => (a.date?.day ?? 0) - (b.date?.day ?? 0))
    .at(-1);
  const of = newestReview(head)?.review.of?.text;
  return {
    added: added?.date ? { date: added.date.text, by: added.by?.text ?? null } : null,
    matches: of === undefined ? null : (isDigestOf(head, of) ?? null),
  };
}
