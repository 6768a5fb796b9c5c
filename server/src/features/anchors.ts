/** Definition, references and rename of YAML anchors and aliases. */
import { shown } from '../rules/wording.ts';
import { faultOfAnchorName, readMarks } from '../yaml/anchors.ts';
import type { Mark } from '../yaml/anchors.ts';
import { applyEdits } from '../yaml/edits.ts';
import type { Range } from '../yaml/node.ts';
import type { TextEdit } from '../yaml/text-edit.ts';

/** An anchor with all aliases that stand for it. */
export interface AnchorFamily {
  /** The one that was asked about. */
  readonly mark: Mark;
  /** Undefined where the aliases stand for nothing. */
  readonly anchor: Mark | undefined;
  readonly aliases: readonly Mark[];
}

/** The family of the anchor or alias at `offset`; undefined where neither is. Never throws. */
export function anchorFamilyAt(text: string, offset: number): AnchorFamily | undefined {
  return mayStandAt(text, offset) ? familyOf(readMarks(text), offset) : undefined;
}

function familyOf(marks: readonly Mark[], offset: number): AnchorFamily | undefined {
  const index = marks.findIndex(({ start, end }) => start - 1 <= offset && offset <= end);
  const mark = marks[index];
  if (!mark) return undefined;
  const anchor = mark.type === 'anchor' ? index : mark.anchor;
  return {
    mark,
    anchor: anchor === undefined ? undefined : marks[anchor],
    aliases: marks.filter(
      (other) =>
        other.type === 'alias' &&
        other.anchor === anchor &&
        // Aliases of nothing belong together by their name.
        (anchor !== undefined || other.name === mark.name),
    ),
  };
}

/** Whether the word at the offset holds a sign: most do not, and a long file is not read for them. */
function mayStandAt(text: string, offset: number): boolean {
  const outside = /[\s,[\]{}]/;
  let start = Math.min(offset, text.length);
  let end = start;
  while (start > 0 && !outside.test(text[start - 1] ?? '')) start--;
  while (end < text.length && !outside.test(text[end] ?? '')) end++;
  return /[&*]/.test(text.slice(start, end));
}

/** The name with its sign. */
export function wholeMark({ start, end }: Mark): Range {
  return { start: start - 1, end };
}

/** The anchors and aliases of a family, in the order of the file. */
export function membersOf({ anchor, aliases }: AnchorFamily): Mark[] {
  return anchor ? [anchor, ...aliases] : [...aliases];
}

/** The edits of a rename, or why it cannot be. */
export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly refusal: string };

const REFUSALS = {
  empty: 'An anchor needs a name.',
  characters:
    'YAML allows no spaces, commas, brackets, braces or control characters in the name of an anchor. Letters, digits, “-” and “_” are always fine.',
  colon: 'The name of an anchor must not end in “:”, which YAML could take for the end of a key.',
} as const;

/**
 * Renames the anchor or alias at `offset` and all that belong to it; undefined where there is none. Refuses a name that YAML
 * does not allow, and one by which some alias would come to stand for something else.
 */
export function renameAnchor(text: string, offset: number, name: string): Renaming | undefined {
  if (!mayStandAt(text, offset)) return undefined;
  const marks = readMarks(text);
  const family = familyOf(marks, offset);
  if (!family) return undefined;
  const fault = faultOfAnchorName(name);
  if (fault) return { refusal: REFUSALS[fault] };
  const edits = membersOf(family).map(({ start, end }) => ({ start, end, newText: name }));
  const after = readMarks(applyEdits(text, edits));
  const isSame =
    after.length === marks.length &&
    after.every(({ type, anchor }, i) => type === marks[i]?.type && anchor === marks[i].anchor);
  if (isSame) return { edits };
  return {
    refusal: `“${shown(name)}” is the name of another anchor or alias: an alias would come to stand for another value.`,
  };
}
