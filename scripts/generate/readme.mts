/** The tables of README.md: of rules, out of the rules themselves, and of settings, out of what the extension contributes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { rules } from '../../server/src/rules/index.ts';
import { withPart } from './marked-part.mts';

const PATH = 'README.md';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly markdownDescription: string }>
      >;
    };
  };
}

/** README.md as it should be, by what is written by hand in the repository at `root`. */
export async function readme(root: string): Promise<string> {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const parts = { rules: ruleTable(), settings: settingTable(read) };
  const document = Object.entries(parts).reduce(
    (text, [name, part]) => withPart(text, PATH, part, name),
    read(PATH),
  );
  // The formatter looks after this document, so the tables have to be as it wants them.
  const options = await resolveConfig(join(root, PATH));
  return format(document, { ...options, parser: 'markdown' });
}

function ruleTable(): string {
  const rows = rules.map(
    ({ id, level, summary }) => `| [${id}](docs/rules/${id}.md) | ${level} | ${summary} |`,
  );
  return ['| rule | level | what it finds |', '| --- | --- | --- |', ...rows].join('\n');
}

function settingTable(read: (path: string) => string): string {
  const { contributes } = JSON.parse(read('package.json')) as Manifest;
  const strings = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
  const rows = Object.entries(contributes.configuration.properties).map(
    ([name, { default: byDefault, markdownDescription }]) => {
      const description = strings[markdownDescription.replaceAll('%', '')] ?? markdownDescription;
      return `| \`${name}\` | \`${JSON.stringify(byDefault)}\` | ${description.replaceAll('|', '\\|')} |`;
    },
  );
  return ['| setting | by default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
}
