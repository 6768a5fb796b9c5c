/** From the text of one entry to an integration. */
import { keyText } from '../yaml/node.ts';
import type { Pair, Range, ScalarNode } from '../yaml/node.ts';
import type { SegmentContent } from '../yaml/read-yaml.ts';
import { applyShape } from './apply-shape.ts';
import type { Reading } from './place.ts';
import { parseDay, parseSpan } from './dates.ts';
import { integrationShape, isExtensionKey, mayHaveKey } from './format.ts';
import { GRANTING_KEYS } from './misplaced.ts';
import type {
  Acceptance,
  Credential,
  DateText,
  Integration,
  ListItem,
  PermissionGrant,
  Review,
  ReviewSchedule,
  ScopeGrant,
  SpanText,
} from './model.ts';
import type { Problem, SwallowedGrant } from './problem.ts';
import { withKeysLost } from './run-together.ts';
import { withoutSlipped } from './slipped.ts';
import { isStray } from './stray-keys.ts';
import { misreading } from './read-as-another.ts';
import { itemsAt, mapAt, textAt } from './value.ts';
import type { Item, MapValue, Text, Value } from './value.ts';

/** The integration of an entry, or undefined for one that is no integration (`x-…`, `<<`, a key that strayed there). Never throws. */
export function readIntegration(
  source: string,
  content: SegmentContent,
  knowsScope: Reading['knowsScope'],
): Integration | undefined {
  const { pair } = content;
  const name = pair && keyText(pair);
  if (!pair || name === undefined || name === '<<' || isExtensionKey(name) || isStray(pair)) return undefined;
  const problems: Problem[] = [];
  const reading = { source, knowsScope, problems };
  const flow = pair.value?.type === 'map' && pair.value.flow;
  const key = pair.key.type === 'scalar' ? pair.key : undefined;
  const joined = key && nameBeforeBracket(key, pair);
  if (joined) problems.push(joined);
  let value = joined ? undefined : applyShape({ node: pair.value, flow }, integrationShape, reading);
  const sorted = problems.some(({ kind }) => kind === 'unknown-key')
    ? withoutSlipped(pair, source, content.errors)
    : undefined;
  if (sorted) {
    problems.splice(0, problems.length, ...sorted.problems);
    value = applyShape({ node: sorted.map, flow }, integrationShape, reading);
  }
  const map = value?.type === 'map' ? value : undefined;
  if (key?.unquoted && !joined) {
    const { start, end } = key;
    problems.push({
      kind: 'needs-quotes',
      text: name,
      readAs: misreading(name),
      flow: false,
      editable: true,
      at: { start, end },
    });
  }
  const credential = mapAt(map, 'credential');
  const review = mapAt(map, 'review');
  return {
    name: {
      type: 'text',
      text: name,
      at: { start: pair.key.start, end: pair.key.end },
      node: key,
      flow: false,
    },
    source,
    pair,
    map,
    kind: textAt(map, 'kind'),
    id: textAt(map, 'id'),
    purpose: textAt(map, 'purpose'),
    owner: textAt(map, 'owner'),
    review: review && readSchedule(review),
    credential: credential && readCredential(credential),
    scopes: itemsAt(map, 'scopes').map(readScope),
    webhooks: texts(map, 'webhooks'),
    uses: texts(map, 'uses'),
    service: textAt(map, 'service'),
    permissions: itemsAt(map, 'permissions').map(readPermission),
    features: texts(map, 'features'),
    limitedTo: texts(map, 'limitedTo'),
    reviews: itemsAt(map, 'reviews').map(readReview),
    accept: readAcceptances(map),
    problems: inView(problems, map),
    errors: content.errors,
    distrusted:
      sorted?.hiddenFrom === undefined
        ? content.distrusted
        : [...content.distrusted, { start: sorted.hiddenFrom, end: source.length }],
  };
}

/** The problems as they are seen with the keys in view that the integration has. */
function inView(problems: readonly Problem[], map: MapValue | undefined): readonly Problem[] {
  if (problems.length === 0 || !map) return problems;
  const kind = textAt(map, 'kind')?.text;
  const left = GRANTING_KEYS.filter((key) => !map.entries.has(key) && mayHaveKey(key, kind));
  const isSwallowed = ({ list, at }: SwallowedGrant): boolean =>
    list === undefined
      ? // What came of a review may well be told as a list; nothing of another one falls in there, as long as that is there.
        !isBelow(map, 'reviews', at) || left.includes('scopes') || left.includes('permissions')
      : left.includes(list);
  return problems
    .filter((problem) => problem.kind !== 'swallowed-grant' || isSwallowed(problem))
    .map((problem) => withKeysLost(problem, left));
}

/** Whether what stands at a place is a part of what stands under the key. */
function isBelow(map: MapValue, key: string, { start }: Range): boolean {
  const pair = map.entries.get(key)?.pair;
  return pair !== undefined && pair.start <= start && start < pair.end;
}

/** The fault of a name that YAML reads together with the braces behind it. */
function nameBeforeBracket({ text, style, start }: ScalarNode, { end }: Pair): Problem | undefined {
  if (style !== 'plain') return undefined;
  const [, word = '', mark = ''] = NAME_BEFORE_BRACKET.exec(text) ?? [];
  if (word === '') return undefined;
  return {
    kind: 'missing-blank',
    at: { start, end },
    blankAt: start + word.length + (mark.endsWith(':') ? mark.length : 0),
    ...(mark === ':' ? {} : { fault: mark.endsWith(':') ? 'blank-before-colon' : 'no-colon' }),
  };
}

/** `bot:{ kind: …`, `bot { kind: …` and `bot :{ kind: …`, up to a closing bracket at the very end, or without one. */
const NAME_BEFORE_BRACKET = /^([\w.-]+)( *:| +)(?=[[{])(?:[^\]}]*$|.*[\]}]$)/s;

/** The schedule that a `review` map holds. */
export function readSchedule(map: MapValue): ReviewSchedule {
  return { at: map.at, every: spanAt(map, 'every'), remind: spanAt(map, 'remind') };
}

function readCredential(map: MapValue): Credential {
  return {
    at: map.at,
    storedIn: textAt(map, 'storedIn'),
    rotated: dateAt(map, 'rotated'),
    rotateEvery: spanAt(map, 'rotateEvery'),
    expires: dateAt(map, 'expires'),
  };
}

function readScope(item: Item): ScopeGrant {
  const map = mapOf(item.value);
  return {
    ...listItem(item),
    scope: item.value?.type === 'text' ? item.value : textAt(map, 'scope'),
    rationale: textAt(map, 'rationale'),
    since: dateAt(map, 'since'),
    until: dateAt(map, 'until'),
    accept: readAcceptances(map),
  };
}

function readPermission(item: Item): PermissionGrant {
  const map = mapOf(item.value);
  return {
    ...listItem(item),
    permission: textAt(map, 'permission'),
    access: textAt(map, 'access'),
    rationale: textAt(map, 'rationale'),
    accept: readAcceptances(map),
  };
}

function readReview(item: Item): Review {
  const map = mapOf(item.value);
  return {
    ...listItem(item),
    date: dateAt(map, 'date'),
    by: textAt(map, 'by'),
    of: textAt(map, 'of'),
    notes: textAt(map, 'notes'),
  };
}

function readAcceptances(map: MapValue | undefined): Acceptance[] {
  return itemsAt(map, 'accept').map((item) => {
    const entry = mapOf(item.value);
    return {
      ...listItem(item),
      rule: textAt(entry, 'rule'),
      reason: textAt(entry, 'reason'),
      until: dateAt(entry, 'until'),
      by: textAt(entry, 'by'),
    };
  });
}

function listItem(item: Item): ListItem {
  const { at, definedAt, node, list } = item;
  return { at, ...(definedAt ? { definedAt } : {}), item: node, list, map: mapOf(item.value) };
}

function mapOf(value: Value | undefined): MapValue | undefined {
  return value?.type === 'map' ? value : undefined;
}

function texts(map: MapValue | undefined, key: string): Text[] {
  return itemsAt(map, key).flatMap(({ value }) => (value?.type === 'text' ? [value] : []));
}

function dateAt(map: MapValue | undefined, key: string): DateText | undefined {
  const text = textAt(map, key);
  return text && { ...text, day: parseDay(text.text) };
}

function spanAt(map: MapValue | undefined, key: string): SpanText | undefined {
  const text = textAt(map, key);
  return text && { ...text, span: parseSpan(text.text) };
}
