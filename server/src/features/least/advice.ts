/** What is to be written in the place of uses that are not known, as they come from a command line. */
import { useNamed } from '../../privilege/requirement.ts';
import { useMeant } from '../../rules/use-meant.ts';

export interface UseAdvice {
  /** What to do about each use that is not known. */
  readonly instead: ReadonlyMap<string, string>;
  /** Uses that a shell took apart at their blanks, as they are meant. */
  readonly inQuotes: readonly string[];
}

/** Advice on what of `given` is not known; none on what is known and only not what it takes. */
export function useAdvice(given: readonly string[]): UseAdvice {
  const instead = new Map<string, string>();
  const inQuotes: string[] = [];
  for (const run of runs(given)) {
    const unknown = run.filter((use) => !useNamed(use));
    const whole = run.length > 1 && unknown.length > 0 ? wholeUse(run.join(' ')) : undefined;
    if (whole !== undefined) inQuotes.push(whole);
    else for (const use of unknown) instead.set(use, useMeant(use).advice);
  }
  return { instead, inQuotes };
}

/** Words that follow each other are together; what has blanks, and so was quoted, stands alone. */
function runs(given: readonly string[]): string[][] {
  const found: string[][] = [];
  let isOpen = false;
  for (const use of given) {
    const isWord = !/\s/.test(use);
    if (isWord && isOpen) found.at(-1)?.push(use);
    else found.push([use]);
    isOpen = isWord;
  }
  return found;
}

/** What the words are taken together; undefined where they are nothing that anybody knows. */
function wholeUse(text: string): string | undefined {
  if (useNamed(text)) return text;
  const { instead } = useMeant(text);
  return instead.length > 1 ? text : instead[0];
}
