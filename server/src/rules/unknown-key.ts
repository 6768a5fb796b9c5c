import { integrationShape, keyShape, mayHaveKey } from '../manifest/format.ts';
import { isSurelyEntry } from '../manifest/looks-like-entry.ts';
import type { FileKeys, Integration } from '../manifest/model.ts';
import type { UnknownKey } from '../manifest/problem.ts';
import type { MapShape } from '../manifest/shape.ts';
import { keyText } from '../yaml/node.ts';
import type { MapNode, Pair, Range } from '../yaml/node.ts';
import { indexFrom } from '../yaml/search.ts';
import { moveFix, renameFix } from './fixes.ts';
import { integrationsBelow, toLeftEdge } from './indented-integrations.ts';
import { isGrantMisspelt, isMisplaced, keyFitting, keysOfItems, lackingAt } from './key-meant.ts';
import type { Lacking } from './key-meant.ts';
import { BLANK_BEFORE_COLON, colonFix, colonMissing, swapFix } from './no-colon.ts';
import { oddBlanksFault } from './plain-blanks.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Fix, Found } from './rule.ts';
import { didYouMean, joined, shown } from './wording.ts';
import { BLANK_BEHIND_COLON, BLANK_BEHIND_HYPHEN, blankFix } from './yaml-faults.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  yield* slipped(part);
  for (const problem of problemsOf(part, 'unknown-key')) {
    const { at, definedAt, key, known, map, shape, edit } = problem;
    const odd = definedAt ? undefined : oddBlanksFault(part.source, at.start);
    if (odd) {
      yield { at, message: odd.message, fixes: () => [odd.fix()] };
      continue;
    }
    if ('root' in part && isEntryAt(part, at)) {
      yield {
        at,
        message: `“${shown(key)}” seems to be an integration, but it stands at the top level of the file, where nobody reads it. Indent it with all that is below it, so that it stands under “integrations”.`,
      };
      continue;
    }
    const holder = 'root' in part && key === 'integrations' ? holderOf(part, at) : undefined;
    if (holder) {
      const isTwice = 'root' in part && part.root?.entries.has(key);
      const cure = isTwice
        ? 'Move what stands below it under the “integrations” at the left edge.'
        : 'It has to begin at the left edge.';
      yield {
        at,
        message: `“${key}” stands below “${shown(keyText(holder) ?? '')}”, where nobody reads it. ${cure}`,
        fixes: () => [isTwice ? undefined : toLeftEdge(part.source, holder)],
      };
      continue;
    }
    const lacking = definedAt ? undefined : lackingAt({ at, key, map }, known);
    if (lacking) {
      const { message, fix } = markFault(lacking, key, at.start);
      yield { at, message, fixes: () => [part.source.startsWith(key, at.start) ? fix : undefined] };
      continue;
    }
    if (!known.includes(key.slice(1)) && isItem(key, shape) && part.source.startsWith(key, at.start)) {
      yield { at, message: BLANK_BEHIND_HYPHEN, fixes: () => [blankFix(at.start + 1)] };
      continue;
    }
    const kind = 'kind' in part ? part.kind?.text : undefined;
    const here = known.filter((other) => mayHaveKey(other, kind));
    const meant = keyFitting(problem, known, kind);
    const cure = meant === undefined ? choice(here) : didYouMean(key, meant);
    yield {
      at,
      definedAt,
      message: `The format has no key “${shown(key)}” here, so nobody reads it. ${cure} A key of your own begins with “x-”.`,
      fixes: () => [
        meant !== undefined && edit ? renameFix(edit, meant, `Rename to ${meant}`) : undefined,
        edit && !holdsKey(map, `x-${key}`) && mayBeOwn(problem, kind)
          ? renameFix(edit, `x-${key}`, `Keep as a key of your own: x-${shown(key)}`)
          : undefined,
      ],
    };
  }
}

/** Whether it may be a key of one's own: what has a meaning elsewhere, or may grant something, would only be hidden. */
function mayBeOwn(problem: UnknownKey, kind: string | undefined): boolean {
  const { key } = problem;
  return (
    !key.startsWith('-') &&
    !keyShape(integrationShape, key) &&
    key !== 'integrations' &&
    !isGrantMisspelt(problem, kind) &&
    !isMisplaced(problem)
  );
}

/** Whether a key is that of an item of a list, but for the blank behind the hyphen. */
function isItem(key: string, shape: MapShape): boolean {
  return key.startsWith('-') && keysOfItems(shape).includes(key.slice(1));
}

function markFault({ word, lacks }: Lacking, key: string, start: number): { message: string; fix: Fix } {
  const end = start + word.length;
  if (lacks === 'colon') return { message: colonMissing(word), fix: colonFix(end, key.slice(word.length)) };
  if (lacks === 'blank') return { message: BLANK_BEHIND_COLON, fix: blankFix(end + 1) };
  return { message: BLANK_BEFORE_COLON, fix: swapFix({ start: end, end: start + key.indexOf(':') + 1 }) };
}

/** What stands at the wrong column. */
function* slipped(part: FileKeys | Integration): Generator<Found> {
  for (const { at, key, move } of problemsOf(part, 'slipped-entry')) {
    const odd = oddBlanksFault(part.source, at.start);
    if (odd) {
      yield { at, message: odd.message, fixes: () => [odd.fix()] };
      continue;
    }
    if ('root' in part) {
      yield { at, message: `“${shown(key)}” seems to be an integration, but it stands ${placeOf(part, at)}` };
      continue;
    }
    const name = shown(part.name.text);
    yield {
      at,
      message: `“${shown(key)}” seems to be an integration, but it stands among the keys of “${name}”, where nobody reads it. Move it to the column of “${name}”.`,
      fixes: () => [move && moveFix(part.source, move, `Move ${shown(key)} to the column of ${name}`)],
    };
  }
  // To YAML a tab is no column at all, and what is wrong is said of it.
  if (part.errors.some(({ code }) => code === 'TAB_AS_INDENT')) return;
  for (const { at, key, owner, move } of problemsOf(part, 'stray-key')) {
    if (!owner) {
      yield {
        at,
        message: `“${shown(key)}” is a key of an integration, but it stands where the names of integrations do. Indent it further than the name of its integration.`,
      };
      continue;
    }
    const name = shown(owner.name);
    yield {
      at,
      message: `The keys of “${name}” stand no further right than its name, so YAML takes each for an integration. Indent them further than the name.`,
      fixes: () => [move && moveFix(part.source, move, `Put the keys of ${name} below it`)],
    };
  }
}

/** Below which key of the file it stands, and what to do. */
function placeOf(file: FileKeys, at: Range): string {
  const holder = holderOf(file, at);
  const indented = holder && integrationsBelow(holder)?.line;
  const missing = indented && indented.start < at.start ? INDENTED : 'is missing above it.';
  const cure = file.root?.entries.has('integrations')
    ? 'Move it below “integrations”.'
    : `The line “integrations:” ${missing}`;
  return `below “${shown((holder && keyText(holder)) ?? '')}”, where nobody reads it. ${cure}`;
}

function holderOf({ root }: FileKeys, { start }: Range): Pair | undefined {
  return root?.node?.pairs.findLast((pair) => pair.start <= start);
}

const INDENTED = 'above it is indented, and has to begin at the left edge.';

function choice(here: readonly string[]): string {
  return here.length === 0
    ? 'All keys that it has here are there already.'
    : `What may stand here: ${joined(here, 'or')}.`;
}

/** The keys of a map, which is asked for each key that nobody knows. */
const keysOf = new WeakMap<MapNode, ReadonlySet<string | undefined>>();

function holdsKey(map: MapNode, key: string): boolean {
  let keys = keysOf.get(map);
  if (!keys) keysOf.set(map, (keys = new Set(map.pairs.map(keyText))));
  return keys.has(key);
}

/** Whether what stands under the file's own key at the place is an entry of which nobody would say that it is anything else. */
export function isEntryAt({ root }: FileKeys, { start }: Range): boolean {
  const pairs = root?.node?.pairs ?? [];
  const pair = pairs[indexFrom(pairs, start)];
  return pair?.start === start && isSurelyEntry(pair.value);
}

export const unknownKey = defineRule({
  id: 'unknown-key',
  group: 'structure',
  level: 'error',
  summary: 'A key that the format does not have in this place.',
  acceptable: false,
  within: 'faults',
  integration: check,
  file: check,
});
