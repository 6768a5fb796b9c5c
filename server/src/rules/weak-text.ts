/** Whether a text says why something is granted. What is not surely weak is not weak: texts of other languages above all. */

/** What is known of the thing that a text is to give a reason for. */
export interface Explained {
  /** Its own names and description. */
  readonly words: readonly string[];
  /** Whether it lets a holder change something; asked only where the text claims the contrary. */
  readonly changes: () => boolean;
}

export type Weakness = 'placeholder' | 'restated' | 'read-only' | 'short';

/** Fewer words cannot hold a reason. */
const FEWEST_WORDS = 4;

/** A word as long as this is made of several, in the languages that make such words. */
const COMPOUND = 13;

const PLACEHOLDER = 'todo|tbd|tba|tbc|fixme|wip|xxx+';

/** What printers fill a page with, however much of it. */
const FILLING = /^\W*lorem ipsum\b/i;

/**
 * A placeholder that something is said behind: only with a mark between the two, for “WIP dashboards” and “Todo, our list” are
 * things; and a second dash would make what stands between the two a remark.
 */
const STARTS_AS_PLACEHOLDER = new RegExp(
  `^\\W*(?:${PLACEHOLDER})(?:\\W*$|[:.!?…]+(?=\\s)|\\s+[-–—]+\\s(?!.*\\s[-–—]+\\s))`,
  'is',
);

/** A name such as `todo-app`, in which the word is no placeholder. */
const NAME_WITH_PLACEHOLDER = new RegExp(`(?:^|-)(?:${PLACEHOLDER})(?:-|$)`, 'i');

/** The number of a ticket, or an address: the reason stands there. */
const REFERENCE = /\b[A-Z][A-Z0-9]+-\d+\b|(?:^|\s)[\w./-]*#\d+\b|https?:\/\//;

/** What it is itself, or does; in “read-only replica” and “Jira is read-only” another thing is. */
const SAYS_READ_ONLY =
  /(?<!\b(?:is|are|stays?|remains?) )\bread[ -]?only\b(?:(?! ?[\w-])| (?:access|use|scope|permission|token|for|so|in|on|by|as)\b)|\bonly (?:ever )?reads?\b|\breads only\b/i;

/** Where one of these stands beside it, the text may well say the contrary. */
const TURNS_IT =
  /\b(?:no|not|never|nor|cannot|more|beyond|instead|without|less|weaker|lacks?|fails?|but|although|though|however|except|besides|until|unless|also|and|or|too|both|would|refuses?d?|rejects?|insufficient)\b|n['’]t\b/i;

/** What was, or will be, read-only is not; and a day says that something turns on it. */
const TURNS_WITH_TIME =
  /\b(?:now|today|tomorrow|yet|still|currently|later|soon|then|till|once|was|were|will|going|used to|formerly|previously|before|after|first|initially|when|if|while|starts?|from [^.]{1,30} on|as of|\d{4})\b/i;

/** Written where the answer is still owed, without what may be a name: `#wip` is a channel, and TBA a team. */
const UNWRITTEN = /^(?:todo|tbd|fixme)(?:[^\p{L}\p{M}\p{N}]*$|[:.!?…]+\s|\s+[-–—]\s(?!.*\s[-–—]+\s))/isu;

/** Whether a text surely stands for one that is still to be written, as one of nothing but blanks does. */
export function isPlaceholder(text: string): boolean {
  return UNWRITTEN.test(text) || isBlank(text);
}

/** All that is said by somebody who knows no answer, by key: a team may be called NA, for North America. */
const NO_ANSWER: Readonly<Record<string, RegExp>> = {
  storedIn: nothingBut('unknown|none|n/?a'),
  purpose: nothingBut('unknown|none|n/?a'),
  owner: nothingBut('unknown|none|n/a|nobody|no[ -]one'),
  by: nothingBut('unknown|none|n/a|nobody|no[ -]one'),
  limitedTo: nothingBut('unknown|none|n/a'),
};

/** Matches a text that is one of the words, or nothing but signs. */
function nothingBut(words: string): RegExp {
  return new RegExp(`^\\s*(?:${words}|\\p{P}+)[.!]?\\s*$`, 'iu');
}

/** Whether the text of a key stands for one that is still to be written. */
export function isPlaceholderFor(key: string, text: string): boolean {
  return isPlaceholder(text) || NO_ANSWER[key]?.test(text) === true;
}

/** Whether a text gives no reason, whatever it is asked for. */
export function givesNoReason(text: string): boolean {
  return isPlaceholder(text) || weaknessOf(text, { words: [], changes: () => false }) === 'placeholder';
}

/** Whether nothing is written that can be seen, as between two quotes; a pattern of Braille without a dot is a blank, too. */
export function isBlank(text: string): boolean {
  return !/[^\s\u2800\p{Default_Ignorable_Code_Point}]/u.test(text);
}

/** Words that say nothing of what a thing is used for. */
const FILLERS = new Set(
  `a an the this that it its it's is are be been was were to for of in on by with and or as at from if so we i you he she they our
  us my your their app application bot integration tool service system project team sentry scope scopes permission permissions
  access right rights token need needs needed needing require requires required requirement necessary mandatory must has have had
  do does done use uses used using usage get gets can could will would may might should only just all any allow allows allowed
  allowing grant grants granted give gives given let lets work works working properly correctly fine run runs running function
  functions functionality operate operates able order other some thing things stuff something anything everything always
  todo tbd tba tbc wip fixme xxx lorem ipsum n na none nil null unknown later soon misc temp temporary temporarily test tests testing placeholder
  reason rationale description explanation purpose because why dunno idk asdf foo bar baz example sample default same see above
  below ditto important good ok okay yes no here there please fill add
  accept accepts accepted acceptable exception ignore ignored known issue risk`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that no other language in plain letters has, or hardly ever: one of them makes the text English. */
const ENGLISH = new Set(
  `the and with from our your their this that these those its it's which when what who where are were been has have does
  every each about into through they them we're`.split(/\s+/),
);

/** What a token is often used for, as short texts put it. */
const USUAL = new Set(
  `ask call check collect copy create dashboard delete deliver deploy display email export fetch find import link list load look
  message metric notify open page post pull push query remove report script search send show sync tell ticket track trigger upload
  watch website`
    .split(/\s+/)
    .map(stem),
);

/** What changes something, as texts put it. */
const CHANGES = new Set(
  `add archive assign change close comment create delete disable edit enable file fix invite link make manage mark merge modify move
  mute open post push put remove rename reopen reset resolve restore save send set snooze sync trigger turn update upload write`
    .split(/\s+/)
    .map(stem),
);

/**
 * What is weak about the text as a reason for `explained`; undefined where nothing surely is. Asked of every grant of every file, so
 * it looks no further than the first word that tells something.
 */
export function weaknessOf(text: string, explained: Explained): Weakness | undefined {
  if (STARTS_AS_PLACEHOLDER.test(text) || FILLING.test(text)) return 'placeholder';
  // The word lists and the count are English; a script without blanks could not be counted at all.
  if (!PRINTABLE_ASCII.test(text) && !LATIN_WITH_SIGNS.test(text)) return undefined;
  if (SAYS_READ_ONLY.test(text) && saysNothingElse(text) && explained.changes()) return 'read-only';
  const weakness = weaknessOfWords(text, explained);
  return weakness === undefined || REFERENCE.test(text) ? undefined : weakness;
}

/** Whether a claim to only read stands alone: nothing turns it, and nothing that changes anything is told beside it. */
function saysNothingElse(text: string): boolean {
  return (
    !TURNS_IT.test(text) &&
    !TURNS_WITH_TIME.test(text) &&
    !wordsIn(text).some((word) => CHANGES.has(stem(word)))
  );
}

const PRINTABLE_ASCII = /^[\x20-\x7E]*$/;
const LATIN_WITH_SIGNS = /^[\p{ASCII}\p{P}\p{S}\p{Z}]*$/u;

function weaknessOfWords(text: string, explained: Explained): Weakness | undefined {
  const own = stemsOf(explained.words);
  let telling = 0;
  const saysMore = someWord(text, (word) => {
    if (FILLERS.has(word)) return false;
    telling++;
    const begun = stem(word);
    return !own.has(begun) && !ACTS.has(begun);
  });
  if (saysMore || (telling > 0 && namesThing(text, own)))
    return hasFewWords(text) && isEnglish(wordsIn(text), own) ? 'short' : undefined;
  return telling > 0 || wordsIn(text).some((word) => isOfScope(word, explained)) ? 'restated' : 'placeholder';
}

/** What says nothing of a thing alone, and names one by another such word before it: “of the test project”. */
const THING = 'app|application|bot|integration|project|service|system|team|test|tool';
const NAMED_THING = new RegExp(
  `\\b(?:for|from|in|of|on) (?:(?:an?|our|the|this) )?(${THING}) ((?:${THING})s?)\\b`,
  'i',
);

function namesThing(text: string, own: ReadonlySet<string>): boolean {
  const [, ...words] = NAMED_THING.exec(text) ?? [];
  return words.some((word) => !own.has(stem(word.toLowerCase())));
}

/** Whether the text has too few words to hold a reason, of which long ones count twice. */
function hasFewWords(text: string): boolean {
  if (BEGINS_WITH_MANY_WORDS.test(text)) return false;
  let count = 0;
  return !someMatch(text, NO_BLANKS, (word) => {
    if (/\w/.test(word)) count += word.length >= COMPOUND ? 2 : 1;
    return count >= FEWEST_WORDS;
  });
}

const NO_BLANKS = /\S+/g;
/** What tells of nearly all texts without looking at each word: `FEWEST_WORDS` of them, whatever signs stand between. */
const BEGINS_WITH_MANY_WORDS = /^\s*(?:(?:[^\w\s]+\s+)*[^\w\s]*\w\S*\s+){3}(?:[^\w\s]+\s+)*[^\w\s]*\w/;

/** Whether the words are surely English; few words of another language can say much. */
function isEnglish(words: readonly string[], own: ReadonlySet<string>): boolean {
  return (
    words.some((word) => ENGLISH.has(word)) ||
    words.every((word) => FILLERS.has(word) || [own, ACTS, USUAL].some((known) => known.has(stem(word))))
  );
}

/** What any scope lets a holder do. */
const ACTS = new Set(
  ['read', 'write', 'admin', 'see', 'change', 'manage', 'edit', 'modify', 'update', 'view', 'full'].map(stem),
);

function isOfScope(word: string, { words }: Explained): boolean {
  return words.flatMap(wordsIn).includes(word);
}

/** Kept as long as the words are: those of scopes are asked about over and over. */
const stems = new WeakMap<readonly string[], ReadonlySet<string>>();

function stemsOf(words: readonly string[]): ReadonlySet<string> {
  let known = stems.get(words);
  if (!known) stems.set(words, (known = new Set(words.flatMap(wordsIn).map(stem))));
  return known;
}

function wordsIn(text: string): string[] {
  const words: string[] = [];
  someWord(text, (word) => {
    words.push(word);
    return false;
  });
  return words;
}

/**
 * Whether any word of a text, in small letters, is wanted; none is looked at behind the first that is. What stands in quotes or
 * brackets counts like the rest.
 */
function someWord(text: string, isWanted: (word: string) => boolean): boolean {
  return someMatch(text.toLowerCase(), WORD, (word) =>
    word.includes('-') && !NAME_WITH_PLACEHOLDER.test(word) ? word.split('-').some(isWanted) : isWanted(word),
  );
}

/** Whether any match is wanted, without what `matchAll` makes for each call and each match. */
function someMatch(text: string, pattern: RegExp, isWanted: (found: string) => boolean): boolean {
  let from = 0;
  for (;;) {
    // Others may have asked the same pattern meanwhile.
    pattern.lastIndex = from;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return false;
    from = pattern.lastIndex;
    if (isWanted(found)) return true;
  }
}

const WORD = /[a-z][a-z'’]*(?:-[a-z][a-z'’]*)*|\d+/g;

/** Near enough for "reads", "reading" and "read" to be one word. */
function stem(word: string): string {
  return word.replace(/(?:ing|ies|ed|es|s|e|y)$/, '');
}
