/** The last look at a fix before anybody is offered it. */
import type { Fix } from '../rules/rule.ts';
import { composePlain } from '../yaml/compose-plain.ts';
import { countErrors } from '../yaml/compose.ts';
import { applyEdits, HOLE_MARK } from '../yaml/edits.ts';
import { endOfLine, lineStart } from '../yaml/lines.ts';
import { childrenOf } from '../yaml/node.ts';
import type { Range, YamlNode } from '../yaml/node.ts';
import { sameNode } from '../yaml/same-content.ts';
import { mayHoldReferences } from '../yaml/segments.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { composeWithTraps } from '../yaml/traps.ts';
import { seesWhole } from './seen-whole.ts';

/** Above this many characters an entry or a file is no longer read again for each of its fixes. */
const MAX_SOURCE = 300_000;
/** How many characters are read for the fixes of one text: what asks for more has thousands of faults. */
const MAX_READ = 5_000_000;
/** As many of them are read the short way in the time that the library takes for one. */
const OF_LIBRARY = 20;

/** The text that fixes are made for, and where a syntax error makes it doubtful. */
export interface Verified {
  readonly source: string;
  readonly distrusted: readonly Range[];
}

/**
 * The fixes that know all of what they change, that leave `source` no worse to parse than it is, and that change nothing which carries an anchor: an alias may make it that
 * of another integration, for which nobody asked. The edits are made to be right; this keeps a mistake in one of them from ever
 * reaching a file. Where looking again would cost seconds the edits are trusted, but not with what carries an anchor.
 */
export function verifiedFixes({ source, distrusted }: Verified, fixes: readonly (Fix | undefined)[]): Fix[] {
  const offered = fixes
    .filter((fix) => fix !== undefined)
    .filter((fix) => seesWhole(source, fix, distrusted));
  if (offered.length === 0) return offered;
  const isLong = source.length > MAX_SOURCE;
  const mayBeShared = mayHoldReferences(source);
  if (isLong && !mayBeShared) return offered;
  const verification = isLong ? undefined : verificationOf(source);
  return offered.filter(({ edits, safe, everywhere }) => {
    const minds = mayBeShared && !safe && everywhere !== true;
    if (!verification) return !minds;
    const filled = edits.map((edit) => ({ ...edit, newText: edit.newText.replace(HOLE_MARK, 'x') }));
    const atAnchor = minds && isAtAnchored(source, verification.anchored(), edits);
    verification.read += source.length * verification.weight;
    if (verification.read > MAX_READ) return !atAnchor;
    const after = applyEdits(source, filled);
    return (
      verification.errorsIn(after) <= verification.errors &&
      !(atAnchor && !sameNodes(verification.anchored(), anchoredIn(after)))
    );
  });
}

interface Verification {
  readonly source: string;
  readonly errors: number;
  /** How many errors the source has after edits. */
  readonly errorsIn: (after: string) => number;
  readonly weight: number;
  /** What carries an anchor. */
  readonly anchored: () => readonly YamlNode[];
  /** How much was read so far. */
  read: number;
}

/** The last one first. */
const recent: Verification[] = [];

/** Fixes of the whole file come between those of one entry and the next. */
const MOST_RECENT = 4;

/** One part has many fixes, and what it is itself is the same for all of them. */
function verificationOf(source: string): Verification {
  const at = recent.findIndex((known) => known.source === source);
  const [verification = newVerification(source)] = at < 0 ? [] : recent.splice(at, 1);
  recent.unshift(verification);
  recent.length = Math.min(recent.length, MOST_RECENT);
  return verification;
}

function newVerification(source: string): Verification {
  const weight = composePlain(source) ? 1 : OF_LIBRARY;
  const alone = weight === 1 ? 0 : countErrors(source);
  const isOfJson = alone > 0 && JSON_ENTRY.test(source) && countErrors(inBraces(source)) === 0;
  const errors = isOfJson ? 0 : alone;
  const errorsIn = isOfJson ? (after: string) => countErrors(inBraces(after)) : countErrors;
  let anchored: readonly YamlNode[] | undefined;
  return { source, errors, errorsIn, weight, read: 0, anchored: () => (anchored ??= anchoredIn(source)) };
}

/** What is an entry of a map in braces, and none outside of them: `"bot":{"kind":"internal-integration"}`. */
const JSON_ENTRY = /^"(?:[^"\\]|\\.)*":\S/;

function inBraces(entry: string): string {
  return `{${entry}\n}`;
}

/** The nodes that carry an anchor, in the order of the text. */
function anchoredIn(source: string): readonly YamlNode[] {
  const { root } = composeWithTraps(source);
  return root ? [...anchoredBelow(root)] : [];
}

function* anchoredBelow(node: YamlNode): Generator<YamlNode> {
  if (node.anchor !== undefined) yield node;
  for (const child of childrenOf(node)) yield* anchoredBelow(child);
}

/** Whether an edit may change one of the nodes: from its anchor to the end of its last line, where more of it could be written. */
function isAtAnchored(source: string, nodes: readonly YamlNode[], edits: readonly TextEdit[]): boolean {
  return nodes.some((node) => {
    const start = lineStart(source, source.lastIndexOf(`&${node.anchor ?? ''}`, node.start));
    const end = endOfLine(source, node.end);
    return edits.some((edit) => edit.start <= end && edit.end >= start);
  });
}

function sameNodes(before: readonly YamlNode[], after: readonly YamlNode[]): boolean {
  return before.length === after.length && before.every((node, i) => sameNode(node, after[i]));
}
