/** What the extension's package and manifest promise. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../../scripts/lib/paths.mjs';

interface Manifest {
  readonly version: string;
  readonly main: string;
  readonly browser: string;
  readonly capabilities: unknown;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly commands: readonly { command: string }[];
    readonly languages: readonly { id: string; filenames: string[]; filenamePatterns: string[] }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    readonly yamlValidation?: unknown;
  };
}
const manifest = read('package.json');

describe('the package', () => {
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

  it('lets no workspace say who signs a review', () => {
    expect(manifest.contributes.configuration.properties['sentryPermissions.reviewer']?.scope).toBe(
      'application',
    );
  });

  it('offers the commands that the client carries out', () => {
    const sources = ['client/src/activate.ts', 'server/src/protocol.ts'].map((file) =>
      readFileSync(at(file), 'utf8'),
    );
    for (const { command } of manifest.contributes.commands) {
      expect(sources.some((source) => source.includes(`'${command}'`))).toBe(true);
    }
  });
});

describe('the lock files', () => {
  it('name no address to download from', () => {
    const files = ['', 'scripts/editor/host/', 'scripts/editor/web-host/'];
    for (const file of files.map((folder) => `${folder}package-lock.json`)) {
      expect(readFileSync(at(file), 'utf8')).not.toContain('"resolved": "http');
    }
  });
});

function read(file: string): Manifest {
  return JSON.parse(readFileSync(at(file), 'utf8')) as Manifest;
}
