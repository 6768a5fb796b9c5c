/** Which files are manifests is asked in many ways: of the disk, of Git, of VS Code, of a hook. All have to answer alike. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { minimatch } from 'minimatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at } from '../../scripts/lib/paths.mjs';
import { findFiles } from '../../server/src/cli/find-files.ts';
import { changedManifests } from '../../server/src/cli/git-manifests.ts';
import { nodeFiles } from '../../server/src/cli/node-files.ts';
import { gitIn } from '../../server/src/cli/node-git.ts';
import { diskFiles } from '../../server/src/lsp/disk-files.ts';
import { isManifestName, MANIFEST_PATTERNS } from '../../server/src/protocol.ts';
import { createRepository } from '../cli/repository.ts';

const MANIFESTS = [
  '.sentry-permissions.yaml',
  '.sentry-permissions.yml',
  '.team.sentry-permissions.yaml',
  'a b.sentry-permissions.yaml',
  'sentry-permissions.yaml',
  'sentry-permissions.yml',
  'team.shop.sentry-permissions.yml',
  'team.sentry-permissions.yaml',
];
const OTHERS = [
  'my-sentry-permissions.yaml',
  'sentry-permissions',
  'sentry-permissions.json',
  'sentry-permissions.yaml.bak',
  'sentry-permissions.yaml5',
  'sentry-permissionsXyaml',
  'team.sentry-permissions.yamll',
];
const NAMES = [...MANIFESTS, ...OTHERS];

/** As VS Code and Git match: a star stands for a dot at the start too. */
const matches = (pattern: string, path: string): boolean => minimatch(path, pattern, { dot: true });

describe('the names of manifests', () => {
  it('are known by themselves', () => {
    expect(NAMES.filter(isManifestName)).toEqual(MANIFESTS);
  });

  it('are what is watched', () => {
    for (const folder of ['', 'a/b/'])
      expect(
        NAMES.filter((name) => MANIFEST_PATTERNS.some((pattern) => matches(pattern, folder + name))),
      ).toEqual(MANIFESTS);
  });

  it('are those of the language', () => {
    const { contributes } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
      contributes: { languages: { filenames: string[]; filenamePatterns: string[] }[] };
    };
    const [{ filenames, filenamePatterns } = { filenames: [], filenamePatterns: [] }] = contributes.languages;
    const isOfLanguage = (name: string): boolean =>
      filenames.includes(name) || filenamePatterns.some((pattern) => matches(pattern, name));
    expect(NAMES.filter(isOfLanguage)).toEqual(MANIFESTS);
  });

  it('are those of the hook', () => {
    const [hook] = parse(readFileSync(at('.pre-commit-hooks.yaml'), 'utf8')) as { files: string }[];
    for (const folder of ['', 'a/b/'])
      expect(NAMES.filter((name) => new RegExp(hook!.files).test(folder + name))).toEqual(MANIFESTS);
  });

  describe('on a disk', () => {
    const { folder, git, write, commit, remove } = createRepository();
    const found = (names: readonly string[]): string[] => [...names].sort();
    const expected = MANIFESTS.map((name) => `teams/${name}`).sort();

    beforeAll(() => {
      git('init', '-q', '-b', 'main');
      write('readme.md', '');
      commit('empty');
      for (const name of NAMES) write(`teams/${name}`, 'version: 1\n');
      commit('full');
    });
    afterAll(remove);

    it('are found by the command line', async () => {
      const { paths } = await findFiles([folder], gitIn(folder));
      expect(found(paths.map((path) => path.slice(folder.length + 1)))).toEqual(expected);
    });

    it('are found by the language server', async () => {
      const base = pathToFileURL(folder).href;
      const uris = await diskFiles(() => [base], expect.unreachable).list();
      expect(found(uris.map((uri) => decodeURIComponent(uri.slice(base.length + 1))))).toEqual(expected);
    });

    it.each(['empty..full', 'empty'])('are found by Git in %s', async (range) => {
      const { changed } = (await changedManifests(range, gitIn(folder), nodeFiles)) as Extract<
        Awaited<ReturnType<typeof changedManifests>>,
        { changed: unknown }
      >;
      expect(found(changed.map(({ head }) => head!.path))).toEqual(expected);
    });
  });
});
