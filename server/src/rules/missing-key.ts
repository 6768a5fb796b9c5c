import { formatDay } from '../manifest/dates.ts';
import type { FileKeys, Integration, ListItem } from '../manifest/model.ts';
import { textAt } from '../manifest/value.ts';
import type { MapValue, Text } from '../manifest/value.ts';
import { HOLE } from '../yaml/edits.ts';
import { hasNoContent } from '../yaml/has-no-content.ts';
import { columnOf, eolOf, lineStart } from '../yaml/lines.ts';
import { isNull } from '../yaml/node.ts';
import type { Range } from '../yaml/node.ts';
import { askFix, setKey } from './fixes.ts';
import { integrationsBelow, toLeftEdge } from './indented-integrations.ts';
import { defineRule } from './rule.ts';
import type { Found, Fix, RuleContext } from './rule.ts';
import { isEntryAt } from './unknown-key.ts';
import { isBlank, isPlaceholderFor } from './weak-text.ts';
import { shown } from './wording.ts';

/** Whether a map lacks a key or has it empty; one with a value of another form is somebody else's finding. */
export function lacks(map: MapValue, key: string): boolean {
  const entry = map.entries.get(key);
  return !entry || (!entry.value && isNull(entry.pair.value));
}

/** Where a text is missing. */
export interface Gap {
  /** What stands there all the same: a placeholder, or a text without a word. */
  readonly text: Text | undefined;
  readonly isPlaceholder: boolean;
}

/** The gap where a map lacks the text of a key or still has a placeholder for it; undefined where something is written. */
export function gapAt(map: MapValue, key: string): Gap | undefined {
  const text = textAt(map, key);
  if (text && isPlaceholderFor(key, text.text)) return { text, isPlaceholder: !isBlank(text.text) };
  return lacks(map, key) ? NOTHING_THERE : undefined;
}

const NOTHING_THERE: Gap = { text: undefined, isPlaceholder: false };

/** A map that must have certain keys: where to say so, and what it is called. */
interface Required {
  readonly map: MapValue;
  readonly keys: readonly string[];
  readonly at: Range;
  readonly definedAt?: Range | undefined;
  readonly what: string;
}

const PROMPTS: Readonly<Record<string, string>> = {
  kind: 'What kind of credential is it? (internal-integration, organization-token, personal-token, service …)',
  scope: 'Which scope is granted? (such as project:releases)',
  permission: 'Which permission, as the other service spells it?',
  service: 'Which service? (such as github or slack)',
  by: 'Who compared it with Sentry?',
  rule: 'Which rule? (such as broad-scope)',
  reason: 'Why may it stay?',
};

/** The key behind which a missing one reads best. */
const AFTER: Readonly<Record<string, string>> = {
  service: 'kind',
  permissions: 'service',
  by: 'date',
  reason: 'rule',
};

/** Why a key may not be missing. */
const REASONS: Readonly<Record<string, string>> = {
  kind: 'what it may hold depends on it',
  service: 'it says which permissions there are',
  permissions: 'a service is listed for what Sentry may do in it',
  scope: 'it says what is granted',
  permission: 'it says what is granted',
  date: 'it says how old the review is',
  by: 'it says whom to ask',
  rule: 'it says which finding is accepted',
  reason: 'an exception without one cannot be judged again',
};

/** The maps that lack one of their keys; of nearly all entries there is none, so nothing is made before that is known. */
function requiredMaps({ map, name, kind, scopes, permissions, reviews, accept }: Integration): Required[] {
  const found: Required[] = [];
  const own = (): string => shown(name.text);
  const keysOfEntry = kind?.text === 'service' ? KEYS_OF_SERVICE : KEYS;
  if (map && lacksAny(map, keysOfEntry)) found.push({ map, keys: keysOfEntry, at: name.at, what: own() });
  const look = (list: readonly ListItem[], keys: readonly string[], what: string): void => {
    for (const { map: entry, at, definedAt } of list)
      if (entry && lacksAny(entry, keys))
        found.push({ map: entry, keys, at: startOf(at, entry), definedAt, what: `${what} of ${own()}` });
  };
  look(scopes, KEYS_OF_SCOPE, 'A scope');
  look(permissions, KEYS_OF_PERMISSION, 'A permission');
  look(reviews, KEYS_OF_REVIEW, 'A review');
  look(accept, KEYS_OF_ACCEPTANCE, 'An exception');
  for (const grant of scopes) look(grant.accept, KEYS_OF_ACCEPTANCE, 'An exception');
  for (const grant of permissions) look(grant.accept, KEYS_OF_ACCEPTANCE, 'An exception');
  return found;
}

const KEYS = ['kind'];
const KEYS_OF_SERVICE = ['kind', 'service', 'permissions'];
const KEYS_OF_SCOPE = ['scope'];
const KEYS_OF_PERMISSION = ['permission'];
const KEYS_OF_REVIEW = ['date', 'by'];
const KEYS_OF_ACCEPTANCE = ['rule', 'reason'];

function lacksAny(map: MapValue, keys: readonly string[]): boolean {
  for (const key of keys) if (gapIn(map, key)) return true;
  return false;
}

/** A placeholder for any other key is no value that it takes, or is judged as a reason. */
function gapIn(map: MapValue, key: string): Gap | undefined {
  if (key !== 'by' && key !== 'reason') return lacks(map, key) ? NOTHING_THERE : undefined;
  const gap = gapAt(map, key);
  return key === 'reason' && gap?.isPlaceholder ? undefined : gap;
}

/** The name of what lacks a key: of an item without a name, its first key. */
function startOf(at: Range, map: MapValue): Range {
  const [first] = map.entries.values();
  return map.node ? (first?.keyAt ?? at) : at;
}

function cure(source: string, { map, what }: Required, key: string, { today }: RuleContext): Fix | undefined {
  const title = `Add ${key}`;
  const prompt = PROMPTS[key];
  if (key === 'date') {
    const edit = setKey(source, map, key, formatDay(today));
    return edit && { title: `Add date: ${formatDay(today)}`, safe: false, edits: [edit] };
  }
  if (key === 'permissions') {
    const edit = setKey(source, map, key, { list: [{ key: 'permission', value: HOLE }] }, AFTER[key]);
    return (
      edit && {
        title,
        safe: false,
        edits: [edit],
        question: { prompt: `${what}: ${PROMPTS['permission'] ?? ''}`, value: '', flow: map.flow },
      }
    );
  }
  return prompt === undefined
    ? undefined
    : askFix(source, map, key, title, { prompt: `${what}: ${prompt}`, value: '' }, AFTER[key]);
}

export const missingKey = defineRule({
  id: 'missing-key',
  group: 'structure',
  level: 'error',
  summary: 'A key is missing without which the entry says nothing.',
  acceptable: false,
  *integration(integration, context): Generator<Found> {
    const { name, map, problems, errors } = integration;
    if (!map && problems.length === 0 && errors.length === 0) {
      const message = `${shown(name.text)} is empty, so nobody can tell what it may do. Add its “kind”, and what it is granted.`;
      yield { at: name.at, message, absence: true };
    }
    for (const required of requiredMaps(integration)) {
      for (const key of required.keys) {
        const gap = gapIn(required.map, key);
        if (!gap) continue;
        const { text, isPlaceholder: isOwed } = gap;
        const message = `${required.what} has ${isOwed ? 'only a placeholder for its' : 'no'} “${key}”: ${REASONS[key] ?? 'it is needed'}. Add it.`;
        yield {
          at: text?.at ?? required.at,
          definedAt: (text ?? required).definedAt,
          message,
          ...(text ? {} : { absence: true }),
          fixes: () => [cure(integration.source, required, key, context)],
        };
      }
    }
  },
  *file(file): Generator<Found> {
    const { root, furtherDocuments } = file;
    if (root?.entries.has('integrations')) return;
    const start = root?.at.start ?? 0;
    const [first] = root?.entries.values() ?? [];
    const at = first?.keyAt ?? { start, end: start };
    const message =
      'The file has no “integrations”. Add the key, and below it an entry for everything that holds Sentry permissions.';
    // What is written at the end of the file would be of another document.
    const isEnded = furtherDocuments.length > 0 || DOCUMENT_END.test(file.source);
    const fixes = (): (Fix | undefined)[] => [isEnded ? undefined : addIntegrations(file)];
    yield { at, absence: true, message, fixes };
  },
});

const DOCUMENT_END = /^\.\.\.(?!\S)/m;

/** Writes the key above what stands below another one for lack of it, or else at the end. */
function addIntegrations(file: FileKeys): Fix | undefined {
  const { source, root } = file;
  if (root?.node?.flow) return undefined;
  if (!root && !hasNoContent(source)) return undefined;
  const holder = root?.node?.pairs.find((pair) => integrationsBelow(pair));
  if (holder) return toLeftEdge(source, holder);
  const first = firstEntry(file);
  if (first === 'unsure') return undefined;
  const eol = eolOf(source);
  const before = first !== undefined || source === '' || source.endsWith('\n') ? '' : eol;
  const start = first ?? source.length;
  return {
    title: 'Add integrations',
    safe: false,
    edits: [{ start, end: start, newText: `${before}integrations:${eol}` }],
  };
}

/** Where the lines of the first integration begin that stands in no “integrations”; unsure where other keys stand behind it. */
function firstEntry(file: FileKeys): number | 'unsure' | undefined {
  const { source, root, problems } = file;
  const slipped = new Set(problems.flatMap(({ kind, at }) => (kind === 'slipped-entry' ? [at.start] : [])));
  if (slipped.size === 0) {
    const atEdge = problems.find((problem) => problem.kind === 'unknown-key' && isEntryAt(file, problem.at));
    return atEdge && aboveComments(source, atEdge.at.start);
  }
  for (const { value } of root?.node?.pairs ?? []) {
    const pairs = value?.type === 'map' ? value.pairs : [];
    const from = pairs.findIndex(({ start }) => slipped.has(start));
    const first = pairs[from];
    if (!first) continue;
    const isSure =
      value?.type === 'map' && !value.flow && pairs.slice(from).every(({ start }) => slipped.has(start));
    return isSure ? aboveComments(source, first.start) : 'unsure';
  }
  return 'unsure';
}

/** The start of the line, or of the comments right above it that stand in its column. */
function aboveComments(source: string, offset: number): number {
  const column = columnOf(source, offset);
  let start = lineStart(source, offset);
  for (;;) {
    const above = lineStart(source, start - 1);
    if (start === 0 || source.slice(above, start).search(/\S/) !== column || source[above + column] !== '#')
      return start;
    start = above;
  }
}
