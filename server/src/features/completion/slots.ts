/** From the place of the cursor to the slots that can be filled there, in block style; flow style has a file of its own. */
import type { Range } from '../../yaml/node.ts';
import { keyShape } from '../../manifest/format.ts';
import { flowSlots } from './flow-slots.ts';
import type { Outline, OutlineNode, Spot } from './outline.ts';
import { goesOn, isAtName, shapeBelow, shapeOfItem, shapeOfKey } from './shape-at.ts';
import { endsLine, isComment, lineEnd, quoting, unquoted } from './scan.ts';
import type { KeySlot, ShapeAt, Slot, Written } from './slot.ts';

/** Where a value would be written, and what stands around it. */
interface Site {
  readonly range: Range;
  readonly lead: string;
  readonly column: number;
  /** The node that holds the map whose key may be written here. */
  readonly holder: OutlineNode | undefined;
  readonly missing: KeySlot['missing'];
}

/** The beginning of a key or a scope, before which and behind which nothing else stands. */
const WORD = /^[A-Za-z_][\w:.-]*$/;
/** A text that is written without quotes as it is, at least while somebody types it. */
const PLAIN = /^[^\s"'*&!|>%@`?#{}[\],][^"]*$/;

/** The slots at the cursor; none where nothing can be completed. */
export function slotsOf({ spot, nextColumn }: Outline, written: Written): Slot[] {
  switch (spot?.type) {
    case 'key':
      return keySlots(spot.node, written);
    case 'line':
      return lineSlots(spot, nextColumn, written);
    case 'value':
      return spot.node.type === 'item'
        ? itemSlots(spot, nextColumn, written)
        : valueSlots(spot, nextColumn, written);
    case 'flow':
      return flowSlots(spot, written);
    case undefined:
      return [];
  }
}

/** On a key that has its colon: only its name is replaced. */
function keySlots(node: OutlineNode, written: Written): Slot[] {
  const shaped = node.parent && shapeBelow(node.parent);
  const range = quoting(node.written, written.text, written.cursor)?.range;
  if (!shaped || !range) return [];
  return slotsBelow(
    shaped,
    { range, lead: '', column: node.column, holder: node.parent, missing: 'name' },
    written,
    node,
  );
}

type LineSpot = Extract<Spot, { type: 'line' }>;
type ValueSpot = Extract<Spot, { type: 'value' }>;

/** On a line of its own: a key, or an item whose dash is still missing, or a value below its key. */
function lineSlots({ node, token, column }: LineSpot, nextColumn: number, written: Written): Slot[] {
  const shaped = shapeBelow(node);
  const typed = written.text.slice(token.start, token.end).trim();
  if (!shaped || !isBegun(typed)) return [];
  const { type } = shaped.shape;
  const [sibling] = node.children;
  if (sibling && (sibling.type === 'item') !== (type === 'list')) return [];
  const deeper = nextColumn > column;
  if (type === 'text' || type === 'choice' || type === 'literal') {
    if (sibling || nextColumn > node.column) return [];
  } else if (deeper && (typed === '' || type === 'list')) {
    // Whatever is written here would take the lines below for its own.
    return [];
  }
  const right = sibling?.column ?? column;
  const site: Site = {
    range: right === column ? token : { start: token.start - column, end: token.end },
    lead: right === column ? '' : ' '.repeat(right),
    column: right,
    holder: node,
    missing: deeper ? 'colon' : 'value',
  };
  return [...unspacedSlots(shaped, typed, site, written), ...wordSlots(shaped, site, token, written)];
}

/** Behind the dash of an item. */
function itemSlots({ node, token }: ValueSpot, nextColumn: number, written: Written): Slot[] {
  const shaped = shapeBelow(node);
  const { text } = written;
  if (!shaped) return [];
  const { type } = shaped.shape;
  const typed = text.slice(token.start, token.end).trim();
  if (isDone(typed, token) && !goesOn(shaped)) return [];
  const isMap = type === 'map' || type === 'text-or-map';
  const [child] = node.children;
  if (child ? !isMap || child.type === 'item' : nextColumn > node.column) return [];
  const column = child?.column ?? Math.max(token.start - node.written.start, 2) + node.column;
  const lead = ' '.repeat(Math.max(0, column - node.column - (token.start - node.written.start)));
  const range = { start: token.start, end: token.end };
  if (child && token.start - node.written.start > column - node.column) {
    range.start = node.written.start + (column - node.column);
  }
  const site: Site = { range, lead, column, holder: node, missing: nextColumn > column ? 'colon' : 'value' };
  if (isMap) {
    if (!isBegun(typed)) return [];
    return [...unspacedSlots(shaped, typed, site, written), ...wordSlots(shaped, site, token, written)];
  }
  return scalarSlots(shaped, { ...site, range: token }, typed, written);
}

/** Whether no more is typed than the beginning of a key or a scope, in quotes or not. */
function isBegun(typed: string): boolean {
  const word = unquoted(typed);
  return word === '' || WORD.test(word);
}

/** The slots for a token of one word. Quotes around it are written anew: around a key, or a scope alone, which needs no map. */
function wordSlots(shaped: ShapeAt, site: Site, token: Range, written: Written): Slot[] {
  const { text, cursor } = written;
  const quote = quoting(token, text, cursor)?.mark;
  if (quote === undefined) return [];
  const slots = slotsBelow(shaped, site, written);
  if (quote === '') return slots;
  if (!endsLine(text, token.end, lineEnd(text, token.end, text.length))) return [];
  return slots.map((slot) => {
    if (slot.type === 'key') return { ...slot, quote };
    return slot.wrap === 'key'
      ? slot
      : { ...slot, lead: slot.lead + quote, tail: quote + slot.tail, wrap: 'bare' };
  });
}

/** Whether a blank stands behind what is typed. */
function isDone(typed: string, token: Range): boolean {
  return typed !== '' && typed.length < token.end - token.start;
}

/** Behind the colon of a key. */
function valueSlots({ node, token }: ValueSpot, nextColumn: number, written: Written): Slot[] {
  const shaped = shapeBelow(node);
  const { text, cursor, eol, indent } = written;
  if (!shaped) return familySlots(node, token, written);
  if (node.children.length > 0 || nextColumn > node.column) return [];
  const typed = text.slice(token.start, token.end).trim();
  const lead = token.start === node.after ? ' ' : '';
  const site: Site = { range: token, lead, column: node.column, holder: node, missing: 'value' };
  const { type } = shaped.shape;
  if (type === 'text' || type === 'choice' || type === 'literal')
    return isDone(typed, token) && !goesOn(shaped) ? [] : scalarSlots(shaped, site, typed, written);
  // Maps and lists begin on the next line.
  if (typed !== '' || text[cursor] === '#') return [];
  const column = node.column + (type === 'list' ? indent.list : indent.map);
  const below = {
    ...site,
    range: { start: node.after, end: token.end },
    lead: eol + ' '.repeat(column),
    column,
  };
  return slotsBelow(shaped, below, written);
}

/** `- org:` is a scope whose second half is still to come, not a key. */
function familySlots(node: OutlineNode, token: Range, written: Written): Slot[] {
  const holder = node.parent;
  const shaped = holder?.type === 'item' ? shapeBelow(holder) : undefined;
  if (
    (shaped?.shape.type !== 'text-or-map' || written.cursor !== node.after || node.value) ??
    node.children.length > 0
  )
    return [];
  const range = { start: node.written.start, end: token.end };
  const site: Site = { range, lead: '', column: node.column, holder, missing: 'value' };
  return slotsBelow(shaped, site, written, node).filter(({ type }) => type === 'value');
}

/** `scope:org:read`: the key and its value without the space between them. */
function unspacedSlots(map: ShapeAt, typed: string, site: Site, written: Written): Slot[] {
  const [, key = '', value = ''] = /^(\w+):(.+)$/.exec(typed) ?? [];
  const shaped = shapeOfKey(map, key);
  const from = site.range.end - value.length;
  const isKey = map.shape.type === 'dictionary' || shapeKeys(map).has(key);
  if (!shaped || !isKey || value === '' || written.cursor < from) return [];
  return scalarSlots(
    shaped,
    { ...site, range: { start: from, end: site.range.end }, lead: ' ' },
    value,
    written,
  );
}

function shapeKeys({ shape }: ShapeAt): ReadonlySet<string> {
  const map = shape.type === 'text-or-map' ? shape.map : shape;
  return new Set(map.type === 'map' ? Object.keys(map.keys).filter((key) => keyShape(map, key)) : []);
}

/** The slots for a value of one text. */
function scalarSlots(shaped: ShapeAt, site: Site, typed: string, written: Written): Slot[] {
  if (typed === '') return slotsBelow(shaped, site, written);
  const quoted = quoting(site.range, written.text, written.cursor);
  if (!quoted) return [];
  const { range, mark, open } = quoted;
  if (mark === '' && !isAtName(shaped, typed) && !PLAIN.test(typed)) return [];
  if (!open) return slotsBelow(shaped, { ...site, range }, written);
  return slotsBelow(shaped, { ...site, lead: site.lead + mark }, written).map((slot) => ({
    ...slot,
    tail: mark,
  }));
}

/** The slots for what a shape asks for at the site. `own` is the key under the cursor. */
function slotsBelow(shaped: ShapeAt, site: Site, written: Written, own?: OutlineNode): Slot[] {
  const { shape, path, formatPath } = shaped;
  const { range, lead, column, holder, missing } = site;
  const base = {
    range,
    lead,
    tail: isComment(written.text, range.end) ? ' ' : '',
    flow: false,
    column,
    path,
    formatPath,
  };
  const there = new Set(holder?.children.filter((child) => child !== own).map((child) => child.key));
  switch (shape.type) {
    case 'map':
    case 'dictionary':
      return [{ ...base, type: 'key', shape, there, missing }];
    case 'text-or-map': {
      const keys: Slot = { ...base, type: 'key', shape: shape.map, there, missing };
      if (missing === 'name' || there.has('scope')) return [keys];
      const alone = there.size === 0 && missing === 'value';
      const wrap = !alone ? 'key' : holder?.parent && prefersBare(holder) ? 'bare' : 'map';
      return [keys, { ...base, type: 'value', shape: { type: 'text', format: 'scope' }, wrap }];
    }
    case 'list': {
      const item = shapeOfItem(shaped);
      if (!item || (own && !mayTakeHyphen(own))) return [];
      return slotsBelow(
        item,
        {
          ...site,
          lead: `${lead}- `,
          column: column + 2,
          holder: own,
          missing: missing === 'name' ? missing : 'value',
        },
        written,
      );
    }
    default:
      if (missing === 'name') return [];
      return [{ ...base, type: 'value', shape, wrap: 'bare' }];
  }
}

/** Whether a key in the place of an item would be one with a hyphen before it: no other key stands at its column, where the hyphen goes. */
function mayTakeHyphen(own: OutlineNode): boolean {
  const others = own.parent?.children.filter((child) => child !== own) ?? [];
  return others.every(({ type, column }) => type === 'item' && column === own.column);
}

/** Whether the other items of the list are bare texts. */
function prefersBare(item: OutlineNode): boolean {
  const others = item.parent?.children.filter((child) => child !== item) ?? [];
  return (
    others.some((child) => child.value === 'text') &&
    others.every((child) => child.children.length === 0 && child.value !== 'flow')
  );
}
