/** The documents that describe the project: what they show has to be true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { scopeNamed } from '../../server/src/catalog/scopes.ts';
import { closure } from '../../server/src/privilege/implication.ts';
import { reach } from '../../server/src/privilege/reach.ts';
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

  it('docs/ci.md: its other YAML is YAML, and its hooks take all manifests at once', () => {
    const blocks = blocksOf(read('docs/ci.md'), 'yaml');
    for (const block of blocks) expect(parseDocument(block).errors).toEqual([]);
    const hooks = blocks
      .filter((block) => block.includes('repo: local'))
      .map((block) => {
        const { repos } = parseDocument(block).toJS() as {
          repos: [{ hooks: [{ files: string; require_serial?: boolean }] }];
        };
        return repos[0].hooks[0];
      });
    expect(hooks).toHaveLength(2);
    for (const hook of hooks) {
      const files = new RegExp(hook.files);
      for (const name of [
        'sentry-permissions.yaml',
        'a/sentry-permissions.yml',
        'a/b.sentry-permissions.yaml',
      ])
        expect(name).toMatch(files);
      for (const name of ['my-sentry-permissions.yaml', 'sentry-permissions.json'])
        expect(name).not.toMatch(files);
      // In several runs at once no file is compared with those of the other runs.
      expect(hook.require_serial).toBe(true);
    }
  });

  it('docs/ci.md: its workflows may upload SARIF, from a private repository too', () => {
    const workflows = blocksOf(read('docs/ci.md'), 'yaml').filter((block) => block.includes('upload-sarif@'));
    expect(workflows).toHaveLength(2);
    for (const workflow of workflows)
      expect(parseDocument(workflow).toJS()).toMatchObject({
        jobs: {
          permissions: { permissions: { contents: 'read', actions: 'read', 'security-events': 'write' } },
        },
      });
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

  it('docs/least-scopes.md: its commands print what stands below them', async () => {
    const document = read('docs/least-scopes.md');
    const [command] = blocksOf(document, 'sh');
    const [text] = blocksOf(document, 'text');
    const words = [...command!.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
    expect((await cli(words.slice(1))).out).toBe(text);
    const [json] = blocksOf(document, 'json');
    const { out } = await cli(['least', 'sentry-cli releases new', '--format', 'json']);
    expect(JSON.parse(out)).toEqual(JSON.parse(json!));
  });

  it('docs/least-scopes.md: its table adds up', () => {
    const rows = [
      ...read('docs/least-scopes.md').matchAll(
        /^\| (`[^|]+`) +\| (\d+) scopes +\| (\d+) +\| (\d+) +\| (\d+) +\|$/gm,
      ),
    ];
    expect(rows).toHaveLength(3);
    for (const [, set = '', ...numbers] of rows) {
      const scopes = [...set.matchAll(/`([^`]+)`/g)].map(([, scope]) => scope!);
      const stored = [...closure(scopes)].map((scope) => scopeNamed(scope)!.sensitivity);
      expect(numbers.map(Number)).toEqual([
        stored.length,
        Math.max(...stored),
        stored.reduce<number>((sum, sensitivity) => sum + sensitivity, 0),
        reach(scopes, 'internal-integration').operations.length,
      ]);
    }
  });

  // What others bring into the bundles is there too: test/project/licences.test.ts compares it with what they hold.
  it('docs/dependencies.md names every package, and at build time no other', () => {
    const declared = ['package.json', 'client/package.json', 'server/package.json'].flatMap((path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(path)) as Partial<
        Record<'dependencies' | 'devDependencies', Record<string, string>>
      >;
      return Object.keys({ ...dependencies, ...devDependencies });
    });
    const namedIn = (text: string): string[] =>
      [...text.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) =>
        [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
      );
    const page = read('docs/dependencies.md');
    const [, buildTime = ''] = page.split('## At build time only');
    expect(declared.filter((name) => !namedIn(page).includes(name))).toEqual([]);
    expect(namedIn(buildTime).filter((name) => !declared.includes(name))).toEqual([]);
    expect(namedIn(buildTime)).not.toEqual([]);
  });
});
