/** What an audit asks of manifests, on one day. Every text of it is free of credentials, and still untrusted otherwise. */
import type { Level } from '../rules/rule.ts';

/** One scope of the token, or one permission in another service. */
export interface AuditedGrant {
  readonly what: 'scope' | 'permission';
  readonly name: string;
  readonly access: string | null;
  readonly rationale: string | null;
  readonly since: string | null;
  readonly until: string | null;
  /** Whether its last day has passed. */
  readonly ended: boolean;
  /** Whether a credential of the kind can hold it: false where the catalogue says that none can. */
  readonly grantable: boolean;
  /** Whether it reaches far, by the catalogue; null where that does not know it. */
  readonly broad: boolean | null;
  /** The scopes that come along with it. */
  readonly includes: readonly string[];
  /** Whether every credential of the kind holds it, and the manifest does not list it. */
  readonly fixed: boolean;
}

/** How many operations of Sentry's API the scopes open. */
export interface AuditedReach {
  readonly read: number;
  readonly change: number;
  readonly delete: number;
  readonly total: number;
  /** How many of Sentry's operations the declared uses take; null where nothing is declared, or not all of it is known. */
  readonly declared: number | null;
}

export interface AuditedReview {
  readonly date: string;
  readonly by: string | null;
  readonly notes: string | null;
  /** Whether it has not taken place yet, and so counts for nothing. */
  readonly ahead: boolean;
}

/**
 * By the calendar and by what is granted: an exception excuses from the finding, and the report says so, but what is overdue stays so.
 *
 * `stale`: of something else than is granted now. `never`: nobody ever reviewed it. `unknown`: the schedule or the newest review cannot be told.
 */
export type AuditedReviewState = 'overdue' | 'stale' | 'soon' | 'current' | 'never' | 'unknown';

export interface AuditedFinding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly accepted: boolean;
  /** Of the manifest, counted from 1. */
  readonly line: number;
}

/** Where the secret is, how old it may get, and whether it is older on the day of the audit. */
export interface AuditedCredential {
  readonly storedIn: string | null;
  readonly rotated: string | null;
  readonly rotateEvery: string | null;
  readonly expires: string | null;
  /** The day by which it is to be replaced again; null where that cannot be told, or lies behind the year 9999. */
  readonly rotationDue: string | null;
  /** Also where it is said to have been replaced on a day that has not come. */
  readonly rotationOverdue: boolean;
  readonly expired: boolean;
}

export interface AuditedIntegration {
  /** Its place among all: two of one manifest may have one name. */
  readonly index: number;
  readonly path: string;
  readonly name: string;
  readonly id: string | null;
  readonly kind: string | null;
  readonly service: string | null;
  readonly purpose: string | null;
  readonly owner: string | null;
  readonly credential: AuditedCredential | null;
  readonly grants: readonly AuditedGrant[];
  readonly webhooks: readonly string[];
  readonly limitedTo: readonly string[];
  readonly features: readonly string[];
  readonly uses: readonly string[];
  /** Null for another service, and where a scope is not known, or none is listed of a kind for which they are chosen. */
  readonly reach: AuditedReach | null;
  /** Whether a schedule is written down, readable or not, in its entry or in the file. */
  readonly hasSchedule: boolean;
  readonly reviewEvery: string | null;
  /** Null where that cannot be told, or lies behind the year 9999. */
  readonly reviewDue: string | null;
  readonly reviewState: AuditedReviewState;
  /** Whether its last review was of something else than is granted now, overdue or not. */
  readonly changedSinceReview: boolean;
  /** The newest first. */
  readonly reviews: readonly AuditedReview[];
  readonly findings: readonly AuditedFinding[];
}

export interface AuditedException {
  readonly path: string;
  readonly integration: string;
  /** The place of that integration among all. */
  readonly index: number;
  /** The scope or permission that it stands on, empty where its name cannot be read; null where it covers the whole integration. */
  readonly on: string | null;
  readonly rule: string;
  readonly reason: string | null;
  readonly by: string | null;
  readonly until: string | null;
  readonly ended: boolean;
}

/** Something that should have been done by a day. */
export interface OverdueWork {
  readonly path: string;
  readonly integration: string;
  /** The place of that integration among all. */
  readonly index: number;
  readonly owner: string | null;
  readonly what: 'review' | 'first-review' | 'rotation' | 'credential' | 'grant' | 'exception';
  /** The scope or the rule, where it is about one. */
  readonly subject: string | null;
  /** The day by which; null for a first review, and where nobody can tell. */
  readonly due: string | null;
  readonly days: number | null;
}

export interface AuditedFile {
  readonly path: string;
  readonly organization: string | null;
  readonly server: string | null;
  /** Whether a fault of form keeps some of what it grants from being read. */
  readonly incomplete: boolean;
  /** Those faults, in words. */
  readonly hidden: readonly string[];
  readonly integrations: number;
  /** Findings of the file's own keys. */
  readonly findings: readonly AuditedFinding[];
}

export interface AuditSummary {
  readonly files: number;
  readonly integrations: number;
  readonly owners: number;
  readonly withoutOwner: number;
  /** Those that come with a kind among them, and none that its kind cannot hold. */
  readonly grants: number;
  readonly broad: number;
  /** Of all that are listed. */
  readonly withoutRationale: number;
  readonly exceptions: number;
  readonly overdue: number;
  /** Integrations whose last review was of something else than is granted now. */
  readonly changedSinceReview: number;
  readonly findings: Readonly<Record<Level | 'accepted', number>>;
}

export interface Audit {
  readonly today: string;
  readonly summary: AuditSummary;
  readonly files: readonly AuditedFile[];
  readonly integrations: readonly AuditedIntegration[];
  /** By end, those without one last. */
  readonly exceptions: readonly AuditedException[];
  /** The longest overdue first, then what was never done. */
  readonly overdue: readonly OverdueWork[];
}
