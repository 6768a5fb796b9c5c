/** What changed between two states of a manifest. Every text of it is free of credentials, and still untrusted otherwise. */

/** Whether somebody says why: a text that is new, one that stood there before, one that says nothing, none. */
export type Rationale = 'new' | 'unchanged' | 'weak' | 'missing';

/** A part of what an integration may do that one state has and the other has not. */
export interface GrantChange {
  /** `kind`: the kind of credential alone opens or closes operations. */
  readonly what: 'scope' | 'permission' | 'webhook' | 'limit' | 'kind';
  /** For a limit `*` is everything. */
  readonly name: string;
  /** How far a permission goes that it did not go to before; empty for all others. */
  readonly access: readonly string[];
  /** The scopes that come or go along with this one by implication. */
  readonly includes: readonly string[];
  /** Whether the catalogue knows the scope, so that its reach can be told; true for all others. */
  readonly known: boolean;
  /** Of what widened: the line of the head that says so, counting from 1. */
  readonly line?: number;
  /** Of what widened: whether it is explained, and how. */
  readonly rationale?: Rationale;
  readonly text?: string;
}

/** Operations of Sentry's API that come into reach or go out of it. */
export interface ReachChange {
  readonly read: number;
  readonly change: number;
  readonly delete: number;
  /** `METHOD /api/0/…`, all of them, sorted. */
  readonly operations: readonly string[];
  /** A few telling ones. */
  readonly examples: readonly string[];
}

/** Something that decides how strictly a manifest is checked. */
export interface CheckChange {
  readonly what:
    | 'rule'
    | 'acceptance'
    | 'until'
    | 'review-every'
    | 'rotate-every'
    | 'expires'
    | 'server'
    | 'organization'
    | 'folder'
    | 'uses'
    | 'features'
    | 'review'
    | 'review-of'
    | 'purpose'
    | 'owner'
    | 'rationale'
    | 'stored-in'
    | 'rotated';
  /** The rule, the grant, the review that is of something; empty where `what` says it all. */
  readonly subject: string;
  /** The grant that an acceptance stands on; null for a whole integration and for all others. */
  readonly on: string | null;
  /** How it was and how it is; null where it was not there or is not there any more. */
  readonly before: string | null;
  readonly after: string | null;
  /** Why, where an acceptance says so. */
  readonly reason?: string;
}

/** A key that says what the integration is and was, with its values. */
export interface Detail {
  /** `file`: its path, where it moved from one file to another; `purpose`: with another name; `review`: one that is gone or edited. */
  readonly what:
    'file' | 'name' | 'id' | 'kind' | 'service' | 'owner' | 'purpose' | 'stored-in' | 'rotated' | 'review';
  readonly before: string | null;
  readonly after: string | null;
}

/** Whether somebody compared the new state with Sentry. */
export interface ReviewChange {
  /** The newest of the reviews that were added; null where none was. */
  readonly added: { readonly date: string; readonly by: string | null } | null;
  /** Whether the newest review is of what is granted now; null where it does not say what it is of. */
  readonly matches: boolean | null;
  /** Whose settings a review compares the entry with. */
  readonly comparedWith: string;
}

export interface IntegrationChange {
  /** Its name now, or what it was before it vanished. */
  readonly name: string;
  /** The line of its name in the head, counting from 1; null where it vanished. */
  readonly line: number | null;
  readonly change: 'appeared' | 'vanished' | 'changed';
  readonly details: readonly Detail[];
  readonly widened: readonly GrantChange[];
  readonly narrowed: readonly GrantChange[];
  readonly opened: ReachChange;
  readonly closed: ReachChange;
  readonly weakened: readonly CheckChange[];
  readonly strengthened: readonly CheckChange[];
  /** Undefined where nothing that a review looks at changed. */
  readonly review: ReviewChange | undefined;
}

export type Side = 'base' | 'head';

/** Why a state cannot be judged, or not to the end. */
export interface Fault {
  readonly side: Side;
  /** The integration that cannot be read to the end; null for the whole file. */
  readonly integration: string | null;
  readonly message: string;
}

export interface ManifestChange {
  readonly faults: readonly Fault[];
  /** Of the file's own keys. */
  readonly weakened: readonly CheckChange[];
  readonly strengthened: readonly CheckChange[];
  readonly integrations: readonly IntegrationChange[];
}
