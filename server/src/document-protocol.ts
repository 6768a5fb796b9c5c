/** What the server and its own client say to each other on the audit report and on comparisons: a part of `protocol.ts`, which see. */

/** The forms of the audit report. */
export type AuditFormat = 'html' | 'markdown' | 'csv' | 'json';

/** Answered with the audit report of these manifests, as on today, or null where it cannot be made. */
export const AuditReportRequest = 'sentryPermissions/auditReport';
export interface AuditReportParams {
  readonly format: AuditFormat;
  /** As the report is to name them; their order does not matter. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Those that could not be read, and why. */
  readonly unread: readonly { readonly path: string; readonly message: string }[];
}
export interface AuditReportAnswer {
  readonly text: string;
}

/** Answered with a page on what changed between two states of manifests, as on today, or null where it cannot be made. */
export const CompareRequest = 'sentryPermissions/compare';
export interface CompareParams {
  /** What the two states are called, such as a revision. */
  readonly base: string;
  readonly head: string;
  /** A manifest in both; null where it is not there. */
  readonly files: readonly {
    readonly base: ComparedManifest | null;
    readonly head: ComparedManifest | UnreadableManifest | null;
  }[];
  /** The texts of the manifests that are the same in both. */
  readonly others?: readonly string[];
}
export interface ComparedManifest {
  readonly path: string;
  readonly text: string;
}
/** One that is there and was not read: the page names it, and judges nothing. */
export interface UnreadableManifest {
  readonly path: string;
  /** Why, as a sentence. */
  readonly fault: string;
}
