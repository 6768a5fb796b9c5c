/** What the formats of the audit report are made from, and what they share. */
import { counted, grouped, permissionName } from '../service.ts';
import type {
  Audit,
  AuditedFile,
  AuditedGrant,
  AuditedIntegration,
  AuditedReviewState,
  OverdueWork,
} from '../service.ts';
import type { Unread } from '../report/unread.ts';

export interface AuditDocument {
  readonly version: string;
  readonly catalogDate: string;
  readonly audit: Audit;
  /** Manifests that could not be read at all, and those that could be in part. */
  readonly unread: readonly Unread[];
  readonly inPart: readonly Unread[];
}

/** The text of a report, with a line end at its end. The same document gives the same text. */
export type AuditReport = (document: AuditDocument) => string;

export const OVERDUE_WORDS: Readonly<Record<OverdueWork['what'], string>> = {
  review: 'review',
  'first-review': 'never reviewed',
  rotation: 'rotation of the credential',
  credential: 'the credential has expired',
  grant: 'the scope has ended: revoke it in Sentry',
  exception: 'the exception has ended',
};

const REVIEW_WORDS: Readonly<Record<AuditedReviewState, string>> = {
  overdue: 'overdue',
  stale: 'of something else than is granted now',
  soon: 'due soon',
  current: 'up to date',
  never: 'never reviewed',
  unknown: 'a schedule or a review that cannot be read',
};

/** How its reviews stand: without a schedule there is nothing that cannot be read. */
export function reviewStateWords({
  reviewState,
  hasSchedule,
  changedSinceReview,
}: Pick<AuditedIntegration, 'reviewState' | 'hasSchedule' | 'changedSinceReview'>): string {
  if (reviewState === 'overdue' && changedSinceReview) return `overdue, and ${REVIEW_WORDS.stale}`;
  return reviewState === 'unknown' && !hasSchedule ? 'no schedule' : REVIEW_WORDS[reviewState];
}

/** What is counted of reviews besides those that are overdue. */
export const CHANGED = 'integrations changed since their last review';

/** The rows of the summary: what, how many, and what one of them is called. */
export function summaryRows({ summary }: Audit): readonly (readonly [string, number, string])[] {
  const { findings } = summary;
  return [
    ['manifests', summary.files, 'manifest'],
    ['integrations', summary.integrations, 'integration'],
    ['owners', summary.owners, 'owner'],
    ['integrations without an owner', summary.withoutOwner, 'integration without an owner'],
    ['scopes and permissions', summary.grants, 'scope or permission'],
    ['broad scopes and permissions', summary.broad, 'broad scope or permission'],
    ['without a rationale', summary.withoutRationale, 'without a rationale'],
    ['exceptions', summary.exceptions, 'exception'],
    ['overdue tasks', summary.overdue, 'overdue task'],
    [CHANGED, summary.changedSinceReview, 'integration changed since its last review'],
    ['open errors', findings.error, 'open error'],
    ['open warnings', findings.warning, 'open warning'],
    ['accepted findings', findings.accepted, 'accepted finding'],
  ];
}

/** "108 operations: 31 read, 52 change, 25 delete; its uses take 3". */
export function reachWords({ reach }: AuditedIntegration): string | null {
  if (!reach) return null;
  const kinds = `${String(reach.read)} read, ${String(reach.change)} change, ${String(reach.delete)} delete`;
  const declared = reach.declared === null ? '' : `; its uses take ${String(reach.declared)}`;
  return `${counted(reach.total, 'operation')}: ${kinds}${declared}`;
}

/** As people sort: `team-2` before `team-10`. The same everywhere, whatever the language of the machine. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/** The owners with what they answer for, by name; those that nobody owns come last, under null. */
export function byOwner({
  integrations,
}: Audit): readonly (readonly [string | null, readonly AuditedIntegration[]])[] {
  const owners = grouped(integrations.map((integration) => [integration.owner, integration] as const));
  return [...owners].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : BY_NAME.compare(a, b)));
}

/** A scope, or a permission of one service, with those that hold it. */
export interface Holders {
  readonly name: string;
  readonly service: string | null;
  readonly broad: boolean | null;
  readonly integrations: readonly AuditedIntegration[];
}

/** Scopes and permissions with those that can hold them, by name; scopes of Sentry first. */
export function byGrant({ integrations }: Audit): readonly Holders[] {
  const holders = new Map<
    string,
    { name: string; service: string | null; broad: boolean | null; integrations: AuditedIntegration[] }
  >();
  for (const integration of integrations) {
    for (const { what, name: written, broad } of integration.grants.filter(({ grantable }) => grantable)) {
      const service = what === 'permission' ? (integration.service ?? '') : null;
      const name = service === null ? written : permissionName(service, written);
      const key = JSON.stringify([service, name]);
      const known = holders.get(key) ?? { name, service, broad, integrations: [] };
      // One that holds it as far as that is enough.
      known.broad = known.broad === true || broad;
      if (!known.integrations.includes(integration)) known.integrations.push(integration);
      holders.set(key, known);
    }
  }
  const order = ({ service, name }: Holders): string => JSON.stringify([service ?? '', name]);
  return [...holders.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Whether anything is said of how a credential is replaced. */
export function tellsOfRotation({ credential }: AuditedIntegration): boolean {
  return credential !== null && (credential.rotated !== null || credential.rotateEvery !== null);
}

/** Whether anybody wrote down since when one of them is granted. */
export function tellsSince(grants: readonly AuditedGrant[]): boolean {
  return grants.some(({ since }) => since !== null);
}

/** Said of a scope that the manifest does not list. */
export const FIXED_WORDS = 'comes with the kind';

/** Said of a scope that is listed in vain. */
export const UNGRANTABLE_WORDS = 'this kind cannot hold it';

/** The integrations whose next review has a day, the earliest first. */
export function reviewsDue({
  integrations,
}: Audit): readonly (AuditedIntegration & { readonly reviewDue: string })[] {
  return integrations
    .flatMap((integration) =>
      integration.reviewDue === null ? [] : [{ ...integration, reviewDue: integration.reviewDue }],
    )
    .sort((a, b) => (a.reviewDue < b.reviewDue ? -1 : a.reviewDue > b.reviewDue ? 1 : 0));
}

/** Whether a name stands for one integration only; of others the manifest has to be told too. */
export function isUnique({ integrations }: Audit): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const { name } of integrations) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (name) => (counts.get(name) ?? 0) < 2;
}

/** Where in Sentry an integration is, as far as its manifest says so. */
export type Home = Pick<AuditedFile, 'organization' | 'server'>;

export interface Homes {
  /** What all manifests say; undefined where they differ, or say nothing. */
  readonly common: Home | undefined;
  /** What is to be said of an integration of that manifest; undefined where it is said of all. */
  readonly own: (path: string) => Home | undefined;
}

/** The organizations and servers, to be said once where there is only one. */
export function homesOf({ files }: Audit): Homes {
  const [first] = files;
  const isOne = files.every(
    ({ organization, server }) => organization === first?.organization && server === first.server,
  );
  if (!isOne) return { common: undefined, own: homeOf(files) };
  const isNamed = first !== undefined && (first.organization !== null || first.server !== null);
  return { common: isNamed ? first : undefined, own: () => undefined };
}

/** What a manifest says, by its path. */
export function homeOf(files: readonly AuditedFile[]): (path: string) => Home | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (path) => byPath.get(path);
}

/** Said of an integration whose manifest names no organization, although others do. */
export const NO_ORGANIZATION = 'not named';
