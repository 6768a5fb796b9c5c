/** The slots in a flow collection. */
import type { FlowFrame } from './flow.ts';
import type { Spot } from './outline.ts';
import { goesOn, isAtName, shapeBelow, shapeInFrame, shapeOfItem, shapeOfKey } from './shape-at.ts';
import { quoting } from './scan.ts';
import type { ShapeAt, Slot, Written } from './slot.ts';

/** No sign of YAML's own at the start; brackets and commas cannot be in it. */
const PLAIN = /^[^\s"'*&!|>%@`?#]/;

type FlowSpot = Extract<Spot, { type: 'flow' }>;

/** The slots at a place between brackets. */
export function flowSlots({ node, hit }: FlowSpot, written: Written): Slot[] {
  const { text, cursor } = written;
  const { frame, token, hasColon } = hit;
  const outermost = shapeBelow(node);
  const around = outermost && shapeInFrame(frame, outermost);
  if (!around || (frame.type === 'list') !== (around.shape.type === 'list')) return [];
  const holder = frame.type === 'list' ? shapeOfItem(around) : around;
  const shaped = hit.key === undefined ? holder : holder && shapeOfKey(holder, hit.key);
  const quoted = quoting(token, text, cursor);
  const typed = text.slice(token.start, token.end);
  if (!shaped || !quoted || (typed !== typed.trimEnd() && !goesOn(shaped))) return [];
  const { range, mark, open } = quoted;
  const plain = mark === '';
  // Behind a sign of YAML's own the closing quote was rather forgotten further ahead.
  if (open && /[,[\]"']|:\s/.test(text.slice(range.start + 1, cursor))) return [];
  if (plain && typed !== '' && !isAtName(shaped, typed) && !PLAIN.test(typed)) return [];
  // A colon or a word that touches what is inserted would become part of it.
  const lead = plain && text[range.start - 1] === ':' ? ' ' : open ? mark : '';
  const tail = plain && text[range.end] === '#' ? ' ' : open ? mark : '';
  const base = { range, lead, tail, flow: true, column: 0, path: shaped.path, formatPath: shaped.formatPath };
  if (hit.key === undefined && frame.type === 'map') {
    // What follows a name stands behind its closing quote, so that is written anew as well.
    const isWhole = plain || (hasColon && !open);
    const anew = isWhole ? base : { ...base, range: token, lead: '', tail: '', quote: mark };
    return keySlots(shaped, frame, token.start, hasColon, anew);
  }
  if (hasColon) return [];
  const { shape } = shaped;
  if (shape.type === 'text-or-map' && hit.key === undefined) {
    const others = frame.texts - (token.end > token.start ? 1 : 0);
    const wrap = plain && others === 0 && frame.collections > 0 ? 'map' : 'bare';
    return [{ ...base, type: 'value', shape: { type: 'text', format: 'scope' }, wrap }];
  }
  if (shape.type === 'map' && hit.key === undefined)
    return token.end > token.start
      ? []
      : [{ ...base, type: 'key', shape, there: new Set(), missing: 'value', braces: true }];
  return shape.type === 'text' || shape.type === 'choice' || shape.type === 'literal'
    ? [{ ...base, type: 'value', shape, wrap: 'bare' }]
    : [];
}

type Base = Omit<Extract<Slot, { type: 'key' }>, 'type' | 'shape' | 'there' | 'missing'>;

function keySlots({ shape }: ShapeAt, frame: FlowFrame, own: number, hasColon: boolean, base: Base): Slot[] {
  const map = shape.type === 'text-or-map' ? shape.map : shape;
  if (map.type !== 'map' && map.type !== 'dictionary') return [];
  const there = new Set(frame.keys.filter((key) => key.start !== own).map((key) => key.text));
  return [{ ...base, type: 'key', shape: map, there, missing: hasColon ? 'name' : 'value' }];
}
