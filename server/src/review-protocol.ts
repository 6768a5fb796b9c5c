/** What the server and its own client say to each other on reviews: a part of `protocol.ts`, which see. */
import type { Position, WorkspaceEdit } from 'vscode-languageserver-types';

/** The integrations of a file that are to be marked together: those of an owner or of these {@link ReviewRow.id}s, else those that are overdue. */
export interface MarkAllTarget {
  readonly uri: string;
  readonly owner?: string;
  readonly ids?: readonly string[];
}

/** Answered with one edit for all of them, or null where the document is not open. */
export const MarkManyRequest = 'sentryPermissions/markManyReviewed';
export interface MarkManyParams extends MarkAllTarget {
  readonly by: string;
  readonly notes: string;
  /** The {@link MarkableIntegration.digest}s of `ids` when the person was asked: what is granted otherwise now was not compared. */
  readonly digests?: readonly (string | null)[];
}
export interface MarkManyAnswer {
  /** Null where there is none to mark, or none that can be edited surely. */
  readonly edit: WorkspaceEdit | null;
  /** Those that the edit marks, in the order of the file. */
  readonly marked: readonly MarkableIntegration[];
  /** The names of those that cannot be edited surely. */
  readonly left: readonly string[];
  /** The names of those that the same person has marked today as they are now; without notes the same review would stand there twice. */
  readonly already: readonly string[];
  /** The names of those that are granted otherwise than when the person was asked. */
  readonly changed: readonly string[];
}
export interface MarkableIntegration {
  /** As {@link ReviewRow.id}. */
  readonly id: string;
  readonly name: string;
  /** The other service whose settings a review is of; null for those in Sentry. */
  readonly service: string | null;
  /** The digest of what a review of it is of; null where that cannot be read to the end. */
  readonly digest: string | null;
}

/** Answered with the owners that the integrations of a file name, first that of the integration at the position, or null where it is not open. */
export const OwnersRequest = 'sentryPermissions/owners';
export interface OwnersParams {
  readonly uri: string;
  readonly position?: Position;
  /** Only those with a finding that can be accepted. */
  readonly acceptable?: boolean;
}
export type OwnersAnswer =
  readonly { readonly owner: string; readonly integrations: readonly string[] }[] | null;

/** How the reviews of an integration stand: one state each, the gravest. `unknown` where nobody can tell. */
export type ReviewState = 'overdue' | 'stale' | 'never' | 'dueSoon' | 'fine' | 'unknown';

/** Told by the server once the reviews of the workspace stand otherwise than it last answered; not again before it is asked. */
export const ReviewsChangedNotification = 'sentryPermissions/reviewsChanged';

/** What integrations are put together by. */
export type ReviewGrouping = 'state' | 'owner' | 'sensitivity';

/** Answered with how the reviews of all manifests stand, open or not. */
export const ReviewsRequest = 'sentryPermissions/reviews';
export interface ReviewsParams {
  readonly grouping: ReviewGrouping;
  /** Open documents that count only if they are a file of a folder: the other side of a comparison is none. */
  readonly without: readonly string[];
}
export interface Reviews {
  readonly manifests: number;
  readonly integrations: number;
  readonly overdue: number;
  /** In the order to show; none of them is empty. */
  readonly groups: readonly ReviewGroup[];
  /** Manifests of which not all could be read, by address. */
  readonly unread: readonly UnreadManifest[];
}
export interface ReviewGroup {
  readonly key: string;
  /** In words; null where the client has its own: for a state (`key` names it), and for no owner (`key` is empty). */
  readonly label: string | null;
  readonly count: number;
  readonly overdue: number;
}
export interface UnreadManifest {
  readonly uri: string;
  readonly reason: string;
}

/** Told by the client: all open files that count for nobody unless a folder has them, as nobody looks at them or they are gone. */
export const LeftOutNotification = 'sentryPermissions/leftOut';
export interface LeftOutParams {
  readonly uris: readonly string[];
}

/** Answered with the integrations of one group, in the order to show. */
export const ReviewsOfGroupRequest = 'sentryPermissions/reviewsOfGroup';
export interface ReviewsOfGroupParams extends ReviewsParams {
  readonly key: string;
}
export interface ReviewRow {
  readonly uri: string;
  /** Tells it from the others of its file, wherever it stands in that; nothing to show. */
  readonly id: string;
  readonly name: string;
  readonly state: ReviewState;
  /** How its review stands, in words; null where nothing is sure. */
  readonly summary: string | null;
  readonly owner: string | null;
  /** Whether another one has the same name, so that it takes the file to tell them apart. */
  readonly isNameShared: boolean;
}

/** Answered with what is known of integrations of one file, open or not; those that are gone are left out. */
export const ReviewFactsRequest = 'sentryPermissions/reviewFacts';
export interface ReviewFactsParams {
  readonly uri: string;
  readonly ids: readonly string[];
}
export interface ReviewFacts {
  readonly id: string;
  readonly markdown: string;
  readonly text: string;
}

/** Answered with where an integration of an open document stands, or without an id what cannot be read; null where there is none. */
export const LocateRequest = 'sentryPermissions/locate';
export interface LocateParams {
  readonly uri: string;
  readonly id?: string;
}
export type LocateAnswer = Position | null;
