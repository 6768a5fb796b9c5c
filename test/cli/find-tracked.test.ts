/** Files that are committed though a `.gitignore` names them: to Git they are files like any other. */
import { execFileSync } from 'node:child_process';
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
  const { paths, problems } = await findFiles(
    given.map((path) => join(repository.folder, path)),
    counting,
  );
  const short = (text: string): string => text.replaceAll(`${repository.folder}/`, '');
  const said = problems.map(({ path, message }) => short(`${path}: ${message}`));
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

  const inVain = (files: string): unknown =>
    expect.stringContaining(
      `: Git does not say which files are committed, so what .gitignore names is left out: ${files}. `,
    );

  it('makes what it does not tell of a problem, if anything is passed over that would be read', async () => {
    put(
      'a/sentry-permissions.yaml',
      'a/sub/x.sentry-permissions.yml',
      'b/sentry-permissions.yaml',
      'c/x.txt',
    );
    repository.commit('first');
    repository.git('init', '-q', join(repository.folder, 'a/sub'));
    repository.write('.gitignore', 'a/\nc/\n');
    repository.write('.git/index', 'nothing that Git reads');
    const [one, other] = ['a/sentry-permissions.yaml', 'a/sub/x.sentry-permissions.yml'];
    const paths = ['b/sentry-permissions.yaml'];
    const files = `2 files, such as ${one}`;
    expect(await find(['', 'b', 'a'])).toMatchObject({ paths, said: [inVain(files)] });
    expect(await find(['', '**/*.yaml'])).toMatchObject({ paths, said: [inVain(files)] });
    expect(await find(['a'])).toMatchObject({ paths: [], said: [inVain(files)] });
    expect(await find(['', one])).toMatchObject({
      paths: [...paths, one],
      said: [inVain(`1 file, ${other}`)],
    });
    expect(await find(['', one, other])).toMatchObject({ paths: [...paths, one, other], said: [] });
    repository.write('.gitignore', 'c/\n');
    expect(await find([''])).toMatchObject({ paths: [one, other, ...paths], said: [] });
  });

  it('tells what is committed whatever else is: of submodules that it cannot read, in names without an end', async () => {
    const { folder, git, write, commit } = repository;
    const marked = 'evil/\uFEFFa/\uFEFFb.sentry-permissions.yaml';
    put(marked, 'sub/deep/sentry-permissions.yaml', 'evil/a[1].yaml');
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['commit', '-q', '-m', 'first'],
    ])
      git('-C', join(folder, 'sub'), ...args);
    write('.gitignore', 'evil\nsub\n*.yaml');
    git('add', '-A', '-f');
    commit('first');
    const own = 'sub/deep/sentry-permissions.yaml';
    for (const line of ['shallow = maybe', 'fetchRecurseSubmodules = maybe', '[']) {
      write('.gitmodules', `[submodule "x"]\npath = sub\n${line}\n`);
      expect(await find([''])).toMatchObject({ paths: [marked, own], said: [] });
      const yaml = ['evil/a[1].yaml', marked, own];
      expect(await find(['**/*.yaml'])).toMatchObject({ paths: yaml, said: [] });
    }
  });

  it.skipIf(process.platform === 'win32')('lists no more for a pattern than its names', async () => {
    const { folder, git, write, commit } = repository;
    put('evil/a.yaml', 'evil/b.sentry-permissions.yml', 'evil/c+(x', 'evil/é.yml');
    commit('first');
    write('.gitignore', 'evil\n');
    const blob = git('hash-object', '-w', '.gitignore').trim();
    const deep = Array.from({ length: 16 }, () => 'x'.repeat(240)).join('/');
    const lines = Array.from({ length: 17_500 }, (_, i) => `100644 ${blob}\t${deep}/${String(i)}\n`);
    execFileSync('git', ['update-index', '--index-info'], { cwd: folder, input: lines.join('') });
    for (const [pattern, ...paths] of [
      ['**/*.yaml', 'evil/a.yaml'],
      ['**/[a-c].y{a,}ml', 'evil/a.yaml'],
      ['e*/@(a|b|é).{yaml,yml}', 'evil/a.yaml', 'evil/é.yml'],
      ['e*/c+(x', 'evil/c+(x'],
      ['evil/b.*.yml', 'evil/b.sentry-permissions.yml'],
    ] as const)
      expect(await find([pattern])).toMatchObject({ paths, said: [] });
    expect(await find(['evil/*'])).toMatchObject({
      paths: [],
      said: [expect.stringMatching(/left out: 4 files, such as .* Git gives more than 64 MB\.$/)],
    });
  });

  it('that is asked for more than a command line takes says so', async () => {
    const names = Array.from(
      { length: 100_000 },
      (_, i) => `a name of a file that is as long as this one ${String(i)}`,
    );
    expect(await gitIn('.').run(['ls-files', '--', ...names])).toEqual({
      fault: expect.stringMatching(/^Git cannot be started: E\w+\.$/) as string,
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
