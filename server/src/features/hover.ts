/** Hover: what a scope, a key, a kind, a date or a schedule means here, and the way on from what was found there. */
import { fixedScopes } from '../catalog/credentials.ts';
import type { Finding } from '../lint/finding.ts';
import type { Day } from '../manifest/dates.ts';
import { integrationShape, keyShape, manifestShape } from '../manifest/format.ts';
import { integrationIndexAt } from '../manifest/integration-at.ts';
import type { Integration, Manifest } from '../manifest/model.ts';
import type { Shape } from '../manifest/shape.ts';
import type { MapValue, Value } from '../manifest/value.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { keyNeed, keyOf } from './hover/about.ts';
import type { About } from './hover/about.ts';
import { credentialKeyText } from './hover/credential-text.ts';
import { integrationMarkdown } from './hover/integration-text.ts';
import { keyMarkdown } from './hover/key-text.ts';
import { serviceKeyText } from './hover/other-text.ts';
import { findingsMarkdown, ruleMarkdown } from './hover/rule-text.ts';
import { nextReviewText } from './hover/span-text.ts';
import { levelSet, valueMarkdown } from './hover/value-text.ts';
import { codeSpan, paragraphs } from './markdown.ts';
import type { PageLink } from './page-link.ts';
import { NO_PAGES } from './page-link.ts';

export interface HoverText {
  /** What it is about; offsets of the file. */
  readonly range: Range;
  readonly markdown: string;
}

export interface HoverContext {
  readonly today: Day;
  /** What was found in the file; accepted findings too. */
  readonly findings?: readonly Finding[];
  readonly pageLink?: PageLink;
}

/** A hover before the findings are added. */
interface Known extends HoverText {
  /** The rule that it tells of. */
  readonly rule?: string;
}

/** What is known of the place at `offset`; undefined where nothing is. Looks at one integration only. Never throws. */
export function hoverAt(manifest: Manifest, offset: number, context: HoverContext): HoverText | undefined {
  const { today, findings = [], pageLink = NO_PAGES } = context;
  const about = {
    manifest,
    today,
    pageLink,
    integration: undefined,
    path: [],
    shape: undefined,
    map: undefined,
  };
  // A cursor behind the last letter is on the word, where no other one begins.
  const known =
    knownAt(manifest, offset, about) ??
    (offset > 0 && /\s/.test(manifest.source.slice(offset, offset + 1) || '\n')
      ? knownAt(manifest, offset - 1, about)
      : undefined);
  const here = findings.filter(({ at }) => holds(at, offset));
  const way = findingsMarkdown(here, pageLink, known?.rule);
  const range = known?.range ?? here[0]?.at;
  return range && (known ?? way) !== undefined
    ? { range, markdown: paragraphs(known?.markdown, way) }
    : undefined;
}

function knownAt(manifest: Manifest, offset: number, about: About): Known | undefined {
  const placed = manifest.integrations[integrationIndexAt(manifest, offset)];
  if (placed && offset <= placed.start + placed.integration.source.length) {
    const { start, integration } = placed;
    const hover = inIntegration(integration, offset - start, { ...about, integration });
    if (hover) return { ...hover, range: shiftRange(hover.range, start) };
  }
  const { root } = manifest.file;
  return root && inMap(root, manifestShape, offset, about);
}

function inIntegration(integration: Integration, offset: number, about: About): Known | undefined {
  const { name, map } = integration;
  const alias = map?.definedAt && holds(map.at, offset) ? map.at : undefined;
  const range = holds(name.at, offset) ? name.at : alias;
  if (range) return { range, markdown: integrationMarkdown(integration, about.manifest, about.today) };
  return map && inMap(map, integrationShape, offset, about);
}

/** An empty range is met where it stands. */
function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && (offset < end || (offset === start && end === start));
}

function inMap(map: MapValue, shape: Shape, offset: number, above: About): Known | undefined {
  // What stands behind an alias stands elsewhere.
  if (map.definedAt) return undefined;
  for (const [name, { keyAt, value }] of map.entries) {
    const key = shape.type === 'map' ? keyShape(shape, name) : undefined;
    const below = key?.shape ?? (shape.type === 'dictionary' ? shape.value : undefined);
    const about = { ...above, path: [...above.path, name], shape: key, map };
    const hover = value && below && inValue(value, below, offset, about);
    if (hover) return hover;
    if (!holds(keyAt, offset)) continue;
    if (shape.type === 'dictionary' && shape.format === 'rule') {
      const markdown = ruleMarkdown(name, about.pageLink, levelSet(name, about));
      return markdown === undefined ? undefined : { range: keyAt, markdown, rule: name };
    }
    return key && { range: keyAt, markdown: keyMarkdown(name, key, keyNeed(about), keyFacts(about)) };
  }
  return undefined;
}

/** What is known of a key beyond the format. */
function keyFacts(about: About): string | undefined {
  const { integration, path } = about;
  if (!integration) return undefined;
  const key = keyOf(about);
  const kind = integration.kind?.text;
  const fixed = fixedScopes(kind ?? '');
  switch (path.join('/')) {
    case 'credential':
    case `credential/${key}`:
      return credentialKeyText(key, kind);
    case 'scopes':
      return fixed
        ? `The kind ${codeSpan(kind ?? '')} always holds ${fixed.map(codeSpan).join(', ')}.`
        : undefined;
    case 'review':
    case 'review/every':
    case 'reviews':
      return nextReviewText(integration, about);
    default:
      return path.length === 1
        ? serviceKeyText(key, integration.service?.text, about.manifest.file.server?.text)
        : undefined;
  }
}

function inValue(value: Value, shape: Shape, offset: number, about: About): Known | undefined {
  if (value.type !== 'text' && value.definedAt) {
    return about.shape && holds(value.at, offset)
      ? {
          range: value.at,
          markdown: keyMarkdown(keyOf(about), about.shape, keyNeed(about), keyFacts(about)),
        }
      : undefined;
  }
  const inner: Shape =
    shape.type === 'text-or-map'
      ? value.type === 'map'
        ? shape.map
        : { type: 'text', format: 'scope' }
      : shape;
  switch (value.type) {
    case 'map':
      return inMap(value, inner, offset, about);
    case 'list': {
      if (inner.type !== 'list') return undefined;
      for (const item of value.items) {
        const hover = item.value && inValue(item.value, inner.item, offset, about);
        if (hover) return hover;
      }
      return undefined;
    }
    case 'text': {
      const markdown = holds(value.at, offset) ? valueMarkdown(value.text, inner, about) : undefined;
      if (markdown === undefined) return undefined;
      const isRule = inner.type === 'text' && inner.format === 'rule';
      return { range: value.at, markdown, ...(isRule ? { rule: value.text } : {}) };
    }
  }
}
