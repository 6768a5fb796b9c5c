/** What can be proposed at a place, before it is fitted into the text. */

/** `CompletionItemKind` of the Language Server Protocol, as far as it is used here. */
export const CompletionKind = {
  Property: 10,
  Value: 12,
  EnumMember: 20,
  /** A whole map. `Snippet` would let an editor that hides the snippets of extensions hide these too. */
  Struct: 22,
  Event: 23,
} as const;
export type CompletionKind = (typeof CompletionKind)[keyof typeof CompletionKind];

import type { Need } from '../needed-key.ts';

/** What the documentation of a completion is found by. */
export interface CompletionDocumentationKey {
  readonly type: 'scope' | 'key' | 'kind' | 'webhook' | 'service' | 'permission' | 'feature' | 'rule' | 'use';
  /** The name; of a permission or a feature the service and the name, with `/` between. */
  readonly id: string;
  /** Of a key: how much it is needed where it was offered. */
  readonly need?: Need;
}

export interface RuleSummary {
  readonly id: string;
  readonly summary: string;
  /** Its level where the file sets none. */
  readonly level: string;
  /** Whether an exception to it can be made. */
  readonly acceptable: boolean;
}

/** What a slot offers, before it is fitted into the text. */
export interface Proposal {
  readonly label: string;
  /** What a list shows in the place of a label that has no room there. */
  readonly shown?: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** What of the detail fits beside the label in a list; all of it where left out. */
  readonly short?: string;
  /** What is typed is compared with this; with the label where left out. */
  readonly filterText?: string;
  readonly documentationKey?: CompletionDocumentationKey;
  readonly deprecated?: true;
  /** Set where there is something to choose at the cursor once it is taken. */
  readonly opens?: true;
  /** Set where it is offered for the letters typed so far alone. */
  readonly narrows?: true;
  /** With `CURSOR` where the cursor is to stand, and holes for the person to fill. */
  readonly text: string;
  /** Proposals of a lower group come first; within one, in the order given. */
  readonly group: number;
}
