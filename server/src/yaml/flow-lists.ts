/** Minimal edits of a list in brackets, by the rules of `edits.ts`: what is written in lines stays so, and no comment goes or moves. */
import { holdsComment } from './comments.ts';
import { endOfLine, eolOf, lineStart } from './lines.ts';
import type { Range, SequenceNode, YamlNode } from './node.ts';
import type { TextEdit } from './text-edit.ts';

/** Adds items, as they are to be written, behind the last one: each on a line of its own where that one is. */
export function appendToFlow(source: string, list: SequenceNode, items: readonly string[]): TextEdit {
  const last = list.items.at(-1);
  if (!last) return fillBrackets(source, list, items);
  const end = endOfItem(source, last);
  const gap = gapBefore(source, last);
  // On a line with others it is one more of that line.
  if (gap === ' ') return { start: end, end, newText: items.map((item) => `, ${item}`).join('') };
  const added = items.join(`,${gap}`);
  const comma = commaBehind(source, end);
  if (comma !== undefined) {
    const lineEnd = endOfLine(source, comma);
    const isLastOnLine = /^[ \t]*(?:#|$)/.test(source.slice(comma + 1, lineEnd));
    const at = isLastOnLine ? lineEnd : comma + 1;
    return { start: at, end: at, newText: `${gap}${added},` };
  }
  const rest = source.slice(end, endOfLine(source, end));
  // A remark behind the last item stays with it.
  return /^[ \t]*#/.test(rest)
    ? { start: end, end: end + rest.length, newText: `,${rest}${gap}${added}` }
    : { start: end, end, newText: `,${gap}${added}` };
}

/**
 * Takes some items out, with one edit for each stretch of them, and adds others behind those that stay, or in the place of the last
 * stretch. Undefined where a comment would go too, or come to stand behind another item; one on a line above stays, as in block lists.
 */
export function replaceInFlow(
  source: string,
  list: SequenceNode,
  gone: ReadonlySet<YamlNode>,
  added: readonly string[] = [],
): TextEdit[] | undefined {
  const { items } = list;
  if (added.length === 0 && items.every((item) => gone.has(item)))
    return holdsComment(source, list, items)
      ? undefined
      : [{ start: list.start, end: list.end, newText: '[]' }];
  const edits: TextEdit[] = [];
  for (const [i, first] of items.entries()) {
    const before = items[i - 1];
    if (!gone.has(first) || (before && gone.has(before))) continue;
    const stays = items.findIndex((item, k) => k > i && !gone.has(item));
    const stretch = items.slice(i, stays < 0 ? undefined : stays);
    const last = stretch.at(-1) ?? first;
    const isLast = stays < 0;
    const instead = isLast ? added.join(`,${gapBefore(source, first)}`) : '';
    const edit = {
      start: isLast && instead === '' && before ? endOfItem(source, before) : first.start,
      end: items[stays]?.start ?? endOfItem(source, last),
      newText: instead,
    };
    const behind = source.slice(edit.end, endOfLine(source, edit.end));
    const isRemarkedOn = isLast && /^[ \t]*(?:,[ \t]*)?#/.test(behind);
    if (isRemarkedOn || holdsComment(source, edit, stretch)) return undefined;
    edits.push(edit);
  }
  const last = items.at(-1);
  const isToAdd = added.length > 0 && !(last && gone.has(last));
  return isToAdd ? [...edits, appendToFlow(source, list, added)] : edits;
}

/** Writes items between brackets that hold none; what remarks stand there stay. */
function fillBrackets(source: string, list: SequenceNode, items: readonly string[]): TextEdit {
  const text = `[${items.join(', ')}`;
  const isBare = source.slice(list.start + 1, list.end - 1).trim() === '';
  return isBare
    ? { start: list.start, end: list.end, newText: `${text}]` }
    : { start: list.start, end: list.start + 1, newText: text };
}

/** What stands before an item that is to be written like this one: a line break with what it is indented by, or a blank. */
function gapBefore(source: string, { start }: YamlNode): string {
  const before = source.slice(lineStart(source, start), start);
  return /^[ \t]*$/.test(before) ? eolOf(source) + before : ' ';
}

/** Where an item or a pair ends: a pair without braces, or with nothing behind its colon, takes the blanks behind it along. */
export function endOfItem(source: string, { start, end }: Range): number {
  return start + source.slice(start, end).trimEnd().length;
}

/** Where the comma stands that ends the last item; undefined where none does. */
function commaBehind(source: string, end: number): number | undefined {
  const [before] = /^(?:\s|#.*)*/.exec(source.slice(end)) ?? [''];
  const at = end + before.length;
  return source[at] === ',' ? at : undefined;
}
