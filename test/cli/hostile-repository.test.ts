/** `diff --git` in repositories that are made to run something, or to show what is not theirs. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeFiles } from '../../server/src/cli/node-files.ts';
import { gitIn } from '../../server/src/cli/node-git.ts';
import { MAIN, OTHER, REORDERED, TWO, WIDENED } from './manifest-states.ts';
import { createRepository, type Repository } from './repository.ts';
import { cli, type Outcome } from './support.ts';

let repository: Repository;
/** A file that is there once something ran. */
let marker: string;
let command: string;

const diffIn = (folder: string, range: string): Promise<Outcome> =>
  cli(['diff', '--git', range], {}, { git: gitIn(folder), files: nodeFiles });
const diff = (range: string): Promise<Outcome> => diffIn(repository.folder, range);

beforeEach(() => {
  repository = createRepository();
  const { folder, git, write, commit } = repository;
  git('init', '-q', '-b', 'main');
  write(MAIN, TWO);
  commit('first');
  write(MAIN, WIDENED);
  commit('widened');
  marker = join(folder, '.git/ran');
  command = `echo ran >> '${marker}'; cat < /dev/null`;
});
afterEach(() => {
  repository.remove();
});

const RANGES = ['HEAD', 'first', 'first..HEAD', 'first...HEAD'];

describe.skipIf(process.platform === 'win32')('a repository', () => {
  it('does not run what is to watch its files', async () => {
    repository.git('config', 'core.fsmonitor', command);
    for (const range of RANGES) expect((await diff(range)).code).toBe(range === 'HEAD' ? 0 : 1);
    expect(existsSync(marker)).toBe(false);
  });

  it('is none where it is a folder of another one', async () => {
    const { folder, git, write } = repository;
    const team = join(folder, 'team');
    git('init', '-q', '--bare', team);
    write('team/wt/sentry-permissions.yaml', TWO);
    const inTeam = ['--git-dir', team, '--work-tree', join(team, 'wt')];
    git(...inTeam, 'add', '-A');
    git(...inTeam, 'commit', '-q', '-m', 'first');
    writeFileSync(
      join(team, 'config'),
      `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = wt\n\tfsmonitor = "${command}"\n`,
    );
    for (const range of ['HEAD', 'HEAD..HEAD']) {
      const outcome = await diffIn(team, range);
      expect(outcome.code).toBe(2);
      expect(outcome.err).toContain('This folder has no work tree, or is made to look like a repository.');
    }
    expect(existsSync(marker)).toBe(false);
  });

  it('does not run filters, diff drivers or hooks', async () => {
    const { folder, git, write } = repository;
    for (const [key, value] of Object.entries({
      'filter.x.clean': command,
      'filter.x.required': 'true',
      'filter.a=b.clean': command,
      'filter.x.smudge': command,
      'filter.y.process': command,
      'diff.x.command': command,
      'diff.x.textconv': command,
      'diff.external': command,
    }))
      git('config', key, value);
    mkdirSync(join(folder, '.git/hooks'), { recursive: true });
    writeFileSync(join(folder, '.git/hooks/post-index-change'), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
    mkdirSync(join(folder, 'infra'));
    git('mv', MAIN, OTHER);
    write(OTHER, REORDERED);
    rmSync(marker, { force: true });
    for (const filter of ['x', 'y', 'a=b']) {
      write('.gitattributes', `*.y*ml filter=${filter} diff=x\n`);
      for (const range of RANGES) {
        const { code, out } = await diff(range);
        expect(code).not.toBe(2);
        if (range === 'HEAD') expect(out).toContain(`${OTHER}, was ${MAIN}`);
      }
    }
    expect(existsSync(marker)).toBe(false);
  });

  it('does not run filters on files as old as the index, for which Git looks into them', async () => {
    const { folder, git, write } = repository;
    write('.gitattributes', '*.yaml filter=x\n');
    git('add', '-A');
    const now = new Date();
    utimesSync(join(folder, MAIN), now, now);
    git('add', MAIN);
    utimesSync(join(folder, '.git/index'), now, now);
    git('config', 'filter.x.clean', command);
    vi.stubEnv('GIT_CONFIG_COUNT', '1');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'filter.x.process');
    vi.stubEnv('GIT_CONFIG_VALUE_0', command);
    expect(await diff('HEAD')).toMatchObject({ code: 0, err: '' });
    vi.unstubAllEnvs();
    expect(existsSync(marker)).toBe(false);
  });

  it('is refused where a filter has a name that cannot be switched off', async () => {
    const { folder, write } = repository;
    const name = Buffer.from('[filter "\xff"]\n', 'latin1');
    appendFileSync(
      join(folder, '.git/config'),
      Buffer.concat([name, Buffer.from(`\tclean = "${command}"\n`)]),
    );
    writeFileSync(join(folder, '.gitattributes'), Buffer.from('*.yaml filter=\xff\n', 'latin1'));
    write(MAIN, TWO);
    const { code, err } = await diff('HEAD');
    expect(code).toBe(2);
    expect(err).toContain('a filter whose name is not UTF-8. Rename it.');
    expect(existsSync(marker)).toBe(false);
  });

  it('is not looked into where it is in another one', async () => {
    const { folder, git, write, commit } = repository;
    const below = join(folder, 'below.sentry-permissions.yaml');
    mkdirSync(below);
    git('-C', below, 'init', '-q');
    write('below.sentry-permissions.yaml/.gitattributes', '*.yaml filter=x\n');
    write('below.sentry-permissions.yaml/a.yaml', 'before');
    git('-C', below, 'add', '-A');
    git('-C', below, 'commit', '-q', '-m', 'first');
    commit('below');
    git('-C', below, 'config', 'filter.x.clean', command);
    writeFileSync(join(below, 'a.yaml'), 'behind');
    await diff('HEAD');
    expect(existsSync(marker)).toBe(false);
  });

  it('is not fetched from', async () => {
    const { folder, git } = repository;
    git('config', 'uploadpack.allowFilter', 'true');
    const partial = join(folder, 'partial');
    git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${folder}`, partial);
    git('-C', partial, 'config', 'protocol.ext.allow', 'always');
    writeFileSync(join(folder, '.git/fetch'), `#!/bin/sh\n${command}; exit 1\n`, { mode: 0o755 });
    git('-C', partial, 'config', 'remote.origin.url', `ext::${folder}/.git/fetch`);
    const outcome = await diffIn(partial, 'HEAD~1..HEAD');
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain(
      'This is a partial clone that lacks it, and a comparison fetches nothing. Clone without --filter.',
    );
    expect(existsSync(marker)).toBe(false);
  });

  it('shows nothing behind a link that Git does not know', async () => {
    const { folder, git } = repository;
    symlinkSync('/etc/passwd', join(folder, 'a.sentry-permissions.yaml'));
    git('rm', '-q', '--cached', MAIN);
    rmSync(join(folder, MAIN));
    symlinkSync('/etc/passwd', join(folder, MAIN));
    const { code, out, err } = await diff('HEAD');
    expect(code).toBe(2);
    expect(out + err).not.toContain('root:');
    for (const name of ['a.sentry-permissions.yaml', MAIN])
      expect(err).toContain(`${name} (head): This is a link or a folder.`);
  });
});

it('that is a work tree of a bare one is compared as any other', async () => {
  const { folder, git } = repository;
  git('clone', '-q', '--bare', '.', join(folder, 'bare.git'));
  git('-C', join(folder, 'bare.git'), 'worktree', 'add', '-q', join(folder, 'tree'), 'first');
  const outcome = await diffIn(join(folder, 'tree'), 'widened');
  expect(outcome).toMatchObject({ code: 1, err: '' });
  expect(outcome.out).toContain('- scope project:admin');
  expect(readFileSync(join(folder, 'tree', MAIN), 'utf8')).toBe(TWO);
});
