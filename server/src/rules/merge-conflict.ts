/** What Git leaves in a file where it could not merge two versions of it. */
import type { Range } from '../yaml/node.ts';

/** Git writes its marks where a line begins; what a text quotes is indented. A byte order mark may stand before the first. */
const MARK = /^\ufeff?((?:<{7} |={7}\r?$|>{7} |\|{7} ).*)$/gm;

/** The first mark of a conflict; undefined where no marks belong together. */
export function conflictIn(source: string): Range | undefined {
  if (!source.includes('<<<<<<< ')) return undefined;
  const marks = [...source.matchAll(MARK)].flatMap(({ index, 0: line, 1: mark = '' }) =>
    mark.startsWith('|') ? [] : [{ mark: mark.trimEnd(), start: index + line.length - mark.length }],
  );
  const first =
    marks[
      marks
        .map(({ mark }) => mark.slice(0, 1))
        .join('')
        .indexOf('<=>')
    ];
  return first && { start: first.start, end: first.start + first.mark.length };
}
