/** Files that are committed though a `.gitignore` names them: to Git they are files like any other. */
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findFiles } from '../../server/src/cli/find-files.ts';
import { gitIn } from '../../server/src/cli/node-git.ts';
import { NOT_INSTALLED, type Git } from '../../server/src/ports/git.ts';
import { createRepository, type Repository } from './repository.ts';

let repository: Repository;

beforeEach(() => {
  repository = createRepository();
  repository.git('init', '-q', '-b', 'main');
});
afterEach(() => {
  vi.unstubAllEnvs();
  repository.remove();
});

function put(...paths: string[]): void {
  for (const path of paths) repository.write(path, '');
}

/** What is found from the top of the repository, what is said of it, and what Git was asked for, in so many questions. */
async function find(
  given: readonly string[],
  git: Git = gitIn('.'),
): Promise<{ paths: string[]; said: string[]; asked: number }> {
  let asked = 0;
  const counting: Git = { run: (...question) => (asked++, git.run(...question)) };
  const { paths, problems, notes } = await findFiles(
    given.map((path) => join(repository.folder, path)),
    counting,
  );
  const short = (text: string): string => text.replaceAll(`${repository.folder}/`, '');
  const said = [...problems, ...(notes ?? [])].map(({ path, message }) => short(`${path}: ${message}`));
  return { paths: paths.map(short), said, asked };
}

describe('a manifest that is committed', () => {
  it('is found whatever .gitignore names, below ignored folders too, and others there are not', async () => {
    put('sentry-permissions.yaml', 'infra/a/sentry-permissions.yaml', 'own/sentry-permissions.yml');
    put('dist/kept/é “a”.sentry-permissions.yaml', 'dist/node_modules/x/sentry-permissions.yaml');
    repository.commit('first');
    repository.write('.gitignore', '/*.yaml\ninfra/\ndist\n');
    repository.write('own/.gitignore', '*\n');
    put(
      'infra/sentry-permissions.yaml',
      'infra/a/b/sentry-permissions.yaml',
      'dist/new/sentry-permissions.yml',
    );
    const committed = [
      'dist/kept/é “a”.sentry-permissions.yaml',
      'infra/a/sentry-permissions.yaml',
      'own/sentry-permissions.yml',
      'sentry-permissions.yaml',
    ];
    expect(await find([''])).toMatchObject({ paths: committed, said: [] });
    expect(await find(['infra', 'own'])).toMatchObject({ paths: committed.slice(1, 3), said: [] });
  });

  it('is found by a pattern too, whatever its name, and one that is not is told to be ignored', async () => {
    put('infra/a.yaml', 'infra/deep/b.yaml', 'infra/c.txt');
    repository.commit('first');
    repository.write('.gitignore', 'infra/\nout/\n');
    put('infra/new.yaml', 'out/d.yaml');
    expect(await find(['infra/*.yaml'])).toMatchObject({ paths: ['infra/a.yaml'], said: [] });
    expect((await find(['**/*.yaml'])).paths).toEqual(['infra/a.yaml', 'infra/deep/b.yaml']);
    expect((await find(['out/*.yaml'])).said).toEqual([
      expect.stringContaining('Nothing is here but what Git ignores: 1 file, out/d.yaml.'),
    ]);
  });

  it('is not one any more once it is out of the index, and is one as soon as it is in it', async () => {
    put('a/sentry-permissions.yaml', 'b/sentry-permissions.yaml');
    repository.write('.gitignore', 'a/\nb/\n');
    repository.git('add', '-A', '-f', 'a');
    expect((await find([''])).paths).toEqual(['a/sentry-permissions.yaml']);
    repository.git('add', '-f', 'b');
    repository.git('rm', '-q', '--cached', 'a/sentry-permissions.yaml');
    expect((await find([''])).paths).toEqual(['b/sentry-permissions.yaml']);
  });

  it('is found in a work tree, and in a submodule, to which nothing that is named around it matters', async () => {
    const { folder, git, write, commit } = repository;
    put('infra/sentry-permissions.yaml');
    commit('first');
    git('worktree', 'add', '-q', join(folder, 'tree'), 'first');
    git('init', '-q', join(folder, 'other'));
    put('other/a/sentry-permissions.yaml');
    git('-C', join(folder, 'other'), 'add', '-A');
    git('-C', join(folder, 'other'), 'commit', '-q', '-m', 'first');
    const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add'];
    git(...add, join(folder, 'other'), 'infra/sub');
    git(...add, join(folder, 'other'), 'sub');
    put('sub/new.sentry-permissions.yaml');
    rmSync(join(folder, 'other'), { recursive: true });
    for (const path of ['', 'tree/']) write(`${path}.gitignore`, 'infra/\nother/\n*permissions.yaml\n');
    expect((await find([''])).paths).toEqual([
      'infra/sentry-permissions.yaml',
      'infra/sub/a/sentry-permissions.yaml',
      'sub/a/sentry-permissions.yaml',
      'sub/new.sentry-permissions.yaml',
      'tree/infra/sentry-permissions.yaml',
    ]);
  });

  it.skipIf(process.platform === 'win32')('is found through a link to a folder that is named', async () => {
    put('infra/sentry-permissions.yaml');
    repository.commit('first');
    repository.write('.gitignore', 'infra/\nlink\n*.yaml\n');
    symlinkSync('infra', join(repository.folder, 'link'));
    expect((await find(['link'])).paths).toEqual(['link/sentry-permissions.yaml']);
  });
});

describe('Git', () => {
  it('is asked once for a repository, and not where nothing is passed over', async () => {
    put('a/sentry-permissions.yaml', 'b/sentry-permissions.yaml', 'c/x.txt');
    repository.commit('first');
    expect((await find(['', 'a', 'c'])).asked).toBe(0);
    repository.write('.gitignore', '*.txt\n');
    expect((await find([''])).asked).toBe(0);
    repository.write('.gitignore', 'a/\nb/\nc/\n');
    expect(await find(['', 'a', 'b'])).toMatchObject({ asked: 1, paths: { length: 2 } });
  });

  it('is not needed: without it, or without a repository, all is left out that .gitignore names', async () => {
    put('a/sentry-permissions.yaml', 'b/sentry-permissions.yaml');
    repository.commit('first');
    repository.write('.gitignore', 'a/\n');
    const expected = { paths: ['b/sentry-permissions.yaml'], said: [] };
    const none: Git = { run: () => Promise.resolve({ fault: NOT_INSTALLED }) };
    expect(await find([''], none)).toMatchObject(expected);
    rmSync(join(repository.folder, '.git'), { recursive: true });
    expect(await find([''])).toMatchObject({ ...expected, asked: 0 });
  });

  it.skipIf(process.platform === 'win32')('runs nothing that the repository names', async () => {
    put('a/sentry-permissions.yaml');
    repository.commit('first');
    repository.write('.gitignore', 'a/\n');
    const marker = join(repository.folder, '.git/ran');
    repository.git('config', 'core.fsmonitor', `echo ran > '${marker}'; false`);
    expect((await find([''])).paths).toEqual(['a/sentry-permissions.yaml']);
    expect(existsSync(marker)).toBe(false);
  });

  it('is said to have been asked in vain where it does not tell', async () => {
    put('a/sentry-permissions.yaml', 'b/sentry-permissions.yaml');
    repository.commit('first');
    repository.write('.gitignore', 'a/\n');
    repository.write('.git/index', 'nothing that Git reads');
    expect(await find(['', 'b'])).toMatchObject({
      paths: ['b/sentry-permissions.yaml'],
      said: [
        expect.stringMatching(
          /: Git does not say which files are committed, so what \.gitignore names is left out\. .*index/,
        ),
      ],
    });
  });
});

describe('what a hook is told of its own repository', () => {
  it.each([
    ['GIT_INDEX_FILE', '.git/index'],
    ['GIT_INDEX_FILE', 'none'],
    ['GIT_DIR', '.git'],
    ['GIT_DIR', 'none'],
    ['GIT_WORK_TREE', ''],
    ['GIT_PREFIX', 'a/'],
  ])('counts for none that a search comes upon: %s', async (name, value) => {
    const { folder, git, write } = repository;
    put('a/sentry-permissions.yaml', 'nested/b/sentry-permissions.yaml');
    for (const path of ['', 'nested']) {
      write(join(path, '.gitignore'), 'a\nb\nnested\n');
      git('init', '-q', join(folder, path));
      git('-C', join(folder, path), 'add', '-f', path === '' ? 'a' : 'b');
    }
    vi.stubEnv(name, name === 'GIT_PREFIX' ? value : join(folder, value));
    expect(await find(['nested'])).toMatchObject({ paths: ['nested/b/sentry-permissions.yaml'], said: [] });
    vi.stubEnv(name, join(folder, 'nested', value));
    expect(await find(['a', ''])).toMatchObject({ paths: ['a/sentry-permissions.yaml'], said: [] });
  });

  it.each(['LITERAL', 'GLOB', 'NOGLOB', 'ICASE'])('of patterns counts as little: %s', async (kind) => {
    put('a/sentry-permissions.yaml', 'b.yaml');
    repository.commit('first');
    repository.write('.gitignore', 'a\nb*\n');
    vi.stubEnv('GIT_NOGLOB_PATHSPECS', '1');
    vi.stubEnv(`GIT_${kind}_PATHSPECS`, '1');
    expect(await find(['', '*.yaml'])).toMatchObject({
      paths: ['a/sentry-permissions.yaml', 'b.yaml'],
      said: [],
    });
  });
});
