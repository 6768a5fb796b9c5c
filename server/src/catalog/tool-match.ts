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

/** The words of a command line, without what begins it. */
export function commandWords(text: string): string[] {
  const words = text
    .trim()
    .replace(BEFORE, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first = '', ...rest] = words;
  const program = first === '@sentry/cli' ? 'sentry-cli' : first.replace(/^\S*\/(sentry-cli)$/, '$1');
  return words.length === 0 ? [] : [program, ...rest];
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

/** The longest command of which every word is near to a written one. */
export function commandNearStart(
  words: readonly string[],
  isNear: (written: string, word: string) => boolean,
): string | undefined {
  return longest(
    spellings().filter(
      (spelling) =>
        isCommand(spelling) &&
        hasOptions(spelling, words) &&
        spelling.words.length <= words.length &&
        spelling.words.every((word, i) => isNear(words[i] ?? '', word)),
    ),
  );
}

/** The commands that begin with all of the words and go on, by their own names; such as only another spelling begins so, where there are no others. */
export function commandsBelow(words: readonly string[]): readonly string[] {
  const below = spellings().filter((spelling) => begins(words, [...spelling.words, ...spelling.options]));
  const own = below.filter(({ name }) => begins(words, name.split(' ')));
  return [...new Set((own.length > 0 ? own : below).map(({ name }) => name))];
}

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
