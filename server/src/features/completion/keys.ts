/** The keys that a map may still have. */
import { formatDay } from '../../manifest/dates.ts';
import { mayHaveKey } from '../../manifest/format.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { DictionaryShape, KeyShape, MapShape, Shape } from '../../manifest/shape.ts';
import { needInWords, needOf } from '../needed-key.ts';
import type { Need } from '../needed-key.ts';
import type { About } from './about.ts';
import { CURSOR } from './holes.ts';
import { wholeItems } from './items.ts';
import { CompletionKind } from './proposal.ts';
import type { Proposal } from './proposal.ts';
import { quotedName } from './slot.ts';
import type { KeySlot } from './slot.ts';
import { valueCompletions } from './values.ts';

/** Whole entries, of group 1, come behind what is required. */
const GROUP_OF: Readonly<Record<Need, number>> = { required: 0, asked: 2, optional: 3 };

/** The keys for the slot: needed ones first, then as the format lists them; and whole entries where nothing is written yet. */
export function keyCompletions(slot: KeySlot, about: About): Proposal[] {
  const whole = wholeItems(slot, about);
  return slot.braces ? whole : [...ownKeys(slot, about), ...whole];
}

function ownKeys(slot: KeySlot, about: About): Proposal[] {
  const { shape, there } = slot;
  if (shape.type === 'dictionary') return ruleKeys(shape, slot, about);
  const present =
    slot.path.length === 0 && !slot.flow ? new Set([...there, ...fileKeys(about.manifest, slot)]) : there;
  const isEntry = slot.formatPath.length === 2 && slot.formatPath[1] === '*';
  const kind = isEntry ? about.placed?.integration.kind?.text : undefined;
  return Object.entries(shape.keys)
    .filter(([name]) => !present.has(name) && (!isEntry || mayHaveKey(name, kind)))
    .map(([name, key]) => {
      const need = needOf(name, key, kind);
      const path = [...slot.formatPath, name];
      return {
        label: name,
        kind: CompletionKind.Property,
        detail: needInWords(need, key),
        documentationKey: { type: 'key', id: path.join('/'), need },
        text: keyText(name, key.shape, slot, about),
        ...(slot.missing === 'value' && offers(key.shape, path, slot, about) ? { opens: true } : {}),
        group: GROUP_OF[need],
      };
    });
}

/** The keys of the file lie outside of the region around the cursor. */
function fileKeys({ file }: Manifest, { range }: KeySlot): string[] {
  const entries = [...(file.root?.entries ?? [])];
  return entries
    .filter(([, { keyAt }]) => keyAt.end < range.start || keyAt.start > range.end)
    .map(([name]) => name);
}

function ruleKeys({ format }: DictionaryShape, slot: KeySlot, about: About): Proposal[] {
  if (format !== 'rule') return [];
  const ending = { name: '', colon: ':', value: `: ${CURSOR}` };
  return about.ruleIds
    .filter(({ id }) => !slot.there.has(id))
    .map(({ id, level, summary }) => ({
      label: id,
      kind: CompletionKind.Property,
      detail: `${level} · ${summary}`,
      short: level,
      documentationKey: { type: 'rule', id } as const,
      text: quotedName(id, slot) + ending[slot.missing],
      ...(slot.missing === 'value' ? { opens: true } : {}),
      group: 2,
    }));
}

function keyText(name: string, shape: Shape, slot: KeySlot, about: About): string {
  const written = quotedName(name, slot);
  if (slot.missing === 'name') return written;
  if (slot.missing === 'colon') return `${written}:`;
  return written + (slot.flow ? flowValue(shape, about) : blockValue(shape, slot.column, about));
}

/** Colon and beginning of a value, with the lines and dashes that it needs. */
function blockValue(shape: Shape, column: number, about: About): string {
  const { eol, indent } = about.written;
  const below = eol + ' '.repeat(column + indent.map);
  switch (shape.type) {
    case 'literal':
      return `: ${shape.value}`;
    case 'map':
      return `:${below}${firstKeys(shape, column + indent.map, about)}`;
    case 'dictionary':
      return `:${below}${CURSOR}`;
    case 'list': {
      const dash = column + indent.list;
      const item = shape.item.type === 'text-or-map' ? shape.item.map : shape.item;
      const first = item.type === 'map' ? firstKeys(item, dash + 2, about) : CURSOR;
      return `:${eol}${' '.repeat(dash)}- ${first}`;
    }
    default:
      return `: ${CURSOR}`;
  }
}

/** Whether there is something to choose where the beginning of the value leaves the cursor. */
function offers(shape: Shape, formatPath: readonly string[], slot: KeySlot, about: About): boolean {
  switch (shape.type) {
    case 'literal':
      return false;
    case 'dictionary':
      return true;
    case 'list':
      return offers(shape.item, [...formatPath, '-'], slot, about);
    case 'text-or-map':
      return slot.flow || offers(shape.map, formatPath, slot, about);
    case 'map': {
      if (slot.flow) return true;
      const first = neededKeys(shape).find(([, { shape: value }]) => !isDate(value));
      return first !== undefined && offers(first[1].shape, [...formatPath, first[0]], slot, about);
    }
    default:
      return valueCompletions({ ...slot, type: 'value', shape, formatPath, wrap: 'bare' }, about).length > 0;
  }
}

/** The keys that the map needs, or the first one: dates are today's, the first text is left to the person. */
function firstKeys(map: MapShape, column: number, { written, today }: About): string {
  let isOpen = true;
  return neededKeys(map)
    .map(([name, { shape }]) => {
      if (isDate(shape)) return `${name}: ${formatDay(today)}`;
      const cursor = isOpen ? CURSOR : '';
      isOpen = false;
      return `${name}: ${cursor}`;
    })
    .join(written.eol + ' '.repeat(column));
}

function neededKeys({ keys }: MapShape): [string, KeyShape][] {
  const all = Object.entries(keys);
  const needed = all.filter(([, { required }]) => required);
  return needed.length > 0 ? needed : all.slice(0, 1);
}

function isDate(shape: Shape): boolean {
  return shape.type === 'text' && shape.format === 'date';
}

function flowValue(shape: Shape, { snippets }: About): string {
  if (shape.type === 'literal') return `: ${shape.value}`;
  if (!snippets) return `: ${CURSOR}`;
  switch (shape.type) {
    case 'map':
    case 'dictionary':
      return `: { ${CURSOR} }`;
    case 'list':
      return shape.item.type === 'map' ? `: [{ ${CURSOR} }]` : `: [${CURSOR}]`;
    default:
      return `: ${CURSOR}`;
  }
}
