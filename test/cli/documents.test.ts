/** The documents that describe the project: what they show has to be true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { checkJson, CLEAN, cli, WARNING } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const documents = [...markdownIn('.'), ...markdownIn('docs'), 'server/README.md', 'examples/README.md'];

/** The blocks of one language in a document. */
const blocksOf = (document: string, language: string): string[] =>
  [...document.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, block]) =>
    name === language ? [block!] : [],
  );

describe('documents', () => {
  it.each(['README.md', 'docs/format.md', 'server/README.md'])('%s: its manifests pass', async (path) => {
    const manifests = blocksOf(read(path), 'yaml').filter((block) => /^version: 1$/m.test(block));
    expect(manifests).not.toEqual([]);
    for (const manifest of manifests) {
      const { files } = await checkJson({ 'sentry-permissions.yaml': manifest });
      expect(files[0]?.findings.filter(({ accepted }) => !accepted)).toEqual([]);
    }
  });

  it.each(documents)('%s: its links lead somewhere', (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target]) => target!);
    expect(links.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });

  it.each(['README.md', 'docs/ci.md', 'server/README.md', 'server/src/cli/check-command.ts'])(
    '%s: its commands are understood',
    async (path) => {
      const commands = [...read(path).matchAll(/^[ -]*(?:run: |\$\{TOOL_NAME\} |sentry-permissions )(.*)$/gm)]
        .map(([line]) => line.replace(/.*(?:\$\{TOOL_NAME\}|sentry-permissions) (?=check|init|schema)/, ''))
        .filter((line) => /^(?:check|init|schema)\b/.test(line));
      expect(commands.length).toBeGreaterThan(1);
      const files = {
        'a.yaml': CLEAN,
        'policy.yaml': 'rules: { missing-owner: error }',
        'sentry-permissions-baseline.json': '{ "version": 1, "findings": [] }',
      };
      const find = (): Promise<{ paths: string[]; problems: [] }> =>
        Promise.resolve({ paths: ['a.yaml'], problems: [] });
      for (const command of commands) {
        const args = command
          .replace(/ [|>].*/, '')
          .replace(/\$\{BASELINE\}/, 'sentry-permissions-baseline.json')
          .replaceAll("'", '')
          .replace(/`.*/, '')
          .trim()
          .split(' ');
        const { code, err } = await cli(args, files, { find, packaged: () => '{}' });
        expect(code, `${command}: ${err}`).toBe(0);
      }
    },
  );

  it('docs/ci.md: its policy is one', async () => {
    const policy = blocksOf(read('docs/ci.md'), 'yaml').find((block) => block.startsWith('# policy.yaml'));
    const { code } = await cli(['check', 'a.yaml', '--policy', 'policy.yaml'], {
      'a.yaml': WARNING,
      'policy.yaml': policy!,
    });
    expect(code).toBe(1);
  });

  it('docs/ci.md: its other YAML is YAML, and its pattern for file names fits manifests', () => {
    const blocks = blocksOf(read('docs/ci.md'), 'yaml');
    for (const block of blocks) expect(parseDocument(block).errors).toEqual([]);
    const hook = parseDocument(blocks.find((block) => block.startsWith('repos:'))!).toJS() as {
      repos: [{ hooks: [{ files: string }] }];
    };
    const files = new RegExp(hook.repos[0].hooks[0].files);
    for (const name of ['sentry-permissions.yaml', 'a/sentry-permissions.yml', 'a/b.sentry-permissions.yaml'])
      expect(name).toMatch(files);
    for (const name of ['my-sentry-permissions.yaml', 'sentry-permissions.json'])
      expect(name).not.toMatch(files);
  });

  it('docs/ci.md: its JSON is valid by the published schema', () => {
    const [example] = blocksOf(read('docs/ci.md'), 'json');
    const schema = JSON.parse(read('schemas/check-output.schema.json')) as object;
    const validate = new Ajv().compile(schema);
    expect(validate(JSON.parse(example!)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('docs/ci.md: its text is what is printed', async () => {
    const [example] = blocksOf(read('docs/ci.md'), 'text');
    const { out } = await cli(['check', 'a.yaml'], {
      'a.yaml': read('examples/before.sentry-permissions.yaml'),
    });
    const finding = example!.split('\n').slice(1, 6).join('\n');
    expect(out).toContain(finding);
  });

  it('docs/dependencies.md names every package, and no other', () => {
    const declared = ['package.json', 'client/package.json', 'server/package.json'].flatMap((path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(path)) as Partial<
        Record<'dependencies' | 'devDependencies', Record<string, string>>
      >;
      return Object.keys({ ...dependencies, ...devDependencies });
    });
    const rows = read('docs/dependencies.md').matchAll(/^\| (`.*?`) \|/gm);
    const named = [...rows].flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
    expect([...new Set(named)].sort()).toEqual([...new Set(declared)].sort());
  });
});
