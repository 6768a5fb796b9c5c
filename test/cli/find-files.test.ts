import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFiles } from '../../server/src/cli/find-files.ts';
import { gitIn } from '../../server/src/cli/node-git.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-find-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function find(...given: string[]): Promise<{ paths: string[]; problems: string[] }> {
  const { paths, problems } = await findFiles(
    given.map((path) => `${folder}/${path}`),
    gitIn('.'),
  );
  const short = (path: string): string => path.replace(`${folder}/`, '');
  return { paths: paths.map(short), problems: problems.map(({ path }) => short(path)) };
}

describe.skipIf(process.platform === 'win32')('a folder that holds what is no file', () => {
  it('stands for its files alone, and links in a circle are not followed', async () => {
    put({ 'a/sentry-permissions.yaml': '' });
    execFileSync('mkfifo', [join(folder, 'pipe.sentry-permissions.yaml')]);
    symlinkSync(folder, join(folder, 'a/loop'));
    expect(await find('')).toEqual({ paths: ['a/sentry-permissions.yaml'], problems: [] });
  });
});

describe.skipIf(process.platform === 'win32')('a link to a file', () => {
  const OUT =
    'This is a link that leads out of the folder or repository that is searched, so it is not followed. Give its own path to have it read all the same.';
  const NO_FILE = 'This is a link to what is no file. Remove it, or let it lead to a manifest.';
  const OTHER =
    'This is a link to a file that has no manifest’s name, so it is not followed. Give its own path to have it read all the same.';

  const link = (path: string, target: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  };
  const messages = async (...given: string[]): Promise<Record<string, string>> => {
    const { problems } = await findFiles(
      given.map((path) => `${folder}/${path}`),
      gitIn('.'),
    );
    return Object.fromEntries(
      problems.map(({ path, message }) => [path.replace(`${folder}/`, ''), message] as const),
    );
  };

  it('counts where it leads to a manifest of the same repository', async () => {
    put({ '.git/HEAD': '', 'shared/sentry-permissions.yaml': '', 'shared/b.sentry-permissions.yaml': '' });
    link('team/shop/sentry-permissions.yaml', '../../shared/sentry-permissions.yaml');
    link('team/a.sentry-permissions.yaml', join(folder, 'shared/b.sentry-permissions.yaml'));
    expect(await find('team')).toEqual({
      paths: ['team/a.sentry-permissions.yaml', 'team/shop/sentry-permissions.yaml'],
      problems: [],
    });
  });

  it('counts once with the file that it leads to, under the path that is no link', async () => {
    put({ '.git/HEAD': '', 'dd/sentry-permissions.yaml': '', 'e.sentry-permissions.yaml': '' });
    link('sentry-permissions.yaml', 'dd/sentry-permissions.yaml');
    link('a.sentry-permissions.yaml', 'sentry-permissions.yaml');
    const both = ['dd/sentry-permissions.yaml', 'e.sentry-permissions.yaml'];
    expect(await find('')).toEqual({ paths: both, problems: [] });
    for (const given of [
      ['sentry-permissions.yaml', 'dd/sentry-permissions.yaml'],
      ['dd/sentry-permissions.yaml', 'sentry-permissions.yaml'],
      ['a.sentry-permissions.yaml', 'dd'],
    ])
      expect((await find(...given)).paths).toEqual(['dd/sentry-permissions.yaml']);
    // Of two links alone the first counts.
    expect((await find('sentry-permissions.yaml', 'a.sentry-permissions.yaml')).paths).toEqual([
      'sentry-permissions.yaml',
    ]);
  });

  it('is told to lead to no file where it is named, too', async () => {
    link('dangling.yaml', 'nowhere.yaml');
    expect(await messages('dangling.yaml')).toEqual({ 'dangling.yaml': NO_FILE });
    expect((await find('dangling.yaml', 'no.yaml')).paths).toEqual(['no.yaml']);
  });

  it('is named and left out where it leads out of the repository', async () => {
    put({ 'sentry-permissions.yaml': '', 'repo/.git/HEAD': '', 'repo/sub/sentry-permissions.yaml': '' });
    link('repo/sub/a.sentry-permissions.yaml', '/etc/passwd');
    link('repo/sub/b.sentry-permissions.yaml', '../../sentry-permissions.yaml');
    expect((await find('repo')).paths).toEqual(['repo/sub/sentry-permissions.yaml']);
    for (const given of ['repo', 'repo/sub', 'repo/**/*.yaml'])
      expect(await messages(given)).toEqual({
        'repo/sub/a.sentry-permissions.yaml': OUT,
        'repo/sub/b.sentry-permissions.yaml': OUT,
      });
  });

  it('is so too where it leads out of the folder, and there is no repository', async () => {
    put({ 'sentry-permissions.yaml': '' });
    link('a/sentry-permissions.yaml', '../sentry-permissions.yaml');
    expect(await messages('a')).toEqual({ 'a/sentry-permissions.yaml': OUT });
    expect(await messages('')).toEqual({});
  });

  it('is so too where it leads to what the search would not read', async () => {
    put({ '.git/config': 'token', '.env': 'token', 'keys.yaml': 'token', 'a/plain.yaml': '' });
    link('a/a.sentry-permissions.yaml', '../.env');
    link('a/b.sentry-permissions.yaml', '../.git/config');
    link('a/c.sentry-permissions.yaml', '../keys.yaml');
    link('a/d.sentry-permissions.yaml', 'plain.yaml');
    const others = ['a', 'b', 'c'].map((name) => [`a/${name}.sentry-permissions.yaml`, OTHER] as const);
    expect(await messages('a')).toEqual({
      ...Object.fromEntries(others),
      'a/d.sentry-permissions.yaml': OTHER,
    });
    // A pattern says itself what is to be read.
    expect(await messages('a/*.yaml')).toEqual(Object.fromEntries(others));
  });

  it('is so too where there is no file behind it', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    link('a.sentry-permissions.yaml', 'pipe');
    link('b.sentry-permissions.yaml', 'nowhere');
    link('c.sentry-permissions.yaml', 'c.sentry-permissions.yaml');
    link('sentry-permissions.yaml', '.');
    expect(await messages('')).toEqual(
      Object.fromEntries(
        ['a.', 'b.', 'c.', ''].map((name) => [`${name}sentry-permissions.yaml`, NO_FILE] as const),
      ),
    );
  });

  it('is followed wherever it leads where it is named', async () => {
    link('repo/sentry-permissions.yaml', '/etc/passwd');
    expect(await find('repo/sentry-permissions.yaml', 'repo')).toEqual({
      paths: ['repo/sentry-permissions.yaml'],
      problems: [],
    });
  });
});

// Other systems take no such name.
describe.skipIf(process.platform !== 'linux')('a name that is not UTF-8', () => {
  it('is told to be that', async () => {
    const name = Buffer.concat([
      Buffer.from(`${folder}/`),
      Buffer.of(0xff),
      Buffer.from('.sentry-permissions.yaml'),
    ]);
    writeFileSync(name, '');
    put({ '\uFFFD.sentry-permissions.yml': '' });
    const { paths, problems } = await findFiles([folder], gitIn('.'));
    expect(paths).toEqual([`${folder}/\uFFFD.sentry-permissions.yml`]);
    expect(problems).toEqual([
      {
        path: `${folder}/\uFFFD.sentry-permissions.yaml`,
        message: 'Its name is not UTF-8, so it cannot be read. Rename it.',
      },
    ]);
  });
});

describe('a folder', () => {
  it('stands for the manifests below it, by name', async () => {
    put({
      'sentry-permissions.yaml': '',
      'b/sentry-permissions.yml': '',
      'b/shop.sentry-permissions.yaml': '',
      'a/deep/down/x.sentry-permissions.yml': '',
      'a/other.yaml': '',
      'a/my-sentry-permissions.yaml': '',
      'node_modules/x/sentry-permissions.yaml': '',
      '.git/sentry-permissions.yaml': '',
      '.github/sentry-permissions.yaml': '',
    });
    expect(await find('')).toEqual({
      paths: [
        '.github/sentry-permissions.yaml',
        'a/deep/down/x.sentry-permissions.yml',
        'b/sentry-permissions.yml',
        'b/shop.sentry-permissions.yaml',
        'sentry-permissions.yaml',
      ],
      problems: [],
    });
  });

  it('without manifests stands for nothing, and that is a problem', async () => {
    put({ 'a/other.yaml': '' });
    expect(await find('a')).toEqual({ paths: [], problems: ['a'] });
  });

  it('does not lead into others by links', async () => {
    put({ 'a/sentry-permissions.yaml': '' });
    symlinkSync(folder, join(folder, 'a/loop'));
    expect((await find('a')).paths).toEqual(['a/sentry-permissions.yaml']);
  });
});

describe('.gitignore', () => {
  // As Git has it; its target may be a device without end.
  it.skipIf(process.platform === 'win32')('is none where it is a link', async () => {
    put({ 'sentry-permissions.yaml': '', rules: '*\n' });
    for (const target of ['rules', '/dev/zero']) {
      symlinkSync(target, join(folder, '.gitignore'));
      expect((await find('')).paths).toEqual(['sentry-permissions.yaml']);
      rmSync(join(folder, '.gitignore'));
    }
  });

  it('is respected, and a nearer one has the last word', async () => {
    put({
      '.gitignore': 'build/\n*.tmp.sentry-permissions.yaml\n/top.sentry-permissions.yaml\n',
      'build/sentry-permissions.yaml': '',
      'a/build/sentry-permissions.yaml': '',
      'a/x.tmp.sentry-permissions.yaml': '',
      'a/top.sentry-permissions.yaml': '',
      'top.sentry-permissions.yaml': '',
      'b/.gitignore': '!keep.tmp.sentry-permissions.yaml\nown.sentry-permissions.yaml\n',
      'b/keep.tmp.sentry-permissions.yaml': '',
      'b/own.sentry-permissions.yaml': '',
    });
    expect((await find('')).paths).toEqual([
      'a/top.sentry-permissions.yaml',
      'b/keep.tmp.sentry-permissions.yaml',
    ]);
  });

  it('counts from the root of the repository on, and not beyond', async () => {
    put({
      '.gitignore': 'a.sentry-permissions.yaml\n',
      'repo/.git/HEAD': '',
      'repo/.gitignore': 'b.sentry-permissions.yaml\n',
      'repo/sub/a.sentry-permissions.yaml': '',
      'repo/sub/b.sentry-permissions.yaml': '',
    });
    expect((await find('repo/sub')).paths).toEqual(['repo/sub/a.sentry-permissions.yaml']);
  });

  it('is named where it leaves nothing, with what would be there', async () => {
    put({
      '.git/HEAD': '',
      '.gitignore': 'out/\n',
      'out/sentry-permissions.yaml': '',
      'out/deep/shop.sentry-permissions.yml': '',
      'out/node_modules/x/sentry-permissions.yaml': '',
      'a/out/sentry-permissions.yaml': '',
    });
    const trackingNothing = { run: () => Promise.resolve({ bytes: new Uint8Array() }) };
    const messageOf = async (path: string): Promise<string> => {
      const { paths, problems } = await findFiles([`${folder}/${path}`], trackingNothing);
      expect(paths).toEqual([]);
      return problems.map(({ message }) => message.replaceAll(`${folder}/`, '')).join();
    };
    expect(await messageOf('a')).toBe(
      'Nothing is here but what Git ignores: 1 file, a/out/sentry-permissions.yaml. Give a file’s own path to have it read all the same.',
    );
    for (const path of ['out', 'out/**/*.y*ml'])
      expect(await messageOf(path)).toBe(
        'Nothing is here but what Git ignores: 2 files, such as out/deep/shop.sentry-permissions.yml. Give a file’s own path to have it read all the same.',
      );
    expect(await messageOf('none/*.yaml')).toBe('No file matches.');
  });

  it('does not hold for a file that is named', async () => {
    put({ '.gitignore': '*.yaml\n', 'x.yaml': '' });
    expect((await find('x.yaml')).paths).toEqual(['x.yaml']);
  });
});

describe('a pattern', () => {
  it('stands for what it matches, whatever the name, less what Git ignores', async () => {
    put({
      '.git/HEAD': '',
      '.gitignore': 'old/\n',
      'a/x.yaml': '',
      'a/b/y.yaml': '',
      'a/b/z.yml': '',
      'a/old/x.yaml': '',
      'a/.ci/p.yaml': '',
    });
    expect((await find('a/**/*.yaml')).paths).toEqual(['a/.ci/p.yaml', 'a/b/y.yaml', 'a/x.yaml']);
    expect((await find('a/*.{yaml,yml}')).paths).toEqual(['a/x.yaml']);
  });

  it('that matches nothing is a problem', async () => {
    expect(await find('*.yaml')).toEqual({ paths: [], problems: ['*.yaml'] });
  });

  it('is a name first, where there is such a file', async () => {
    put({ 'a[1].yaml': '', 'a1.yaml': '' });
    expect((await find('a[1].yaml')).paths).toEqual(['a[1].yaml']);
  });
});

describe('everything', () => {
  it('is found once, in the order given', async () => {
    put({ 'b.yaml': '', 'a/sentry-permissions.yaml': '' });
    expect((await find('b.yaml', 'a', './a/sentry-permissions.yaml', '*.yaml')).paths).toEqual([
      'b.yaml',
      'a/sentry-permissions.yaml',
    ]);
  });

  it('that is missing is left for the reader to say', async () => {
    expect(await find('no.yaml')).toEqual({ paths: ['no.yaml'], problems: [] });
  });
});
