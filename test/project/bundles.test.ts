/** What the bundles are made of: a package too many is slow to start and nobody sees it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as YAML from 'yaml';
import { builtinsWhenUsed } from '../../scripts/lib/builtins-when-used.mjs';
import { formatterApart } from '../../scripts/lib/formatter-apart.mjs';
import { oneMinimatch, oneYaml } from '../../scripts/lib/one-form.mjs';
import { noVersionCheck } from '../../scripts/lib/no-version-check.mjs';
import { at, root } from '../../scripts/lib/paths.mjs';
import { readJson } from '../../scripts/lib/read-json.mjs';

/** The files that an entry point pulls in; where it is for browsers, a module of Node's makes this fail. */
async function inputsOf(entry: string): Promise<string[]> {
  return Object.keys((await bundle(entry)).metafile.inputs);
}

const bundles = new Map<string, ReturnType<typeof bundled>>();

/** The bundle of an entry point, which is made once. */
function bundle(entry: string) {
  const known = bundles.get(entry) ?? bundled(entry);
  bundles.set(entry, known);
  return known;
}

function bundled(entry: string) {
  return build(optionsFor(entry));
}

function optionsFor(entry: string) {
  const web = entry.includes('/browser-');
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: web ? 'browser' : 'node',
    format: 'cjs',
    mainFields: [...(web ? ['browser'] : []), 'module', 'main'],
    external: ['vscode'],
    alias: entry.startsWith('client/') ? oneMinimatch : oneYaml,
    plugins: [formatterApart, builtinsWhenUsed, noVersionCheck],
    outdir: 'dist',
    define: { __VERSION__: '"0.0.0"', __MAIN_HASH__: '"0"' },
    logLevel: 'silent',
  } satisfies BuildOptions;
}

describe('the bundles', () => {
  it.each(['server/src/lsp/node-main.ts', 'server/src/lsp/browser-main.ts', 'server/src/cli/main.ts'])(
    '%s holds no Zod',
    async (entry) => {
      const inputs = await inputsOf(entry);
      expect(inputs.filter((file) => file.includes('node_modules/zod/'))).toEqual([]);
      expect(inputs).toContain('server/src/service.ts');
    },
  );

  it.each(['client/src/extension.ts', 'client/src/browser-extension.ts'])(
    '%s knows the server by its protocol alone, and reads recordings itself',
    async (entry) => {
      const inputs = await inputsOf(entry);
      const ours = inputs.filter((file) => file.startsWith('server/'));
      expect(ours.filter((file) => !file.startsWith('server/src/recording/')).sort()).toEqual([
        'server/src/document-protocol.ts',
        'server/src/ports/files.ts',
        'server/src/protocol.ts',
        'server/src/review-protocol.ts',
      ]);
    },
  );
  it.each(['client/src/extension.ts', 'client/src/browser-extension.ts'])(
    '%s holds each package in one form',
    async (entry) => {
      const forms = (await inputsOf(entry)).filter((file) => /\/dist\/(?:esm|commonjs)\//.test(file));
      expect(forms).not.toEqual([]);
      expect(forms.filter((file) => file.includes('/dist/esm/'))).toEqual([]);
    },
  );
  it('the extension leaves it to VS Code whether that is new enough for the client’s library', async () => {
    const client = readFileSync(at('node_modules/vscode-languageclient/lib/node/main.js'), 'utf8');
    const [, required = ''] = /REQUIRED_VSCODE_VERSION = '\^([\d.]+)'/.exec(client) ?? [];
    const { engines } = readJson(at('package.json')) as { readonly engines: { readonly vscode: string } };
    const promised = engines.vscode.replace(/^\^/, '');
    expect(required).toMatch(/^\d+\.\d+\.\d+$/);
    expect(promised.localeCompare(required, 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
    expect(promised.split('.')[0]).toBe(required.split('.')[0]);
    expect((await inputsOf('client/src/extension.ts')).filter((file) => file.includes('/semver/'))).toEqual(
      [],
    );
  });
  it.each(['server/src/lsp/node-main.ts', 'server/src/lsp/browser-main.ts', 'server/src/cli/main.ts'])(
    '%s reads YAML with the modules that the tests use',
    async (entry) => {
      const modules = (await inputsOf(entry)).filter((file) => file.includes('node_modules/yaml/'));
      expect(modules.length).toBeGreaterThan(10);
      expect(modules.filter((file) => !file.includes('/yaml/browser/dist/'))).toEqual([]);
      const shipped = (await import(at('node_modules/yaml/browser/dist/index.js'))) as typeof YAML;
      expect(YAML.Composer).toBe(shipped.Composer);
    },
  );
  it('the server loads the formatter from a file of its own', async () => {
    const heavy = /node_modules\/(?:prettier|diff)\//;
    expect((await inputsOf('server/src/lsp/node-main.ts')).filter((file) => heavy.test(file))).toEqual([]);
    const inputs = await inputsOf('server/src/formatter/formatter.ts');
    expect(inputs.some((file) => heavy.test(file))).toBe(true);
    expect(inputs.filter((file) => file.startsWith('server/src/'))).toEqual([
      'server/src/formatter/formatter.ts',
    ]);
  });

  it('the command line carries neither the editor’s features nor a schema library', async () => {
    const { metafile } = await bundle('server/src/cli/main.ts');
    const inputs = Object.values(metafile.outputs)[0]?.inputs ?? {};
    const weight = (part: string): number =>
      Object.entries(inputs).reduce(
        (sum, [path, { bytesInOutput }]) => sum + (path.includes(part) ? bytesInOutput : 0),
        0,
      );
    // What `least` and `explain` say is what hovers say; nothing that needs a cursor is in it.
    for (const part of ['completion', 'structure', 'symbols', 'formatting', 'code-actions'])
      expect(weight(`server/src/features/${part}`)).toBeLessThan(1000);
    expect(weight('node_modules/zod/')).toBe(0);
    expect(weight('node_modules/vscode-languageserver/')).toBe(0);
    expect(weight('node_modules/vscode-languageserver-types/')).toBe(0);
  });

  it('the server loads no module of Node that a start does not need', async () => {
    const { outputFiles } = await bundle('server/src/lsp/node-main.ts');
    const told = 'process.on("exit", () => require("fs").writeSync(1, process.moduleLoadList.join("\\n")));';
    const file = join(mkdtempSync(join(tmpdir(), 'bundles-')), 'main.js');
    writeFileSync(file, `${told}\n${outputFiles[0]?.text ?? ''}`);
    const { stdout } = spawnSync(process.execPath, [file, '--stdio'], { input: '', encoding: 'utf8' });
    const loaded = stdout.split('\n');
    rmSync(dirname(file), { recursive: true });
    expect(loaded).toContain('NativeModule net');
    for (const name of ['child_process', 'crypto', 'internal/fs/promises'])
      expect(loaded).not.toContain(`NativeModule ${name}`);
  });

  it("the server copies the names of the protocol's library for one module of ours, and for its main", async () => {
    const { outputFiles } = await build({
      ...optionsFor('server/src/lsp/node-main.ts'),
      minify: false,
    });
    const copies = outputFiles[0]?.text.match(/= __toESM\(require_(?:api|main)\d*\(\)\)/g);
    expect(copies).toHaveLength(2);
  });

  // Room for a few features more; what needs more than that is worth a thought, and a line in docs/dependencies.md.
  it.each([
    ['client/src/extension.ts', 500],
    ['client/src/browser-extension.ts', 487],
    ['server/src/lsp/node-start.ts', 4],
    ['server/src/lsp/node-main.ts', 998],
    ['server/src/lsp/browser-main.ts', 980],
    ['server/src/cli/main.ts', 796],
    ['server/src/formatter/formatter.ts', 250],
  ])('%s weighs no more than %i kB', async (entry, most) => {
    const { outputFiles } = await bundle(entry);
    const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
    expect(bytes / 1000).toBeLessThan(most);
  });

  it.each([
    ['E', 'client/src/extension.ts'],
    ['S', 'server/src/lsp/node-main.ts'],
    ['C', 'server/src/cli/main.ts'],
    ['F', 'server/src/formatter/formatter.ts'],
  ])('are made of what docs/dependencies.md says: %s', async (letter, entry) => {
    const { metafile, outputFiles } = await bundle(entry);
    const weights = weightsOf(Object.values(metafile.outputs)[0]?.inputs ?? {});
    weights.set('In all', (outputFiles[0]?.contents.length ?? 0) / 1000);
    const said = figuresOf(letter);
    for (const [names, figure] of said) {
      const is = names.reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
      expect(Math.abs(is - figure), `${names.join(', ')}: ${is.toFixed(1)} kB`).toBeLessThan(1.5 + is / 20);
    }
    const named = new Set([...said.keys()].flat());
    expect([...weights].filter(([name, kB]) => kB >= 0.5 && !named.has(name))).toEqual([]);
    const sum = [...said].reduce((all, [[name], figure]) => all + (name === 'In all' ? -figure : figure), 0);
    expect(Math.abs(sum)).toBeLessThan(4);
  });
});

/** What each part of a bundle weighs in kB: each package, our own code, and the catalogue's data. */
function weightsOf(
  inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>,
): Map<string, number> {
  const weights = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name =
      /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ??
      (file.includes('/catalog/data/') ? "The catalogue's data" : 'Our own code');
    weights.set(name, (weights.get(name) ?? 0) + bytesInOutput / 1000);
  }
  return weights;
}

/** The page's figures for one bundle, by the names that each is of. */
function figuresOf(letter: string): Map<readonly string[], number> {
  const page = readFileSync(at('docs/dependencies.md'), 'utf8').split('## At build time only')[0] ?? '';
  const rows = [...page.matchAll(/^\| (`[^|]+) \|[^|]+\|[^|]+\| ([^|]+) \|$/gm)].map(
    ([, names = '', figures = '']) =>
      [[...names.matchAll(/[^`, ]+/g)].map(([name]) => name), figures] as const,
  );
  const others = [...page.matchAll(/(Our own code|The catalogue's data|In all): ([^.]+)\./g)].map(
    ([, name = '', figures = '']) => [[name], figures] as const,
  );
  const pattern = new RegExp(`\\b${letter} (\\d+)`);
  return new Map(
    [...rows, ...others].flatMap(([names, figures]) => {
      const figure = pattern.exec(figures)?.[1];
      return figure === undefined ? [] : [[names, Number(figure)] as const];
    }),
  );
}
