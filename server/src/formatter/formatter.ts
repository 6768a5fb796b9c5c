/** The formatter: Prettier's YAML and a line diff. A bundle of its own, which is loaded when somebody first formats a file. */
import { diffLines } from 'diff';
import * as yaml from 'prettier/plugins/yaml';
import { format as print } from 'prettier/standalone';
import type { ChangedLines, Formatter } from '../ports/formatter.ts';

/** From here on nobody sees the difference between many small edits and one, and the search for them gets slow. */
const MAX_CHANGED_LINES = 4_000;

export const formatter: Formatter = {
  // What Prettier does where nothing else is configured, so that a run of it in a repository agrees with us.
  format: (text, { indent }) =>
    print(text, {
      parser: 'yaml',
      plugins: [yaml],
      tabWidth: indent,
      proseWrap: 'preserve',
      endOfLine: 'auto',
    }),
  changedLines(before, after) {
    const parts = diffLines(before, after, { maxEditLength: MAX_CHANGED_LINES });
    if (!parts) return [{ start: 0, end: before.split('\n').length, newText: after }];
    const changes: ChangedLines[] = [];
    let line = 0;
    for (const { added, removed, count, value } of parts) {
      const last = changes.at(-1);
      if (added && last?.end === line)
        changes[changes.length - 1] = { ...last, newText: last.newText + value };
      else if (added) changes.push({ start: line, end: line, newText: value });
      else if (removed) changes.push({ start: line, end: line + count, newText: '' });
      if (!added) line += count;
    }
    return changes;
  },
};
