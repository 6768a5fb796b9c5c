/** Hover: what a scope, a key, a kind, a date or a schedule means here. */
import { addSpan, formatDay, parseDay, parseSpan, relativeDays } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import { integrationShape, keyShape, manifestShape } from '../manifest/format.ts';
import type { KeyShape, Shape } from '../manifest/format.ts';
import type { Integration, Manifest } from '../manifest/model.ts';
import type { MapValue, Text, Value } from '../manifest/value.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { integrationIndexAt } from './completion/region.ts';
import { keyMarkdown, kindMarkdown, wordMarkdown } from './hover/key-text.ts';
import { permissionMarkdown, serviceMarkdown, webhookMarkdown } from './hover/other-text.ts';
import { integrationMarkdown } from './hover/integration-text.ts';
import { ruleMarkdown } from './hover/rule-text.ts';
import { scopeMarkdown } from './hover/scope-text.ts';
import { codeSpan, paragraphs } from './markdown.ts';

export interface HoverText {
  /** What it is about; offsets of the file. */
  readonly range: Range;
  readonly markdown: string;
}

export interface HoverContext {
  readonly today: Day;
}

/** What a value is met in: the key above it, and the integration or else the file. */
interface About extends HoverContext {
  readonly manifest: Manifest;
  readonly integration: Integration | undefined;
  readonly key: string;
}

/** What is known of the place at `offset`; undefined where nothing is. Looks at one integration only. Never throws. */
export function hoverAt(manifest: Manifest, offset: number, { today }: HoverContext): HoverText | undefined {
  const placed = manifest.integrations[integrationIndexAt(manifest, offset)];
  const within = placed && offset <= placed.start + placed.integration.source.length;
  if (within) {
    const { start, integration } = placed;
    const hover = hoverInIntegration(integration, offset - start, { manifest, integration, today, key: '' });
    if (hover) return { ...hover, range: shiftRange(hover.range, start) };
  }
  const { root } = manifest.file;
  return (
    root && hoverInMap(root, manifestShape, offset, { manifest, integration: undefined, today, key: '' })
  );
}

function hoverInIntegration(integration: Integration, offset: number, about: About): HoverText | undefined {
  const { name, map } = integration;
  if (holds(name.at, offset))
    return { range: name.at, markdown: integrationMarkdown(integration, about.today) };
  return map && hoverInMap(map, integrationShape, offset, about);
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset < end;
}

function hoverInMap(map: MapValue, shape: Shape, offset: number, about: About): HoverText | undefined {
  // What an alias stands for has no place of its own here.
  if (map.definedAt) return undefined;
  for (const [name, { keyAt, value }] of map.entries) {
    const key: KeyShape | undefined = shape.type === 'map' ? keyShape(shape, name) : undefined;
    const below = key?.shape ?? (shape.type === 'dictionary' ? shape.value : undefined);
    const hover = value && below && hoverInValue(value, below, offset, { ...about, key: name });
    if (hover) return hover;
    if (!holds(keyAt, offset)) continue;
    const isRule = shape.type === 'dictionary' && shape.format === 'rule';
    const markdown = key ? keyMarkdown(name, key) : isRule ? ruleMarkdown(name) : undefined;
    return markdown === undefined ? undefined : { range: keyAt, markdown };
  }
  return undefined;
}

function hoverInValue(value: Value, shape: Shape, offset: number, about: About): HoverText | undefined {
  const inner: Shape =
    shape.type === 'text-or-map'
      ? value.type === 'map'
        ? shape.map
        : { type: 'text', format: 'scope' }
      : shape;
  switch (value.type) {
    case 'map':
      return hoverInMap(value, inner, offset, about);
    case 'list': {
      if (value.definedAt || inner.type !== 'list') return undefined;
      for (const item of value.items) {
        const hover = item.value && hoverInValue(item.value, inner.item, offset, about);
        if (hover) return hover;
      }
      return undefined;
    }
    case 'text': {
      const markdown = holds(value.at, offset) ? textMarkdown(value, inner, about) : undefined;
      return markdown === undefined ? undefined : { range: value.at, markdown };
    }
  }
}

function textMarkdown({ text }: Text, shape: Shape, about: About): string | undefined {
  if (shape.type === 'choice')
    return about.key === 'kind' ? kindMarkdown(text) : wordMarkdown(text, shape.values);
  if (shape.type !== 'text') return undefined;
  switch (shape.format) {
    case 'scope':
      return scopeMarkdown(text);
    case 'date':
      return dateMarkdown(text, about);
    case 'span':
      return spanMarkdown(text, about);
    case 'webhook':
      return webhookMarkdown(text);
    case 'service':
      return serviceMarkdown(text);
    case 'rule':
      return ruleMarkdown(text);
    default:
      return about.key === 'permission'
        ? permissionMarkdown(about.integration?.service?.text ?? '', text)
        : undefined;
  }
}

/** What the day is for, to be read behind how far off it is. */
const DATES: Readonly<Record<string, string>> = {
  since: 'The day on which the scope was granted.',
  until: 'The last day on which it holds.',
  rotated: 'The day on which the secret was last replaced.',
  expires: 'The last day on which the secret works.',
  date: 'The day on which somebody compared this entry with Sentry.',
};

function dateMarkdown(text: string, { key, today, integration }: About): string | undefined {
  const day = parseDay(text);
  if (day === undefined) return undefined;
  const next =
    key === 'rotated'
      ? nextText('The next rotation', day, integration?.credential?.rotateEvery?.text, today)
      : undefined;
  const title = `${codeSpan(text)} is **${relativeDays(day, today)}**.`;
  return paragraphs(title, [DATES[key], next].filter((sentence) => sentence !== undefined).join(' '));
}

function spanMarkdown(text: string, { key, today, integration, manifest }: About): string | undefined {
  const span = parseSpan(text);
  if (!span) return undefined;
  const title = `**${codeSpan(text)}**`;
  if (key === 'rotateEvery') {
    const rotated = integration?.credential?.rotated?.day;
    const next =
      rotated === undefined
        ? 'When it was last replaced is not said.'
        : nextText('The next rotation', rotated, text, today);
    return paragraphs(`${title} between two rotations of the secret.`, next);
  }
  if (key === 'remind') return paragraphs(title, 'So early before its day a review counts as due soon.');
  if (key !== 'every') return undefined;
  if (!integration) {
    const count = manifest.integrations.length;
    return paragraphs(
      `${title} between two reviews of an integration that has no schedule of its own.`,
      count === 0 ? undefined : integrationCount(count),
    );
  }
  const newest = newestReview(integration);
  const next =
    newest === undefined ? 'No review is recorded yet.' : nextText('The next review', newest, text, today);
  return paragraphs(`${title} between two reviews of this integration.`, next);
}

function integrationCount(count: number): string {
  return `The file has ${count} ${count === 1 ? 'integration' : 'integrations'}.`;
}

function newestReview({ reviews }: Integration): Day | undefined {
  const days = reviews.flatMap(({ date }) => (date?.day === undefined ? [] : [date.day]));
  return days.length === 0 ? undefined : days.reduce((a, b) => Math.max(a, b));
}

/** When a thing is due that is done every `every` and was done on `last`. */
function nextText(what: string, last: Day, every: string | undefined, today: Day): string | undefined {
  const span = every === undefined ? undefined : parseSpan(every);
  if (!span) return undefined;
  const due = addSpan(last, span);
  return `${what} ${due < today ? 'was' : 'is'} due on ${formatDay(due)}, **${relativeDays(due, today)}**.`;
}
