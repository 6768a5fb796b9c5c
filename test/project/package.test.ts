/** What the extension's package and manifest promise. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { relativeTargets } from '../../scripts/check-package.mjs';
import { at } from '../../scripts/lib/paths.mjs';

interface Manifest {
  readonly version: string;
  readonly repository?: { readonly url: string };
  readonly homepage?: string;
  readonly bugs?: { readonly url: string };
  readonly qna?: string;
  readonly pricing?: string;
  readonly icon?: string;
  readonly galleryBanner?: { readonly color: string };
  readonly categories?: readonly string[];
  readonly keywords?: readonly string[];
  readonly main: string;
  readonly browser: string;
  readonly capabilities: unknown;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly commands: readonly { command: string; title: string; enablement?: string }[];
    readonly languages: readonly { id: string; filenames: string[]; filenamePatterns: string[] }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    readonly yamlValidation?: unknown;
  };
}
const manifest = read('package.json');

type Versions = Readonly<Record<string, string>>;
interface Installed {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
}

const ADDRESS = 'https://github.com/OWNER/sentry-permissions';

describe('the package', () => {
  it('says everywhere the one address that the repository has', () => {
    const own = read('package.json');
    expect(own.repository?.url).toBe(`${ADDRESS}.git`);
    expect(own.homepage).toBe(`${ADDRESS}#readme`);
    expect(own.bugs?.url).toBe(`${ADDRESS}/issues`);
    expect(own.qna).toBe(`${ADDRESS}/discussions`);
    const server = read('server/package.json');
    expect(server.repository).toEqual({ ...own.repository, directory: 'server' });
    expect([server.homepage, server.bugs]).toEqual([own.homepage, own.bugs]);
  });

  it('fills what the Marketplace shows', () => {
    const { icon, pricing, galleryBanner, categories, keywords } = read('package.json');
    expect({ icon, pricing }).toEqual({ icon: 'icon.png', pricing: 'Free' });
    expect(galleryBanner?.color).toMatch(/^#[0-9a-f]{6}$/);
    // A PNG says its width and height in the first chunk; the Marketplace asks for 128 or more.
    const png = readFileSync(at('icon.png'));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)].every((side) => side >= 128)).toBe(true);
    const known = ['Linters', 'Programming Languages', 'Snippets', 'Formatters'];
    expect(categories).toEqual(known);
    // It takes 30 tags, and vsce adds some of its own.
    expect(keywords?.length).toBeLessThan(20);
  });

  it('tells a page that works in the Marketplace from one that does not', () => {
    const page =
      '[a](https://x.example) [b](#b) [c](docs/c.md) ![d](d.png) <img src="e.png"> <source srcset="f.png">';
    expect(relativeTargets(page)).toEqual(['docs/c.md', 'd.png', 'e.png', 'f.png']);
  });

  it('has one version everywhere', () => {
    for (const file of ['client/package.json', 'server/package.json']) {
      expect(read(file).version).toBe(manifest.version);
    }
  });
});

describe('the extension manifest', () => {
  it('does not wake for every YAML file, and leaves our files to nobody else', () => {
    expect(manifest.activationEvents).not.toContain('onLanguage:yaml');
    expect(manifest.activationEvents).not.toContain('*');
    expect(manifest.contributes.yamlValidation).toBeUndefined();
  });

  it('names each file that a manifest may have', () => {
    const [language] = manifest.contributes.languages;
    expect(language?.id).toBe('sentry-permissions');
    expect([...(language?.filenames ?? []), ...(language?.filenamePatterns ?? [])]).toEqual([
      'sentry-permissions.yaml',
      'sentry-permissions.yml',
      '*.sentry-permissions.yaml',
      '*.sentry-permissions.yml',
    ]);
  });

  it('runs on Node and in a browser, whatever the workspace', () => {
    expect([manifest.main, manifest.browser]).toEqual(['./dist/extension.js', './dist/browser-extension.js']);
    expect(manifest.capabilities).toEqual({
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  it('has no setting by which a workspace that nobody trusts could have something run', () => {
    const telling = /path|command|executable|program|args|env|node|runtime|url/i;
    const names = Object.keys(manifest.contributes.configuration.properties);
    expect(names.filter((name) => telling.test(name))).toEqual([]);
  });

  it('offers in menus what is about a manifest by its name as well as by its language', () => {
    const about = Object.entries(manifest.contributes.menus).flatMap(([menu, items]) =>
      items.flatMap(({ command, when = '' }) =>
        /lang|filename/i.test(when) ? [{ entry: `${menu}: ${command}`, when }] : [],
      ),
    );
    expect(about.length).toBeGreaterThan(6);
    for (const { entry, when } of about) {
      expect(when, entry).toMatch(/(?:editor|resource)LangId == sentry-permissions \|\| /);
      const [, pattern = '', flags] = /resourceFilename =~ \/(.*)\/(i?)\)?$/.exec(when) ?? [];
      for (const name of [
        'sentry-permissions.yaml',
        'sentry-permissions.yml',
        'shop.sentry-permissions.yml',
      ]) {
        expect(new RegExp(pattern || 'none', flags).test(name), `${entry} of ${name}`).toBe(true);
      }
      expect(new RegExp(pattern, flags).test('values.yaml'), entry).toBe(false);
    }
  });

  it('offers nothing that writes where nothing can be written, as in the other side of a comparison', () => {
    const { commands, menus } = manifest.contributes;
    const writing =
      /\.(?:mark(?:All|Owner)?Reviewed|add(?:All)?Rationales?|acceptOwner|importUses|replaceByLeast)$/;
    const offers = [
      ...commands.map(({ command, enablement = '' }) => ({ command, when: enablement })),
      ...Object.values(menus).flat(),
    ].filter(({ command }) => writing.test(command));
    expect(new Set(offers.map(({ command }) => command)).size).toBe(8);
    for (const { command, when } of offers) expect(when, command).toMatch(/^!editorReadonly && \(.*\)$/);
  });

  it('offers in the palette what works on the manifest beside a page that has the focus', () => {
    const { commands, menus } = manifest.contributes;
    const enabled = new Map(commands.map(({ command, enablement = '' }) => [command, enablement]));
    const about = (menus['commandPalette'] ?? []).filter(({ when = '' }) => when.includes('editorLangId'));
    expect(about.length).toBeGreaterThan(8);
    for (const { command, when = '' } of about)
      for (const condition of [when, enabled.get(command)])
        expect(condition, command).toMatch(/ \|\| sentryPermissions\.manifestBeside \|\| /);
  });

  it('offers in the palette what the table of README names, and nothing else', () => {
    const titles = JSON.parse(readFileSync(at('package.nls.json'), 'utf8')) as Record<string, string>;
    const { commands, menus } = manifest.contributes;
    const hidden = new Set(
      (menus['commandPalette'] ?? []).flatMap(({ command, when }) => (when === 'false' ? [command] : [])),
    );
    const offered = commands
      .filter(({ command }) => !hidden.has(command))
      .map(({ title }) => (titles[title.replaceAll('%', '')] ?? title).replace(/…$/, ''));
    const [, table = ''] =
      /^\| command .*\n\|[ -|]*\n((?:\|.*\n)+)/m.exec(readFileSync(at('README.md'), 'utf8')) ?? [];
    const named = [...table.matchAll(/^\| (.*?) +\|/gm)].flatMap(([, cell = '']) => {
      // “Group Reviews by State, Owner, …” stands for all of them; elsewhere a comma is between two commands.
      const [first = '', ...more] = cell.split(', ');
      const begin = first.replace(/ \w+$/, ' ');
      return more.includes('…') ? offered.filter((title) => title.startsWith(begin)) : [first, ...more];
    });
    expect(offered.length).toBeGreaterThan(15);
    expect(named.sort()).toEqual(offered.sort());
  });

  it('lets no workspace say who signs a review', () => {
    expect(manifest.contributes.configuration.properties['sentryPermissions.reviewer']?.scope).toBe(
      'application',
    );
  });

  it('offers the commands that the client carries out', () => {
    const sources = ['client/src/activate.ts', 'client/src/reviews.ts', 'server/src/protocol.ts'].map(
      (file) => readFileSync(at(file), 'utf8'),
    );
    for (const { command } of manifest.contributes.commands) {
      expect(sources.some((source) => source.includes(`'${command}'`))).toBe(true);
    }
  });
});

describe('the lock files', () => {
  const apart = readdirSync(at('scripts'), { recursive: true, encoding: 'utf8' })
    .map((path) => `scripts/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('/package-lock.json'));

  it('name no address to download from', () => {
    expect(apart.length).toBeGreaterThan(3);
    for (const file of ['package-lock.json', ...apart]) {
      expect(readFileSync(at(file), 'utf8'), file).not.toContain('"resolved": "http');
    }
  });

  it('are of programs that docs/dependencies.md names, with where they stand', () => {
    const page = readFileSync(at('docs/dependencies.md'), 'utf8');
    for (const file of apart) {
      const folder = file.replace('package-lock.json', '');
      // The page names the folder, or the one that it is in.
      expect(
        page.includes(`\`${folder}\``) || page.includes(`\`${folder.replace(/[^/]+\/$/, '')}\``),
        file,
      ).toBe(true);
      const installed = JSON.parse(readFileSync(at(`${folder}package.json`), 'utf8')) as Installed;
      const { dependencies, devDependencies, optionalDependencies } = installed;
      for (const name of Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }))
        expect(page, file).toContain(`\`${name}\``);
    }
  });
});

function read(file: string): Manifest {
  return JSON.parse(readFileSync(at(file), 'utf8')) as Manifest;
}
