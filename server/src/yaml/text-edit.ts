import type { Range } from './node.ts';

/** Replaces the range by `newText`; offsets as those of the nodes it was computed from. */
export interface TextEdit extends Range {
  readonly newText: string;
}
