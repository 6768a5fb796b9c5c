/** What Git leaves in a file where it could not merge two versions of it. */
import type { FileKeys } from '../manifest/model.ts';
import type { Range } from '../yaml/node.ts';

/** Git writes its marks where a line begins; what a text quotes is indented. A byte order mark may stand before the first. */
const MARK = /^\ufeff?((?:<{7} |={7}\r?$|>{7} |\|{7} ).*)$/gm;

/** The first mark of a conflict; undefined where no fault of the file's own keys lies over it: it is part of a text then. */
export function conflictIn(file: Pick<FileKeys, 'source' | 'errors'>): Range | undefined {
  const { errors } = file;
  const mark = errors.length === 0 ? undefined : firstMark(file.source);
  return mark && errors.some(({ start, end }) => start <= mark.start && end > mark.start) ? mark : undefined;
}

/** The first mark; undefined where no marks belong together. */
function firstMark(source: string): Range | undefined {
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
