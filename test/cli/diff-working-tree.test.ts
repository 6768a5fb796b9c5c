/** `diff --git` of a revision with the files on disk, on a real repository. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeFiles } from '../../server/src/cli/node-files.ts';
import { gitIn } from '../../server/src/cli/node-git.ts';
import type { Git } from '../../server/src/ports/git.ts';
import { MAIN, MENDED, ON_THE_SIDE, OTHER, REORDERED, RULE, TWO, WIDENED } from './manifest-states.ts';
import { createRepository } from './repository.ts';
import { CLEAN, cli, type Outcome } from './support.ts';

const { folder, git, write, commit, remove } = createRepository();

const diffOnDisk = (...args: string[]): Promise<Outcome> =>
  cli(['diff', '--git', ...args], {}, { git: gitIn(folder), files: nodeFiles });

const lines = ({ out }: Outcome): string[] => out.trim().split('\n').slice(0, -3);

describe('diff --git with one revision', () => {
  beforeAll(() => {
    git('init', '-q', '-b', 'main');
    write(MAIN, ON_THE_SIDE);
    commit('before-broken');
    write(MAIN, `${ON_THE_SIDE}: [`);
    commit('broken');
    write(MAIN, TWO);
    write('other.yaml', TWO);
    commit('first');
    write(MAIN, REORDERED);
    commit('reordered');
    write(MAIN, RULE);
    commit('rule');
  });
  afterAll(remove);
  beforeEach(() => {
    git('checkout', '-q', '--force', 'first');
  });
  afterEach(() => {
    git('reset', '-q', '--hard');
    git('clean', '-qfdx');
  });

  it('finds nothing where the files on disk are as they were, however often they were written', async () => {
    write(MAIN, REORDERED);
    const outcome = await diffOnDisk('first', '--format', 'json', '--fail-on', 'widened,weakened-check');
    expect(outcome.code).toBe(0);
    expect(JSON.parse(outcome.out)).toMatchObject({ base: 'first', head: 'working tree', files: [] });
  });

  it('finds what changed whatever a hook is told of patterns', async () => {
    write(MAIN, WIDENED);
    vi.stubEnv('GIT_LITERAL_PATHSPECS', '1');
    const outcome = await diffOnDisk('HEAD');
    vi.unstubAllEnvs();
    expect(outcome.code).toBe(1);
  });

  it('compares it with what is on disk, be it added to the index or not', async () => {
    const expected = [MAIN, '    + scope project:admin with project:read and project:write (line 26)'];
    for (const stage of [[], ['add', '-A']]) {
      write(MAIN, WIDENED);
      write('other.yaml', WIDENED);
      if (stage.length > 0) git(...stage);
      const outcome = await diffOnDisk('HEAD');
      expect(outcome.code).toBe(1);
      expect(lines(outcome).filter((line) => /^\S|\+ scope/.test(line))).toEqual(expected);
    }
  });

  it('takes in what was committed since', async () => {
    git('checkout', '-q', 'rule');
    expect(lines(await diffOnDisk('reordered')).filter((line) => /^\S|scope|rule/.test(line))).toEqual([
      MAIN,
      '  = rule missing-owner from warning to error',
      '    + scope project:admin with project:read and project:write (line 28)',
      '    - scope project:releases',
    ]);
  });

  it('takes in files that Git does not know, and none that it ignores, from any folder', async () => {
    write('.gitignore', 'ignored/\n');
    write('deep/shop.sentry-permissions.yaml', CLEAN);
    write('ignored/sentry-permissions.yaml', CLEAN);
    write('a/sentry-permissions.yml', CLEAN);
    write('a/own.yaml', CLEAN);
    write('a/node_modules/b/sentry-permissions.yaml', CLEAN);
    const world = { git: gitIn(join(folder, 'deep')), files: nodeFiles };
    const outcome = await cli(['diff', '--git', 'HEAD'], {}, world);
    expect(lines(outcome).filter((line) => /^\S/.test(line))).toEqual([
      'a/sentry-permissions.yml, new',
      'deep/shop.sentry-permissions.yaml, new',
    ]);
    expect(git('status', '--porcelain')).not.toMatch(/^A/m);
  });

  it('takes in a new file, whatever the index has of it', async () => {
    write(OTHER, CLEAN);
    for (const stage of ['--intent-to-add', '--all']) {
      git('add', stage, '.');
      expect(lines(await diffOnDisk('HEAD'))[0]).toBe(`${OTHER}, new`);
    }
  });

  it('tells files that are gone, and not those that only the index lacks', async () => {
    rmSync(join(folder, MAIN));
    expect(lines(await diffOnDisk('HEAD'))[0]).toBe(`${MAIN}, removed`);
    write(MAIN, WIDENED);
    git('rm', '-q', '--cached', MAIN);
    expect(lines(await diffOnDisk('HEAD')).filter((line) => /^\S/.test(line))).toEqual([MAIN]);
  });

  it('takes what a sparse checkout leaves out as the index has it, and what is gone otherwise for gone', async () => {
    write('b.sentry-permissions.yaml', CLEAN);
    git('add', '-A');
    git('sparse-checkout', 'set', '--no-cone', `/${MAIN}`);
    expect(existsSync(join(folder, 'b.sentry-permissions.yaml'))).toBe(false);
    const left = await diffOnDisk('HEAD');
    expect(left).toMatchObject({ code: 0, err: '' });
    expect(lines(left).filter((line) => /^\S/.test(line))).toEqual(['b.sentry-permissions.yaml, new']);
    rmSync(join(folder, MAIN));
    const expected = `b.sentry-permissions.yaml, was ${MAIN}`;
    expect(lines(await diffOnDisk('HEAD')).filter((line) => /^\S/.test(line))).toEqual([expected]);
    git('sparse-checkout', 'disable');
  });

  it.each(['skip-worktree', 'assume-unchanged'])('looks at what Git was told not to: %s', async (flag) => {
    git('update-index', `--${flag}`, MAIN);
    expect(lines(await diffOnDisk('HEAD'))).toEqual([]);
    expect(lines(await diffOnDisk('rule'))[0]).toBe(MAIN);
    write(MAIN, WIDENED);
    const outcome = await diffOnDisk('HEAD');
    expect(outcome.code).toBe(1);
    expect(lines(outcome).filter((line) => /^\S|\+ scope/.test(line))).toEqual([
      MAIN,
      '    + scope project:admin with project:read and project:write (line 26)',
    ]);
    rmSync(join(folder, MAIN));
    const gone = flag === 'skip-worktree' ? [] : [`${MAIN}, removed`];
    expect(lines(await diffOnDisk('HEAD')).filter((line) => /^\S/.test(line))).toEqual(gone);
    const since = await diffOnDisk('rule');
    expect(lines(since)[0]).toBe(flag === 'skip-worktree' ? MAIN : `${MAIN}, removed`);
    expect(since.err).toBe('');
    git('update-index', `--no-${flag}`, MAIN);
  });

  it('takes for unchanged what Git was told not to look at and is as it was, also what is no text', async () => {
    const link = 'link.sentry-permissions.yaml';
    const none = 'none.sentry-permissions.yaml';
    writeFileSync(join(folder, none), Uint8Array.of(0xff, 0xfe, 0x31));
    symlinkSync(MAIN, join(folder, link));
    git('add', '-A');
    git('commit', '-qm', 'unreadable');
    git('update-index', '--assume-unchanged', MAIN, none, link);
    // As Git writes a link on Windows.
    rmSync(join(folder, link));
    writeFileSync(join(folder, link), MAIN);
    const { run } = gitIn(folder);
    const asked: string[] = [];
    const counting: Git = { run: (args, place) => (asked.push(args[0] ?? ''), run(args, place)) };
    const same = await cli(['diff', '--git', 'HEAD'], {}, { git: counting, files: nodeFiles });
    expect(same).toMatchObject({ code: 0, err: '' });
    // A text that is as it was is not asked for: there may be thousands.
    expect(asked).not.toContain('cat-file');
    writeFileSync(join(folder, none), Uint8Array.of(0xff, 0xfe, 0x32));
    expect((await diffOnDisk('HEAD')).code).toBe(2);
    git('update-index', '--no-assume-unchanged', MAIN, none, link);
  });

  it('follows a file to the new name that Git was told', async () => {
    mkdirSync(join(folder, 'infra'));
    git('mv', MAIN, OTHER);
    write(OTHER, TWO.replace('scope: project:read', 'scope: project:write'));
    expect(lines(await diffOnDisk('HEAD')).slice(0, 3)).toEqual([
      `${OTHER}, was ${MAIN}`,
      '  other changed',
      '    + scope project:write (line 26)',
    ]);
  });

  it('fails where a file on disk cannot be read', async () => {
    write(MAIN, `${TWO}: [`);
    const broken = await diffOnDisk('HEAD', '--fail-on', 'never');
    expect(broken.code).toBe(2);
    expect(broken.err).toMatch(/sentry-permissions\.yaml \(head\): It is not valid YAML: line \d+/);
    rmSync(join(folder, MAIN));
    symlinkSync('/etc/passwd', join(folder, MAIN));
    const link = await diffOnDisk('HEAD');
    expect(link.code).toBe(2);
    expect(link.err).toContain('This is a link or a folder.');
  });

  it.skipIf(process.platform === 'win32')(
    'fails where a pipe is in its place, and waits for none',
    async () => {
      rmSync(join(folder, MAIN));
      execFileSync('mkfifo', [join(folder, MAIN)]);
      for (const stage of [[], ['rm', '-q', '--cached', MAIN]]) {
        if (stage.length > 0) git(...stage);
        const pipe = await diffOnDisk('HEAD');
        expect(pipe.code).toBe(2);
        expect(pipe.err).toContain('It cannot be read (no regular file).');
      }
    },
  );

  it('fails where a file seems to be gone, but may not be looked for', async () => {
    rmSync(join(folder, MAIN));
    const diffBy = (code: string, fault: 'denied' | 'other'): Promise<Outcome> =>
      cli(
        ['diff', '--git', 'HEAD'],
        {},
        {
          git: gitIn(folder),
          files: {
            ...nodeFiles,
            read: (path, links) =>
              path === join(folder, MAIN) ? Promise.resolve({ fault, code }) : nodeFiles.read(path, links),
          },
        },
      );
    const denied = await diffBy('EACCES', 'denied');
    expect(denied.code).toBe(2);
    expect(denied.err).toContain(
      `${MAIN} (head): Permission to read it is denied. Give this user read access.`,
    );
    expect((await diffBy('EIO', 'other')).code).toBe(2);
    expect((await diffOnDisk('HEAD')).code).toBe(0);
  });

  it('compares what mends a commit with the last state that could be read', async () => {
    git('checkout', '-q', 'broken');
    write(MAIN, MENDED);
    const outcome = await diffOnDisk('HEAD');
    expect(outcome.code).toBe(1);
    expect(outcome.err).toContain('Compared with its last state that could be read, in commit ');
    expect(lines(outcome)).toContain(
      '    + scope project:admin with project:read and project:write (line 14)',
    );
  });

  it('is never written over a manifest that was read', async () => {
    write(MAIN, WIDENED);
    const outcome = await diffOnDisk('HEAD', '--output', join(folder, MAIN));
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain('This is one of the files that are read.');
    expect(readFileSync(join(folder, MAIN), 'utf8')).toBe(WIDENED);
  });

  it('needs files on disk', async () => {
    const bare = join(folder, 'ignored.git');
    git('clone', '-q', '--bare', '.', bare);
    const inBare = (range: string): Promise<Outcome> =>
      cli(['diff', '--git', range], {}, { git: gitIn(bare) });
    expect(await inBare('first')).toEqual({
      code: 2,
      out: '',
      err: 'sentry-permissions: first: This folder has no work tree, or is made to look like a repository. If it is yours, set GIT_DIR to it.\n',
    });
    vi.stubEnv('GIT_DIR', bare);
    expect((await inBare('first')).err).toContain('must be run in a work tree');
    expect((await inBare('reordered..rule')).code).toBe(1);
    vi.unstubAllEnvs();
  });
});
