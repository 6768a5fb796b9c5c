/** Fixes that more than one rule offers. Each answers undefined where the edit cannot be made surely. */
import { addSpan, formatDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Acceptance, Integration, ListItem, PermissionGrant, ScopeGrant } from '../manifest/model.ts';
import type { Move } from '../manifest/problem.ts';
import type { MapValue, Text } from '../manifest/value.ts';
import { appendMap, fillPair, HOLE, HOLE_MARK, insertPair, replaceScalar, wrapInMap } from '../yaml/edits.ts';
import type { NewEntry, NewValue } from '../yaml/edits.ts';
import type { SequenceNode } from '../yaml/node.ts';
import { removeItem, removePair } from '../yaml/removals.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { digestOf } from './granted.ts';
import { reviewedSide } from './reviews.ts';
import type { Fix, Question, RuleContext } from './rule.ts';
import { isPlaceholderFor } from './weak-text.ts';
import { shown } from './wording.ts';

/** How long an exception runs that a fix writes: long enough to act on it, short enough to come up again. */
const EXCEPTION_SPAN = { count: 90, unit: 'days' } as const;

/** Replaces the text of a value. */
export function renameFix(text: Pick<Text, 'node' | 'flow'>, to: string, title: string): Fix | undefined {
  const edit = text.node && replaceScalar(text.node, to, text.flow);
  return edit && { title, safe: false, edits: [edit] };
}

/** Moves the lines; blank ones, and comments that stand further left, stay. */
export function moveFix(source: string, { lines, by }: Move, title: string): Fix {
  const edits = [...source.slice(lines.start, lines.end).matchAll(/^( *)[^ \r\n]/gm)].flatMap(
    ({ index, 1: indent = '' }): TextEdit[] => {
      const start = lines.start + index;
      if (by < 0) return [{ start, end: start, newText: ' '.repeat(-by) }];
      return indent.length < by ? [] : [{ start, end: start + by, newText: '' }];
    },
  );
  return { title, safe: false, preferred: true, edits };
}

/** Writes a key into a map, filling it where it is there but empty. */
export function setKey(
  source: string,
  map: MapValue,
  key: string,
  value: NewValue,
  after?: string,
): TextEdit | undefined {
  if (!map.node) return undefined;
  const entry = map.entries.get(key);
  if (!entry) return insertPair(source, map.node, { key, value }, after);
  return entry.value ? undefined : fillPair(source, map.node, entry.pair, value);
}

/** Writes a key with a text that the person is asked for, in the place of a placeholder where there is one. */
export function askFix(
  source: string,
  map: MapValue | undefined,
  key: string,
  title: string,
  question: Omit<Question, 'flow'>,
  after?: string,
): Fix | undefined {
  const edit = map && (inPlaceOfPlaceholder(source, map, key) ?? setKey(source, map, key, HOLE, after));
  return (
    edit && {
      title,
      safe: false,
      edits: [edit],
      question: { ...question, flow: map.node?.flow === true || map.flow },
    }
  );
}

function inPlaceOfPlaceholder(source: string, map: MapValue, key: string): TextEdit | undefined {
  const value = map.entries.get(key)?.value;
  if (value?.type !== 'text' || !value.node || !isPlaceholderFor(key, value.text)) return undefined;
  const { start, end } = value.node;
  // A text over several lines takes more than its place to be written anew.
  return source.slice(start, end).includes('\n') ? undefined : { start, end, newText: HOLE_MARK };
}

/** Writes a key of a grant, turning a bare text into a map for it. */
export function grantKeyFix(
  source: string,
  grant: ListItem,
  bareKey: string,
  key: string,
  title: string,
  question: Omit<Question, 'flow'>,
): Fix | undefined {
  if (grant.map) return askFix(source, grant.map, key, title, question, bareKey);
  const flow = grant.list?.flow === true;
  const edits = grant.item && wrapInMap(source, grant.item, bareKey, { key, value: HOLE }, flow);
  return edits && { title, safe: false, edits, question: { ...question, flow } };
}

/** Documents the finding as an exception that ends. */
export function acceptFix(
  source: string,
  grant: ScopeGrant | PermissionGrant,
  rule: string,
  { today }: RuleContext,
): Fix | undefined {
  return acceptUntilFix(source, grant, rule, { until: exceptionEnd(today) });
}

/** Until when an exception holds, as YYYY-MM-DD, and who decided on it. */
export interface AcceptanceTerms {
  readonly until: string;
  readonly by?: string;
}

/** Documents the finding as an exception on these terms. */
export function acceptUntilFix(
  source: string,
  grant: ScopeGrant | PermissionGrant,
  rule: string,
  { until, by }: AcceptanceTerms,
): Fix | undefined {
  // One that has ended is extended where it stands; a second one beside it would only confuse.
  if (grant.accept.some((acceptance) => acceptance.rule?.text === rule)) return undefined;
  const [key, granted] =
    'scope' in grant ? (['scope', grant.scope] as const) : (['permission', grant.permission] as const);
  const what = shown(granted?.text ?? '');
  const entries: NewEntry[] = [
    { key: 'rule', value: rule },
    { key: 'reason', value: HOLE },
    { key: 'until', value: until },
    ...(by === undefined ? [] : [{ key: 'by', value: by }]),
  ];
  const about = {
    title: `Accept ${what} until ${until}, with a reason`,
    safe: false,
    accepts: true as const,
    question: { prompt: `Why may ${what} stay?`, value: '', flow: false },
  };
  if (grant.map?.node) {
    const node = grant.map.entries.get('accept')?.pair.value;
    const list = node?.type === 'sequence' ? node : undefined;
    const edit = list
      ? appendMap(source, list, entries)
      : setKey(source, grant.map, 'accept', { list: entries });
    const flow = list ? isFlow(list, grant) : grant.map.flow;
    return edit && { ...about, edits: [edit], question: { ...about.question, flow } };
  }
  const flow = grant.list?.flow === true;
  const edits =
    grant.item && wrapInMap(source, grant.item, key, { key: 'accept', value: { list: entries } }, flow);
  return edits && { ...about, edits, question: { ...about.question, flow } };
}

function isFlow(list: SequenceNode, grant: ListItem): boolean {
  const last = list.items.at(-1);
  return grant.map?.flow === true || list.flow || (last?.type === 'map' && last.flow);
}

/**
 * Takes a grant out of the list; what it was for stays as a comment, except where another grant of the scope says the same. Safe only if
 * nothing but the scope goes.
 */
export function removeGrantFix(
  source: string,
  grant: ScopeGrant,
  title: string,
  safe: boolean,
  other?: ScopeGrant,
): Fix | undefined {
  const { list, item, scope, rationale } = grant;
  const isSaid = rationale === undefined || rationale.text === other?.rationale?.text;
  const comment = isSaid ? undefined : `${scope?.text ?? ''}: ${rationale.text}`;
  const edit = list && item && removeItem(source, list, item, list.flow ? undefined : comment);
  const bare = !grant.since && !grant.until && grant.accept.length === 0;
  // In flow style there is no line for the comment, so the rationale would be lost.
  const loses = (list?.flow === true && !isSaid) || (edit && holdsComment(source, edit));
  return edit && { title, safe: safe && bare && !loses && isOnlyScope(grant), edits: [edit] };
}

/** Whether the only reason for both would go with the grant: in flow style there is no line for it. */
export function losesReason({ list, rationale }: ScopeGrant, other: ScopeGrant): boolean {
  return list?.flow === true && rationale !== undefined && !other.rationale;
}

/** Whether somebody's remark goes with what the edit takes away. */
function holdsComment(source: string, { start, end }: TextEdit): boolean {
  return /(?:^|\s)#/m.test(source.slice(start, end));
}

/** Takes a text out of the list under `key`. */
export function removeTextFix(
  source: string,
  map: MapValue | undefined,
  key: string,
  text: Text,
  title: string,
  safe: boolean,
): Fix | undefined {
  const list = map?.entries.get(key)?.pair.value;
  const edit = list?.type === 'sequence' && text.node && removeItem(source, list, text.node);
  return edit ? { title, safe: safe && !holdsComment(source, edit), edits: [edit] } : undefined;
}

/** Whether the item holds nothing but its scope and rationale: not a key of somebody's own, nor one that could not be read. */
function isOnlyScope({ map, item }: ScopeGrant): boolean {
  if (!map) return item?.type === 'scalar';
  return (
    map.node?.pairs.every(
      ({ key }) => key.type === 'scalar' && (key.text === 'scope' || key.text === 'rationale'),
    ) === true
  );
}

/** Adds a review of today, with the digest of what is granted now. */
export function reviewFix(integration: Integration, { today }: RuleContext): Fix | undefined {
  const of = digestOf(integration);
  const entries: NewEntry[] = [
    { key: 'date', value: formatDay(today) },
    { key: 'by', value: HOLE },
    ...(of === undefined ? [] : [{ key: 'of', value: of }]),
  ];
  return addReview(integration, entries, today);
}

/** Adds a review with these keys to the end of the list, in the style that the list has. */
export function addReview(
  integration: Integration,
  entries: readonly NewEntry[],
  today: Day,
): Fix | undefined {
  const { source, map, name } = integration;
  const list = map?.entries.get('reviews')?.pair.value;
  const edit =
    list?.type === 'sequence'
      ? appendMap(source, list, entries)
      : map && setKey(source, map, 'reviews', { list: entries });
  const last = list?.type === 'sequence' ? list.items.at(-1) : undefined;
  const inFlowList = list?.type === 'sequence' && list.flow;
  const flow = map?.flow === true || inFlowList || (last?.type === 'map' && last.flow);
  const prompt = `Who compared ${shown(name.text)} with ${reviewedSide(integration)}?`;
  return (
    edit && {
      title: `Mark as reviewed on ${formatDay(today)}`,
      safe: false,
      edits: [edit],
      review: true,
      question: { prompt, value: '', flow },
    }
  );
}

/** Takes an acceptance away, with the key that holds it where it is the only one. */
export function removeAcceptanceFix(
  source: string,
  acceptance: Acceptance,
  holder: MapValue | undefined,
): Fix | undefined {
  const { list, item } = acceptance;
  const title = 'Remove the exception';
  if (!list || !item) return undefined;
  if (list.items.length > 1) {
    const edit = removeItem(source, list, item);
    return edit && { title, safe: false, edits: [edit] };
  }
  const pair = holder?.node?.pairs.find(({ value }) => value === list);
  // A comment between the key and its list is about more than the item.
  if (!pair || source.slice(pair.key.end, list.start).includes('#')) return undefined;
  const edit = holder?.node && removePair(source, holder.node, pair);
  return edit && { title, safe: false, edits: [edit] };
}

/** The last day that a fix gives an exception. */
export function exceptionEnd(today: Day): string {
  return formatDay(addSpan(today, EXCEPTION_SPAN));
}

/** Gives an exception a new last day, which the person is asked for. */
export function extendAcceptanceFix({ until, rule }: Acceptance, today: Day): Fix | undefined {
  if (!until?.node) return undefined;
  const { start, end } = until.node;
  return {
    title: 'Extend the exception',
    safe: false,
    edits: [{ start, end, newText: HOLE_MARK }],
    question: {
      prompt: `Until when may ${shown(rule?.text ?? 'it')} be accepted? (YYYY-MM-DD)`,
      value: exceptionEnd(today),
      flow: until.flow,
      day: { after: formatDay(today) },
    },
  };
}
