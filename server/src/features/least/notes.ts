/** What else there is to know of uses for which the least scopes are computed. */
import { refusalTo, takesClientKey } from '../../privilege/requirement.ts';
import type { Use } from '../../privilege/requirement.ts';
import type { Confidence, Operation } from '../../catalog/operations.ts';
import { joined } from '../../rules/wording.ts';

/** A sentence or two on a use. */
export interface UseNote {
  readonly use: string;
  readonly note: string;
}

/** A use of which the catalogue is not sure. */
export interface UnsureUse {
  readonly use: string;
  readonly confidence: Exclude<Confidence, 'high'>;
  /** To be read behind "it is". */
  readonly why: string;
}

/** What is known of the uses besides the scopes that they take, for who works with a credential of this kind. */
export function notesOn(uses: readonly Use[], kind: string | undefined): UseNote[] {
  return uses.flatMap((use) =>
    [...new Set(notes(use, kind))]
      .filter((note) => note !== undefined)
      .map((note) => ({ use: use.written, note })),
  );
}

/** The uses of which the catalogue is not sure what they take, with why. */
export function unsureOf(uses: readonly Use[]): UnsureUse[] {
  return uses.flatMap(({ written, confidence, doubt }) =>
    confidence === 'high' || doubt === undefined ? [] : [{ use: written, confidence, why: doubt }],
  );
}

/** What is known of the checks inside an operation; undefined where it is only that nobody knows. */
function knownOfChecks({ effectiveNote, effectiveAnyOf, effectiveAllOf }: Operation): string | undefined {
  return effectiveAnyOf || effectiveAllOf ? effectiveNote : undefined;
}

function notes(use: Use, kind: string | undefined): (string | undefined)[] {
  const { tool } = use;
  const isUnknown = tool?.needs === 'unknown';
  return [
    isUnknown && tool.asks.length > 0
      ? `Its makers ask for ${joined(tool.asks)}; whether less would do is not known.`
      : undefined,
    tool?.person === true && kind === 'personal-token' ? undefined : tool?.note,
    takesClientKey(use)
      ? 'A client key (DSN) is accepted instead of a token, and is milder than any scope.'
      : undefined,
    refusalTo(kind, use),
    ...use.operations.map(knownOfChecks),
  ];
}
