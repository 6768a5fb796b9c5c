/** What fixes would change, as a unified diff that `git apply` takes. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { hideCredentials } from '../service.ts';
import { visible, withoutCommands } from '../report/visible.ts';

/**
 * The difference; empty where there is none. It is shown, so that credentials and control characters in the lines around a change
 * are made harmless: a patch of such a file does not apply.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const name = visible(path.replace(/^(?:\.?[\\/])+/, '').replaceAll('\\', '/'));
  // Hidden in the whole text, where the name that gives a value away may stand on the line before; lines and columns stay.
  const patch = createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    hideCredentials(before),
    hideCredentials(after),
    undefined,
    undefined,
    {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    },
  );
  return patch.replace(/[^\n]+/g, (line) => {
    const isReturned = line.endsWith('\r');
    const shown = withoutCommands(shownLine(isReturned ? line.slice(0, -1) : line));
    return isReturned ? `${shown}\r` : shown;
  });
}

const shownLine = (line: string): string =>
  line
    .split('\t')
    .map((part) => visible(part))
    .join('\t');
