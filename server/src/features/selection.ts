/** What "expand selection" grows over: word, scalar, pair, map or list, entry, file. */
import type { Position, SelectionRange } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Manifest } from '../manifest/model.ts';
import { touches } from '../yaml/node.ts';
import type { Range } from '../yaml/node.ts';
import { toRange } from './diagnostics.ts';
import { stepsAt } from './structure/nodes.ts';
import type { Step } from './structure/nodes.ts';

/** The stretches around `offset`, the innermost first, each inside the next and larger than the one before. Never throws. */
export function stretchesAt(manifest: Manifest, offset: number): Range[] {
  const { text } = manifest;
  const stretches: Range[] = [{ start: 0, end: text.length }];
  const steps = stepsAt(manifest, offset);
  const last = steps.at(-1);
  const within = [
    ...steps,
    ...(isText(last) ? unquoted(text, last) : commentAt(manifest, offset)),
    ...wordAt(text, offset),
  ];
  for (const { start, end } of within) {
    const outer = stretches.at(-1);
    if (!outer || start < outer.start || end > outer.end || !touches({ start, end }, offset)) continue;
    if (end - start < outer.end - outer.start) stretches.push({ start, end });
  }
  return stretches.reverse();
}

/** The text between the quotes. */
function unquoted(text: string, range: Range): Range[] {
  if (range.end - range.start < 2) return [];
  const [first, last] = [text[range.start], text[range.end - 1]];
  if (first !== last || (first !== '"' && first !== "'")) return [];
  return [{ start: range.start + 1, end: range.end - 1 }];
}

function wordAt(text: string, offset: number): Range[] {
  const { start, end } = stretch(text, offset, /[^\s"'{}[\],]/);
  return end > start ? [{ start, end }] : [];
}

/** The comment that the offset lies in: it begins with the first such sign of its line that no text holds. */
function commentAt(manifest: Manifest, offset: number): Range[] {
  const line = stretch(manifest.text, offset, /[^\r\n]/);
  const written = manifest.text.slice(line.start, offset + 1);
  const sign = /(?<![^ \t])#/g;
  for (let found = sign.exec(written); found; found = sign.exec(written)) {
    const start = line.start + found.index;
    const holder = stepsAt(manifest, start).at(-1);
    // A value that is left out has no sign in it, though it lies there.
    if (!isText(holder) || holder.start === holder.end) return [{ start, end: line.end }];
    sign.lastIndex = Math.max(sign.lastIndex, holder.end - line.start);
  }
  return [];
}

function isText(step: Step | undefined): step is Step {
  return step?.node?.type === 'scalar' || step?.node?.type === 'alias';
}

/** The longest run of such characters around the offset. */
function stretch(text: string, offset: number, character: RegExp): Range {
  let start = Math.min(offset, text.length);
  let end = start;
  while (start > 0 && character.test(text[start - 1] ?? '')) start--;
  while (end < text.length && character.test(text[end] ?? '')) end++;
  return { start, end };
}

/** The stretches in the protocol's own form, one chain for each position. */
export function selectionRanges(
  document: TextDocument,
  manifest: Manifest,
  positions: readonly Position[],
): SelectionRange[] {
  return positions.map((position) => {
    const stretches = stretchesAt(manifest, document.offsetAt(position)).reverse();
    const whole = { start: 0, end: manifest.text.length };
    let chain: SelectionRange = { range: toRange(document, stretches[0] ?? whole) };
    for (const range of stretches.slice(1)) chain = { range: toRange(document, range), parent: chain };
    return chain;
  });
}
