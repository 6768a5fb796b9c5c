/** Finds the values of Sentry credentials in a text, by their form alone. */
import { secretPatterns } from './credentials.ts';
import type { SecretPattern } from './credentials.ts';
import { PLACEHOLDERS } from './placeholders.ts';
import { mayBeEscaped, readingsOf } from './readings.ts';

/** A value in a text. */
export interface FoundCredential {
  /** Where the value stands, its prefix included, the name of a variable before it not. */
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  /** What people call it. */
  readonly name: string;
}

/** A match of a pattern. */
export interface Match extends FoundCredential {
  /** Where in the value that begins which nobody may see: behind its prefix or the start of its address. */
  readonly hiddenFrom: number;
  readonly certainty: SecretPattern['certainty'];
  /** What gives a bare value away: the name of a variable or an argument before it. */
  readonly lead: string;
}

/** No credential is shorter; most texts are, and need no look. */
const SHORTEST = 32;

/**
 * Whether a text is worth a look for values, as it stands or in another reading of it; false is sure. Every pattern asks for the
 * prefix or for 32 hexadecimal digits, and only an escape could write them otherwise. Asked of every text, so each question is one
 * that engines answer without looking at every character.
 */
export function mayHoldCredential(text: string): boolean {
  if (text.length < SHORTEST) return false;
  return text.includes('sntry') || holdsDigits(text) || mayBeEscaped(text);
}

/** Whether 32 hexadecimal digits stand in a row. Every such row lies over a place of which there is one in 32 characters. */
function holdsDigits(text: string): boolean {
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isDigit(text.charCodeAt(end))) end++;
    if (end - start >= SHORTEST) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  // The bit between capital and small letters is set, which leaves digits what they are.
  const small = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (small >= 0x61 && small <= 0x66);
}

/** A value that has no prefix of its own, at the end of a match that begins with a name. */
const BARE_VALUE = /(?:[a-f0-9]{64}|[a-f0-9]{32})$/i;
/** What a value begins with that is the same for all of its kind. */
const PREFIX = /^(?:sntry[a-z]+_|https?:\/\/)/i;

const NAME = /sentry/gi;
/**
 * Where a name may begin: not inside a word, but behind `\n` and the like, as a quoted text of YAML writes them, with its capital in
 * `acmeSentryToken`, and right behind a value or what a fix left in its place. Values with a prefix begin anywhere.
 */
const BEGIN = new RegExp(
  [
    '(?<![A-Za-z0-9])',
    '(?<=\\\\[0abefnrtvNLP])',
    '(?<=(?<![A-Za-z0-9])-[A-Z])',
    '(?=Sentry)',
    '(?<=[a-z0-9])(?=SENTRY)',
    '(?<=[A-Fa-f0-9]{32})',
    `(?<=${PLACEHOLDERS.join('|')})`,
  ].join('|'),
  'y',
);

/** What a text must hold for any pattern of a group to match; nearly all texts are done with by that. */
type Group = 'prefixed' | 'named' | 'address';
const NEEDED: Readonly<Record<Group, RegExp>> = {
  prefixed: /sntry/,
  named:
    /(?:sentry[^:=]{0,60}[:=](?: ?[-=|>?+]{1,3})?|--auth-token["'`]?[\s=,])[\s"'`*]{0,40}(?:(?:bearer|token)\s{1,3})?(?:\$\{\w{1,60}:?[-=?+]["'`]?)?[a-f0-9]{32}/i,
  address: /:\/\/[a-f0-9]{32}:/i,
};

interface Compiled extends SecretPattern {
  /** Of a name that may not begin anywhere it matches at `lastIndex` alone. */
  readonly expression: RegExp;
  readonly group: Group;
}

let compiled: readonly Compiled[] | undefined;

function patterns(): readonly Compiled[] {
  compiled ??= secretPatterns()
    .map((pattern) => ({
      ...pattern,
      group: groupOf(pattern.source),
      expression: new RegExp(
        pattern.source.replace(/^\\b/, ''),
        pattern.flags + (pattern.source.startsWith('\\b') ? 'y' : 'g'),
      ),
    }))
    // Where a name may begin depends on the other values, and one that says more than that it is Sentry's comes first.
    .sort((a, b) => rank(a) - rank(b));
  return compiled;
}

function rank({ group, kind }: Compiled): number {
  return group !== 'named' ? 0 : kind === 'unprefixed-token' ? 2 : 1;
}

function groupOf(source: string): Group {
  return source.includes('sntry') ? 'prefixed' : source.includes('://') ? 'address' : 'named';
}

/**
 * Every match of every pattern, likely ones too, also of values that are written with escapes or over several lines; the same value
 * may be met more than once.
 */
export function* matchesIn(text: string): Generator<Match> {
  yield* plainMatches(text);
  for (const reading of readingsOf(text, true)) {
    for (const match of plainMatches(reading.text)) {
      const { start, end } = reading.placeOf(match.start, match.end);
      const hiddenFrom = reading.placeOf(match.hiddenFrom, match.end).start;
      if (!reading.joined || match.certainty === 'exact') yield { ...match, start, end, hiddenFrom };
    }
  }
}

/** The matches in the text as it stands there. */
function* plainMatches(text: string): Generator<Match> {
  if (text.length < SHORTEST) return;
  const groups = new Map<Group, boolean>();
  const unnamed: Match[] = [];
  let begins: readonly number[] | undefined;
  for (const { expression, group, kind, name, certainty } of patterns()) {
    let possible = groups.get(group);
    if (possible === undefined) groups.set(group, (possible = NEEDED[group].test(text)));
    if (!possible) continue;
    const matches = expression.sticky
      ? matchesAt(text, expression, (begins ??= nameBegins(text, unnamed)))
      : text.matchAll(expression);
    for (const { 0: match, index } of matches) {
      const lead = group === 'named' ? match.replace(BARE_VALUE, '') : '';
      const start = index + lead.length;
      const hiddenFrom = start + (lead === '' ? (PREFIX.exec(match)?.[0].length ?? 0) : 0);
      const end = index + match.length;
      const found = { start, end, hiddenFrom, kind, name, certainty, lead };
      if (group !== 'named') unnamed.push(found);
      yield found;
      if (ID_AT_END.test(lead)) yield* secretBehind(text, end);
    }
  }
}

/** Where the name of a value may begin; also within what was taken for a value before it, or right behind that. */
function nameBegins(text: string, values: readonly Match[]): number[] {
  const inOrder = values.toSorted((a, b) => a.start - b.start);
  const begins: number[] = [];
  let [next, behind] = [0, -1];
  for (const { index } of text.matchAll(NAME)) {
    for (; (inOrder[next]?.start ?? Infinity) < index; next++)
      behind = Math.max(behind, inOrder[next]?.end ?? 0);
    BEGIN.lastIndex = index;
    if (index <= behind || BEGIN.test(text)) begins.push(index);
  }
  return begins;
}

/** The matches that begin at these places and do not overlap. */
function* matchesAt(text: string, sticky: RegExp, begins: readonly number[]): Generator<RegExpExecArray> {
  let behind = 0;
  for (const begin of begins) {
    if (begin < behind) continue;
    sticky.lastIndex = begin;
    const match = sticky.exec(text);
    if (!match) continue;
    behind = begin + match[0].length;
    yield match;
  }
}

/** What parts an ID from the name of the secret that goes with it. */
const TO_NEXT_NAME = /["'`]?(?:[\s,;&]|\\[nrt]){1,40}["'`]?(?=[a-z])/iy;
const SENTRY = 'sentry ';
/** A name as the patterns know it, the signs behind it and a value are no longer. */
const TO_ITS_END = 200;

/** The secret whose name follows the value of an ID: it is Sentry's as well, though only the ID says so. */
function* secretBehind(text: string, idEnd: number): Generator<Match> {
  TO_NEXT_NAME.lastIndex = idEnd;
  if (!TO_NEXT_NAME.test(text)) return;
  const at = TO_NEXT_NAME.lastIndex;
  for (const match of plainMatches(SENTRY + text.slice(at, at + TO_ITS_END))) {
    const { start, end, hiddenFrom, lead } = match;
    if (lead.length !== start || !/secret|token/i.test(lead)) continue;
    const by = at - SENTRY.length;
    yield { ...match, start: start + by, end: end + by, hiddenFrom: hiddenFrom + by };
  }
}

/** A value that surely is one. */
type Sure = FoundCredential & Pick<Match, 'certainty'>;

/** The values that are surely credentials, in the order of the text, each once. */
export function findCredentials(text: string): FoundCredential[] {
  if (!mayHoldCredential(text)) return [];
  const readings = [...readingsOf(text)];
  const last = readings.findLast(({ joined }) => !joined);
  let found = sureIn(text, last !== undefined);
  for (const reading of readings) {
    const others = sureIn(reading.text, !reading.joined && reading !== last)
      .filter(({ certainty }) => !reading.joined || certainty === 'exact')
      .map((sure) => ({ ...sure, ...reading.placeOf(sure.start, sure.end) }));
    found = withWhole(found, others);
  }
  return found.map(({ start, end, kind, name }) => ({ start, end, kind, name }));
}

/**
 * What is found, with another reading's values in the place of those that are only a part of one. Both are in the order of the text,
 * and none of one list meets another of it, so each is looked at about once.
 */
function withWhole(found: readonly Sure[], others: readonly Sure[]): Sure[] {
  const all: Sure[] = [];
  let next = 0;
  for (const other of others) {
    for (let one = found[next]; one && one.end <= other.start; one = found[++next]) all.push(one);
    let behind = next;
    while ((found[behind]?.start ?? Infinity) < other.end) behind++;
    if (!found.slice(next, behind).every((one) => isPart(one, other))) continue;
    all.push(other);
    next = behind;
  }
  return [...all, ...found.slice(next)];
}

function isPart({ start, end, certainty }: Sure, { start: from, end: to }: Sure): boolean {
  return from <= start && to >= end && to - from > end - start && certainty === 'likely';
}

/** An escape of what may be the next character of a value. */
const ESCAPED = /%[0-9a-f]{2}|\\{1,8}[xuU/_"\r\n]/iy;

/** `readAgain`: another reading follows, which judges the values that an escape cuts off here. */
function sureIn(text: string, readAgain: boolean): Sure[] {
  const found: Sure[] = [];
  let behind = 0;
  // The sort is stable: of matches that begin together the one of the more telling pattern stays first.
  const matches = [...plainMatches(text)].sort((a, b) => a.start - b.start);
  const begins = matches.length > 1 ? beginsOf(text, matches) : [];
  let next = 0;
  for (const match of matches) {
    if (match.start < behind) continue;
    while ((begins[next] ?? Infinity) <= match.start) next++;
    // The name or the beginning of the value right behind looks like a part of this one.
    const cut = { ...match, end: Math.min(match.end, begins[next] ?? Infinity) };
    const { start, end, kind, name, certainty } = cut;
    ESCAPED.lastIndex = end;
    const isBegun = readAgain && certainty === 'likely' && ESCAPED.test(text);
    const isRest = end < match.end && end - start < SHORTEST;
    if (isBegun || isRest || !isSure(text, cut)) continue;
    found.push({ start, end, kind, name, certainty });
    behind = end;
  }
  return found;
}

/** Where the values that are sure begin, with their names. */
function beginsOf(text: string, matches: readonly Match[]): number[] {
  return matches
    .filter((match) => isSure(text, match))
    .map(({ start, lead }) => start - lead.length)
    .sort((a, b) => a - b);
}

function isSure(text: string, { certainty, hiddenFrom, end, lead }: Match): boolean {
  if (namesPublic(lead)) return false;
  // The server in an address is no part of what has to be random.
  const value = text.slice(hiddenFrom, end).replace(/@.*/s, '');
  return !isFiller(secretPart(value)) && (certainty === 'exact' || isRandom(value));
}

/** What nobody may know of a value: neither the public key nor the facts before it. */
function secretPart(value: string): string {
  const last = value.slice(Math.max(value.lastIndexOf('_'), value.lastIndexOf(':')) + 1);
  // What is shorter is the end of one that holds the sign itself.
  return last.length < SHORTEST ? value : last;
}

/** No random value of any kind has so few different characters; zeros and the like stand for one in documentation. */
const FILLER_CHARACTERS = 3;

function isFiller(value: string): boolean {
  return new Set(value).size <= FILLER_CHARACTERS;
}

/** What a value is by the last words before it. An ID tells whose a secret is, and a signature what was sent. */
const PUBLIC_AT_END =
  /(?:sha[-_ ]?\d*|md5|digest|checksum|hash|fingerprint|integrity|etag|signature|public[-_ ]?keys?)["'`\s)*?\]]*[:=]/i;
const ID_AT_END = /(?:[-_. (]|app|client|installation)u?u?ids?["'`\s)*?\]]*[:=]/i;
const PUBLIC =
  /sha[-_ ]?\d|md5|digest|checksum|hash|commit|revision|release|version|image|sentry[-_ .]?cli(?!ent|ck)|public|installation|\.(?:zip|t?gz|xz|bz2|jar|aar|whl|exe|m?js|ts|css|map|svg|png)["'`\s*]*[:=]/i;
const SECRET = /token|secret|key|auth|pass|pwd|bearer|access(?![a-z])|credential/i;

/**
 * A sign of YAML's before a block, in which a list of checksums may stand, or of another language's before a value; or a remark in
 * brackets, as the platform that a checksum is for.
 */
const OPEN = /[:=] ?[-|>?+]|\(/;

/** Whether the name before a value says that it is a checksum or an ID, which look the same as an old token, or leaves it open. */
function namesPublic(lead: string): boolean {
  if (PUBLIC_AT_END.test(lead) || ID_AT_END.test(lead)) return true;
  return (PUBLIC.test(lead) || OPEN.test(lead)) && !SECRET.test(lead);
}

/** So many different characters has every random value of this length. */
const FEWEST_CHARACTERS = 10;
const PLACEHOLDER =
  /example|your|token|placeholder|redacted|removed|dummy|sample|secret|here|xxxx|0000|1234567890/i;

/** Whether a value with a known prefix, but of no known length, is more than a stand-in for one. */
function isRandom(value: string): boolean {
  return /\d/.test(value) && new Set(value).size >= FEWEST_CHARACTERS && !PLACEHOLDER.test(value);
}
