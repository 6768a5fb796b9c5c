/** The table of rules in README.md, out of the rules themselves. */
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { rules } from '../../server/src/rules/index.ts';
import { withPart } from './marked-part.mts';

const PATH = 'README.md';

/** README.md as it should be, by what is written by hand in the repository at `root`. */
export async function readme(root: string): Promise<string> {
  const rows = rules.map(
    ({ id, level, summary }) => `| [${id}](docs/rules/${id}.md) | ${level} | ${summary} |`,
  );
  const table = ['| rule | level | what it finds |', '| --- | --- | --- |', ...rows].join('\n');
  // The formatter looks after this document, so the table has to be as it wants it.
  const options = await resolveConfig(join(root, PATH));
  return format(withPart(root, PATH, table), { ...options, parser: 'markdown' });
}
