/** The recipes of CONTRIBUTING, followed in a copy of what they touch. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageManager, listFiles } from '@vscode/vsce';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, root } from '../../scripts/lib/paths.mjs';

/** What `new-rule`, the generator and the tests of one rule read. */
const NEEDED =
  /^(?:client|docs|l10n|schemas|scripts|server|snippets)\/|^test\/(?:docs|server\/(?:rules\/[^/]+$|support|features\/cursor))|^test\/seed|^[^/]+$/;

const ID = 'odd-name';
const CONTRIBUTING = readFileSync(at('CONTRIBUTING.md'), 'utf8');

let copy = '';
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'recipes-'));
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of String(listed.stdout).trim().split('\n')) {
    // Git lists what is deleted or moved and not yet staged, and a link in the place of node_modules.
    if (!NEEDED.test(file) || !lstatSync(at(file), { throwIfNoEntry: false })?.isFile()) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(at(file), join(copy, file));
  }
  symlinkSync(at('node_modules'), join(copy, 'node_modules'));
}, 60_000);
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function inCopy(program: string, ...args: readonly string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, GOLDEN: '', NO_COLOR: '1' },
  });
  return { code: status, output: stdout + stderr };
}

describe('adding a rule', () => {
  it('leaves a tree that passes', () => {
    expect(CONTRIBUTING).toContain('`npm run new-rule -- <id>`');
    const made = inCopy('scripts/new-rule.mjs', ID);
    expect(made.output).toContain(`wrote server/src/rules/${ID}.ts`);
    expect(made.code).toBe(0);
    expect(readFileSync(join(copy, 'README.md'), 'utf8')).toContain(`docs/rules/${ID}.md`);
    const files = [`server/src/rules/${ID}.ts`, 'server/src/rules/list.ts'];
    const formatted = inCopy('node_modules/prettier/bin/prettier.cjs', '--check', ...files);
    expect(formatted.output).toContain('All matched files use Prettier code style!');
    const tests = ['test/server/rules/golden.test.ts', 'test/docs/rule-pages.test.ts'];
    const tested = inCopy('node_modules/vitest/vitest.mjs', 'run', ...tests, '-t', ID);
    expect(tested.output).toMatch(/Tests\s+(?:[6-9]|\d\d) passed/);
    expect(tested.code).toBe(0);
  }, 240_000);

  it('writes over no rule, and takes no id that is none', () => {
    expect(inCopy('scripts/new-rule.mjs', 'missing-owner').output).toContain('There is such a rule already');
    expect(inCopy('scripts/new-rule.mjs', 'Odd').output).toContain('“Odd” is no id of a rule');
  });
});

describe('the other recipes', () => {
  it('name files that there are', () => {
    const recipes = CONTRIBUTING.slice(CONTRIBUTING.indexOf('## Adding a rule'));
    const named = [
      ...recipes.matchAll(/`((?:server|scripts|test|docs|client|l10n)\/[\w./-]{1,80}\.\w{1,5})`/g),
    ];
    expect(named.length).toBeGreaterThan(6);
    for (const [, file] of named) expect(() => readFileSync(at(file ?? ''))).not.toThrow();
  });

  it('let the files of a language into the package', async () => {
    const line = /Add `([^`]+)` to `\.vscodeignore`/.exec(CONTRIBUTING)?.[1] ?? '';
    const files = ['package.nls.de.json', 'l10n/bundle.l10n.de.json'];
    for (const file of files) cpSync(at(file.replace('.de.', '.')), join(copy, file));
    appendFileSync(join(copy, '.vscodeignore'), `${line}\n`);
    expect(await listFiles({ cwd: copy, packageManager: PackageManager.None })).toEqual(
      expect.arrayContaining(files),
    );
  });

  it.each(['l10n/bundle.l10n', 'package.nls'])('hold each language of %s against the original', (base) => {
    const original = stringsOf(`${base}.json`);
    const languages = readdirSync(at(dirname(base)))
      .map((name) => join(dirname(base), name))
      .filter((name) => name.startsWith(`${base}.`) && name !== `${base}.json`);
    for (const language of languages) expect(faultsOf(original, stringsOf(language)), language).toEqual([]);
    const [first = '', ...others] = Object.keys(original);
    const half = Object.fromEntries(others.map((key) => [key, original[key] ?? '']));
    expect(faultsOf(original, { ...half, 'not there': 'x' })).toEqual([`lacks ${first}`, 'has no not there']);
  });
});

function stringsOf(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(at(file), 'utf8')) as Readonly<Record<string, string>>;
}

/** What a translation lacks, has too much, or has lost a value of. */
function faultsOf(
  original: Readonly<Record<string, string>>,
  translated: Readonly<Record<string, string>>,
): string[] {
  const holes = (text: string): string => (text.match(/\{\d\}/g) ?? []).sort().join();
  return [
    ...Object.keys(original).flatMap((key) => (key in translated ? [] : [`lacks ${key}`])),
    ...Object.keys(translated).flatMap((key) => (key in original ? [] : [`has no ${key}`])),
    ...Object.entries(translated).flatMap(([key, text]) =>
      holes(text) === holes(original[key] ?? text) ? [] : [`lost a value in ${key}`],
    ),
  ];
}
