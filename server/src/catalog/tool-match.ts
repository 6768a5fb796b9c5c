/** Which known command a person means who writes it with arguments, or only the beginning of it. */
import { allTools } from './tools.ts';

interface Spelling {
  /** The tool's own name, whichever way it was spelt. */
  readonly name: string;
  readonly words: readonly string[];
  /** The options that are part of the name, which may stand anywhere behind it. */
  readonly options: readonly string[];
}

let known: readonly Spelling[] | undefined;

function spellings(): readonly Spelling[] {
  known ??= allTools().flatMap(({ name, aliases }) =>
    [name, ...aliases].map((spelling) => {
      const words = spelling.split(' ');
      return {
        name,
        words: words.filter((word) => !word.startsWith('--')),
        options: words.filter((word) => word.startsWith('--')),
      };
    }),
  );
  return known;
}

/** Of how many words the longest command is. */
export function mostWords(): number {
  return Math.max(...spellings().map(({ words, options }) => words.length + options.length));
}

/** How packages and shells begin a command; none of it is the command. */
const BEFORE =
  /^(?:\$\s+)?(?:[A-Z_][A-Z0-9_]*=\S*\s+)*(?:(?:npx|bunx|yarn|(?:npm|pnpm)\s+(?:exec|dlx))\s+(?:--\s+|-y\s+|--yes\s+)?)?/;

/**
 * What sentry-cli takes before the words of a command or between them. Sources: src/commands/mod.rs and src/utils/args.rs of
 * getsentry/sentry-cli.
 */
const ANYWHERE =
  /\s(?:--(?:quiet|silent|allow-failure)|(?:--(?:org|project|auth-token|url|log-level|header|api-key)|-[op])(?:=|\s+)(?:"[^"]*"|'[^']*'|\S+))(?!\S)/g;

/** The words of a command line, without what begins it. Options of sentry-cli that may stand anywhere come last. */
export function commandWords(text: string): string[] {
  const line = text.trim().replace(BEFORE, '');
  const [first = ''] = line.split(/\s/, 1);
  const program = first === '@sentry/cli' ? 'sentry-cli' : first.replace(/^\S*\/(sentry-cli)$/, '$1');
  const rest = line.slice(first.length);
  const sorted =
    program === 'sentry-cli' ? [rest.replace(ANYWHERE, ''), ...(rest.match(ANYWHERE) ?? [])].join('') : rest;
  return [program, ...sorted.split(/\s+/)].filter((word) => word !== '');
}

/** Whether a text is more than one command. */
export function isChain(text: string): boolean {
  return /\s(?:&&|\|\|?|;)\s|;\s/.test(text);
}

/** The longest command that stands at the beginning of the words, by its own name; what is behind it are its arguments. */
export function commandAtStart(words: readonly string[]): string | undefined {
  return longest(
    spellings().filter(
      (spelling) => isCommand(spelling) && hasOptions(spelling, words) && begins(spelling.words, words),
    ),
  );
}

/** The longest command of which every word is near to a written one; of several the nearest. `distance`: undefined where it is too far. */
export function commandNearStart(
  words: readonly string[],
  distance: (written: string, word: string) => number | undefined,
): string | undefined {
  const near: { spelling: Spelling; sum: number }[] = [];
  for (const spelling of spellings()) {
    if (!isCommand(spelling) || !hasOptions(spelling, words) || spelling.words.length > words.length)
      continue;
    const sum = spelling.words.reduce(
      (before, word, i) => before + (distance(words[i] ?? '', word) ?? NaN),
      0,
    );
    if (sum < Infinity) near.push({ spelling, sum });
  }
  return longest(near.sort((a, b) => a.sum - b.sum).map(({ spelling }) => spelling));
}

/** The commands that begin with all of the words and go on, by their own names; such as only another spelling begins so, where there are no others. */
export function commandsBelow(words: readonly string[]): readonly string[] {
  const below = spellings().filter((spelling) => begins(words, [...spelling.words, ...spelling.options]));
  const own = below.filter(({ name }) => begins(words, name.split(' ')));
  return [...new Set((own.length > 0 ? own : below).map(({ name }) => name))];
}

/** The first of the longest. */
function longest(spellings: readonly Spelling[]): string | undefined {
  const length = ({ words, options }: Spelling): number => words.length + options.length;
  return [...spellings].sort((a, b) => length(b) - length(a))[0]?.name;
}

/** A single plain word such as “vercel” also begins what is another thing. */
function isCommand({ words }: Spelling): boolean {
  return words.length > 1 || /[-/]/.test(words[0] ?? '');
}

function hasOptions({ options }: Spelling, words: readonly string[]): boolean {
  return options.every((option) => words.some((word) => word === option || word.startsWith(`${option}=`)));
}

function begins(start: readonly string[], words: readonly string[]): boolean {
  return (
    start.length <= words.length && start.every((word, i) => word.toLowerCase() === words[i]?.toLowerCase())
  );
}
