/** What fixes would change, as a unified diff that `git apply` takes. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { hideCredentials } from '../service.ts';
import { visible, withoutCommands } from '../report/visible.ts';

/**
 * The difference; empty where there is none. `name` is that of the file, from the folder where the patch is to be applied. `mark` is the byte order mark that both texts have in the file, or nothing. It is shown,
 * so that credentials and control characters in the lines around a change are made harmless: a patch of such a file does not apply.
 */
export function unifiedDiff(name: string, before: string, after: string, mark = ''): string {
  if (before === after) return '';
  const shown = visible(name);
  // Hidden in the whole text, where the name that gives a value away may stand on the line before; lines and columns stay.
  const patch = createTwoFilesPatch(
    `a/${shown}`,
    `b/${shown}`,
    mark + hideCredentials(before),
    mark + hideCredentials(after),
    undefined,
    undefined,
    {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    },
  );
  const lines = patch.split('\n');
  const first = mark === '' ? [] : firstLines(lines);
  return lines
    .map((line, at) => {
      // Git wants to see the mark where the file has it, and only there does it hide nothing.
      const kept = first.includes(at) ? line.slice(0, 1 + mark.length) : '';
      const isReturned = line.endsWith('\r');
      const rest = withoutCommands(shownLine(line.slice(kept.length, isReturned ? -1 : undefined)));
      return `${kept}${rest}${isReturned ? '\r' : ''}`;
    })
    .join('\n');
}

/** Where a patch has the first line of the file, as it was and as it will be; nowhere if that is too far from what changes. */
function firstLines(lines: readonly string[]): readonly number[] {
  const hunk = lines.findIndex((line) => line.startsWith('@@ '));
  if (!lines[hunk]?.startsWith('@@ -1,')) return [];
  return [/^[ -]/, /^[ +]/].map((sign) => lines.findIndex((line, at) => at > hunk && sign.test(line)));
}

const shownLine = (line: string): string =>
  line
    .split('\t')
    .map((part) => visible(part))
    .join('\t');
