import type { Day } from '../manifest/dates.ts';
import type { Acceptance, FileKeys, Integration } from '../manifest/model.ts';
import type { Editable, InvalidValue } from '../manifest/problem.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { acceptancesOf } from './acceptances.ts';
import { extendAcceptanceFix, removeAcceptanceFix, renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { BLANK_BEFORE_COLON, swapFix, swappedColon } from './no-colon.ts';
import { oddBlanksFault } from './plain-blanks.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Fix, Found, RuleContext } from './rule.ts';
import { didYouMean, shown, unseenIn } from './wording.ts';
import { blankFix, blanksInList, missingBlank } from './yaml-faults.ts';

/** `unheld` tells the exception whose last day stands at an offset: without one that can be read it does not hold. */
function* check(
  part: FileKeys | Integration,
  unheld?: ReadonlyMap<number, Acceptance>,
  today: Day = 0,
): Generator<Found> {
  for (const problem of problemsOf(part, 'invalid-value')) {
    const { at, definedAt, expected, written, words = [], meant, edit, behind } = problem;
    const right = meant ?? nearest(written, words);
    const exception = unheld?.get(at.start);
    const begun = definedAt ? undefined : begunIn(problem, part.source.slice(at.start, at.end));
    const odd = definedAt || right !== undefined ? undefined : oddBlanksFault(part.source, at.start);
    const hint = begun?.message ?? odd?.message ?? nestedIn(behind) ?? unseenIn(written);
    const subject = written === '' ? 'This' : `“${shown(written)}”`;
    yield {
      at,
      definedAt,
      message: `${subject} must be ${expected}.${spaced(right === undefined ? hint : didYouMean(written, right))}${exception ? ' Until it is, the exception does not hold.' : ''}`,
      fixes: () => [
        right !== undefined && edit ? renameFix(edit, right, `Write ${right}`) : undefined,
        odd?.fix(),
        exception && extendAcceptanceFix(exception, today),
        begun?.fix,
      ],
    };
  }
}

/** What is said of the alias behind another one. */
function nestedIn(behind: string | undefined): string | undefined {
  return behind === undefined
    ? undefined
    : `“*${shown(behind)}” is not followed: write in its place what it stands for.`;
}

/** What a list or a map that was begun lacks, for which it is a text. */
interface Begun {
  readonly message?: string;
  readonly fix: Fix | undefined;
}

function begunIn({ at, written, expected, keys, edit }: InvalidValue, source: string): Begun | undefined {
  // A text over several lines is not written as it reads, but a list that lacks its blanks is one.
  const blank = source.startsWith(written) || written.startsWith('-') ? missingBlank(source) : undefined;
  if (blank?.of === 'a list' && expected.startsWith('a list')) {
    return {
      message: blank.message,
      fix: blankFix(...blanksInList(source).map((offset) => at.start + offset)),
    };
  }
  if (!expected.startsWith('a map')) return undefined;
  const isKey = (word: string): boolean => keys?.includes(word) ?? true;
  const swapped = swappedColon(source);
  if (swapped && isKey(swapped.key))
    return { message: BLANK_BEFORE_COLON, fix: swapFix(shiftRange(swapped.colon, at.start)) };
  if (blank && isKey(source.slice(0, blank.offset - 1)))
    return { message: blank.message, fix: blankFix(at.start + blank.offset) };
  // Half a key is being typed.
  const mayBePermission = keys?.[0] === 'permission' && !keys.some((key) => key.startsWith(written));
  return edit && mayBePermission ? { fix: permissionFix(edit, source) } : undefined;
}

/** Writes the key in front of a bare permission, of which the format takes no bare text. */
function permissionFix(
  { node: { start, end }, flow }: Editable<ScalarNode>,
  source: string,
): Fix | undefined {
  if (source.includes('\n')) return undefined;
  const written = `permission: ${source}`;
  const newText = flow ? `{ ${written} }` : written;
  return { title: `Write ${shown(written)}`, safe: false, preferred: true, edits: [{ start, end, newText }] };
}

/** A sentence behind another one. */
function spaced(sentence: string): string {
  return sentence === '' ? '' : ` ${sentence}`;
}

/** The exceptions of an integration by where their last days stand, whatever is written there. */
function byLastDay(integration: Integration): Map<number, Acceptance> {
  const found = new Map<number, Acceptance>();
  for (const { acceptance } of acceptancesOf(integration)) {
    const value = acceptance.map?.entries.get('until')?.pair.value;
    if (value) found.set(value.start, acceptance);
  }
  return found;
}

/** Acceptances can only name rules that there are, and that can be accepted. */
function* acceptedRules(integration: Integration, { rules }: RuleContext): Generator<Found> {
  for (const { acceptance, holder } of acceptancesOf(integration)) {
    const { rule: name } = acceptance;
    // A name of another form has its finding from the format already.
    if (!name || !/^[a-z]+(-[a-z]+)*$/.test(name.text)) continue;
    const known = rules.get(name.text);
    if (known?.acceptable) continue;
    const acceptable = [...rules].flatMap(([id, rule]) => (rule.acceptable ? [id] : []));
    const meant = known ? undefined : nearest(name.text, acceptable);
    yield {
      at: name.at,
      definedAt: name.definedAt,
      message: known
        ? `Findings of ${shown(name.text)} cannot be accepted: put right what it finds, or set its level under “rules”.`
        : `There is no rule “${shown(name.text)}”.${meant === undefined ? '' : ` ${didYouMean(name.text, meant)}`}`,
      fixes: () => [
        meant === undefined ? undefined : renameFix(name, meant, `Write ${meant}`),
        known && removeAcceptanceFix(integration.source, acceptance, holder),
      ],
    };
  }
}

export const invalidValue = defineRule({
  id: 'invalid-value',
  group: 'structure',
  level: 'error',
  summary: 'A value of another form than the format asks for.',
  acceptable: false,
  *integration(integration, context) {
    yield* check(integration, byLastDay(integration), context.today);
    yield* acceptedRules(integration, context);
  },
  *file(file, { rules }) {
    yield* check(file);
    for (const { rule, at } of file.rules) {
      if (rules.has(rule)) continue;
      const meant = nearest(rule, rules.keys());
      yield {
        at,
        message: `There is no rule “${shown(rule)}”.${meant === undefined ? '' : ` ${didYouMean(rule, meant)}`}`,
        fixes: () => [
          meant === undefined
            ? undefined
            : { title: `Write ${meant}`, safe: false, edits: [{ ...at, newText: meant }] },
        ],
      };
    }
  },
});
