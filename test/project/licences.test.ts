/** Whatever is shipped of others is named in docs/dependencies.md with its licence, and pinned. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { at, root } from '../../scripts/lib/paths.mjs';
import { noNetwork } from '../../scripts/lib/no-network.mjs';
import { noVersionCheck } from '../../scripts/lib/no-version-check.mjs';
import { noticesOf, packagesIn } from '../../scripts/lib/notices.mjs';
import { readJson } from '../../scripts/lib/read-json.mjs';

const ENTRIES = {
  node: [
    'client/src/extension.ts',
    'server/src/lsp/node-main.ts',
    'server/src/cli/main.ts',
    'server/src/formatter/formatter.ts',
  ],
  browser: ['client/src/browser-extension.ts', 'server/src/lsp/browser-main.ts'],
} as const;

/** The folders of all packages that end up in a bundle. */
async function bundled(platform: keyof typeof ENTRIES): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...ENTRIES[platform]],
    bundle: true,
    write: false,
    metafile: true,
    platform,
    format: 'cjs',
    mainFields: [...(platform === 'browser' ? ['browser'] : []), 'module', 'main'],
    external: ['vscode'],
    plugins: [noVersionCheck, noNetwork],
    outdir: 'dist',
    define: { __VERSION__: '""' },
    logLevel: 'silent',
  });
  return packagesIn([metafile]);
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Licences that ask for nothing but that they are named. */
const FREE: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'Apache-2.0',
  '0BSD',
]);

describe('what is bundled', async () => {
  const folders = [...new Set([...(await bundled('node')), ...(await bundled('browser'))])];
  const packages = folders.map((folder) => readJson(at(join(folder, 'package.json'))) as Package);
  const page = readFileSync(at('docs/dependencies.md'), 'utf8');
  const rows = page
    .slice(page.indexOf('## In the bundles'), page.indexOf('## At build time only'))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [, names = '', licence = ''] = line.split('|').map((cell) => cell.trim());
      return [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name ?? '', licence] as const);
    });

  it('is found', () => {
    expect(packages.length).toBeGreaterThan(15);
  });

  it('is named in docs/dependencies.md with its licence, and nothing else is', () => {
    const used = new Map(packages.map(({ name, license }) => [name, license]));
    expect(Object.fromEntries([...rows].sort())).toEqual(Object.fromEntries([...used].sort()));
  });

  it('goes along with its licence', () => {
    const notices = noticesOf(folders);
    for (const { name, version } of packages) expect(notices).toContain(`\n${name} ${version}\n`);
    expect(notices.match(/copyright/gi)?.length).toBeGreaterThanOrEqual(packages.length);
  });

  it('is free to be passed on', () => {
    expect(packages.filter(({ license }) => !FREE.has(license ?? ''))).toEqual([]);
    for (const folder of folders)
      expect(
        readdirSync(at(folder)).some((file) => /licen[cs]e/i.test(file)),
        folder,
      ).toBe(true);
  });
});

describe('every package', () => {
  const lock = readJson(at('package-lock.json')) as {
    readonly packages: Readonly<
      Record<
        string,
        {
          readonly version?: string;
          readonly integrity?: string;
          readonly link?: boolean;
          readonly resolved?: string;
        }
      >
    >;
  };
  const others = Object.entries(lock.packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );

  it('is pinned to one version and one content', () => {
    const loose = others.filter(
      ([, { version, integrity }]) => !version || !integrity?.startsWith('sha512-'),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('is named without the address that it came from', () => {
    expect(others.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  // Tests and scripts may use what any of the three declares.
  it.each([
    ['client/src', ['client']],
    ['server/src', ['server']],
    ['scripts', ['.', 'client', 'server']],
    ['test', ['.', 'client', 'server']],
  ])('that %s imports is declared by %s', (folder, packagesOf) => {
    const declared = packagesOf.flatMap((path) => {
      const { devDependencies } = readJson(at(path, 'package.json')) as {
        readonly devDependencies: Readonly<Record<string, string>>;
      };
      return Object.keys(devDependencies);
    });
    const imported = readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.m?[jt]s$/.test(file) && !file.includes('node_modules'))
      .flatMap((file) => [
        ...readFileSync(at(folder, file), 'utf8').matchAll(/\bfrom '((?:@[^/']+\/)?[a-z][^/':]*)[^':]*'/g),
      ])
      .map(([, name = '']) => (name === 'vscode' ? '@types/vscode' : name));
    expect(imported.length).toBeGreaterThan(5);
    expect([...new Set(imported)].filter((name) => !declared.includes(name))).toEqual([]);
  });
});
