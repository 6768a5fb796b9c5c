/** `diff --git` on a real repository. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { gitIn } from '../../server/src/cli/node-git.ts';
import {
  APART,
  COPIED,
  MAIN,
  MENDED,
  MOVED,
  ON_THE_SIDE,
  OTHER,
  STAYS,
  REORDERED,
  RULE,
  TWO,
  WIDENED,
} from './manifest-states.ts';
import { createRepository } from './repository.ts';
import { cli, type Outcome } from './support.ts';

const { folder, git, write, commit, remove } = createRepository();

const LOWERED = RULE.replace('missing-owner: error', 'missing-owner: info');

beforeAll(() => {
  git('init', '-q', '-b', 'main');
  write('readme.md', 'Nothing yet.\n');
  commit('empty');
  write(MAIN, TWO);
  write('other.yaml', TWO);
  commit('first');
  write(MAIN, REORDERED);
  commit('reordered');
  write(MAIN, WIDENED);
  write('other.yaml', WIDENED);
  commit('widened');
  write(MAIN, RULE);
  commit('rule');
  write(MAIN, LOWERED);
  commit('lowered');
  mkdirSync(join(folder, 'infra'));
  renameSync(join(folder, MAIN), join(folder, OTHER));
  write(OTHER, LOWERED.replace('scope: project:read', 'scope: project:write'));
  commit('renamed');
  rmSync(join(folder, OTHER));
  commit('removed');
  write(MAIN, `${TWO}: [`);
  commit('broken');
  write(MAIN, TWO);
  commit('mended');
  git('checkout', '-q', '-b', 'side', 'first');
  write(MAIN, ON_THE_SIDE);
  commit('on-the-side');
  git('checkout', '-q', '-b', 'mending');
  write(MAIN, `${readFileSync(join(folder, MAIN), 'utf8')}: [`);
  commit('broken-on-the-side');
  write(MAIN, MENDED);
  commit('mended-on-the-side');
  git('checkout', '-q', 'broken-on-the-side');
  mkdirSync(join(folder, 'infra'), { recursive: true });
  renameSync(join(folder, MAIN), join(folder, OTHER));
  commit('broken-elsewhere');
  write(OTHER, MENDED);
  commit('mended-elsewhere');
  git('checkout', '-q', '-b', 'moving', 'first');
  for (const [path, text] of Object.entries(APART)) write(path, text);
  commit('apart');
  for (const [path, text] of Object.entries(MOVED)) write(path, text);
  commit('moved');
  for (const [path, text] of Object.entries(STAYS)) write(path, text);
  commit('before-the-copy');
  write(MAIN, MOVED[MAIN] + COPIED);
  commit('copied');
  git('checkout', '-q', 'side');
  rmSync(join(folder, MAIN));
  symlinkSync('/etc/passwd', join(folder, MAIN));
  commit('link');
  git('checkout', '-q', '-b', 'links', 'empty');
  symlinkSync('/etc/passwd', join(folder, MAIN));
  commit('link-alone');
});

afterAll(remove);

const diff = (range: string, ...options: string[]): Promise<Outcome> =>
  cli(['diff', '--git', range, ...options], {}, { git: gitIn(folder) });

const lines = ({ out }: Outcome): string[] => out.trim().split('\n').slice(0, -3);

describe('diff --git', () => {
  it('does not see a file that was only reordered', async () => {
    expect(await diff('first..reordered', '--fail-on', 'widened,weakened-check')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^No manifest differs/) as string,
    });
  });

  it('sees a scope that widened, and no file that is no manifest', async () => {
    const outcome = await diff('reordered..widened');
    expect(outcome.code).toBe(1);
    expect(lines(outcome).filter((line) => /^\S|\+ scope/.test(line))).toEqual([
      MAIN,
      '    + scope project:admin with project:read and project:write (line 26)',
    ]);
  });

  it('tells a rule that was lowered from one that is new', async () => {
    const gate = ['--fail-on', 'weakened-check'];
    const fresh = await diff('widened..rule', ...gate);
    expect(fresh.code).toBe(0);
    expect(lines(fresh)).toEqual([MAIN, '  = rule missing-owner from warning to error']);
    const lowered = await diff('rule..lowered', ...gate);
    expect(lowered.code).toBe(1);
    expect(lines(lowered)).toEqual([MAIN, '  ! rule missing-owner from error to info']);
  });

  it('follows an integration to another manifest, with the reason that it had before', async () => {
    const outcome = await diff('apart..moved');
    expect(outcome.code).toBe(1);
    expect(lines(outcome).slice(0, 5)).toEqual([
      OTHER,
      '  other changed',
      `    ~ moved here from ${MAIN}`,
      '    + scope project:admin with project:write (line 26)',
      '        not explained, for this stood there before: Creates the release and sets its commits.',
    ]);
    expect(outcome.out).toContain('\n1 manifest: 1 grant widened');
  });

  it('takes no reason for new that stands in a manifest which stays as it is', async () => {
    const outcome = await diff('before-the-copy..copied');
    expect(outcome.code).toBe(1);
    expect(outcome.out).toContain(
      'not explained, for this stood there before: Creates the release and tells of its',
    );
    expect((await diff('moved..copied')).out).toContain('explained by: Creates the release and tells of its');
  });

  it('reads the others as they are, whatever attributes say and somebody has set for his own searches', async () => {
    write('.gitattributes', '*.yaml -diff\n*.yml binary\n');
    for (const setting of ['grep.lineNumber', 'grep.column', 'grep.fullName']) git('config', setting, 'true');
    git('config', 'color.grep', 'always');
    git('config', 'grep.patternType', 'perl');
    expect((await diff('before-the-copy..copied')).code).toBe(1);
    rmSync(join(folder, '.gitattributes'));
  });

  it('judges nothing where the others cannot be told', async () => {
    const real = gitIn(folder);
    const run = (args: readonly string[]): ReturnType<typeof real.run> =>
      args[0] === 'grep' ? Promise.resolve({ fault: 'fatal: bad object' }) : real.run(args);
    const outcome = await cli(['diff', '--git', 'before-the-copy..copied'], {}, { git: { run } });
    expect(outcome).toMatchObject({ code: 2, out: '', err: expect.stringContaining('bad object') as string });
  });

  it('follows a file to its new name', async () => {
    const outcome = await diff('lowered..renamed');
    expect(lines(outcome).slice(0, 3)).toEqual([
      `${OTHER}, was ${MAIN}`,
      '  other changed',
      '    + scope project:write (line 16)',
    ]);
  });

  it('tells files that come and go', async () => {
    expect(lines(await diff('empty..first'))[0]).toBe(`${MAIN}, new`);
    const gone = await diff('renamed..removed', '--fail-on', 'widened');
    expect(gone.code).toBe(0);
    expect(lines(gone).slice(0, 2)).toEqual([`${OTHER}, removed`, '  other vanished']);
  });

  it('fails where a commit broke a manifest', async () => {
    const outcome = await diff('removed..broken', '--fail-on', 'never');
    expect(outcome.code).toBe(2);
    expect(outcome.err).toMatch(/sentry-permissions\.yaml \(head\): It is not valid YAML: line \d+/);
  });

  it('compares a commit that mends one with the last state that could be read, behind a renaming too', async () => {
    for (const range of ['broken-on-the-side..mended-on-the-side', 'broken-elsewhere..mended-elsewhere']) {
      const outcome = await diff(range);
      expect(outcome.code).toBe(1);
      const state = git('rev-parse', 'on-the-side').slice(0, 12);
      expect(outcome.err).toContain(`Compared with its last state that could be read, in commit ${state}.`);
      expect(lines(outcome).filter((line) => /^ {2}\S+ changed|[+-] scope/.test(line))).toEqual([
        '  bot changed',
        '    + scope project:admin with project:read and project:write (line 14)',
        '    - scope project:releases',
      ]);
    }
  });

  it('takes everything for new where a file never could be read', async () => {
    const outcome = await diff('broken..mended', '--fail-on', 'widened');
    expect(outcome.code).toBe(1);
    expect(outcome.err).toContain('So everything counts as new.');
    expect((await diff('broken..mended')).code).toBe(0);
  });

  it('tells of no new grants where a file that never could be read is gone', async () => {
    for (const [range, why] of [
      ['broken..removed', 'It is not valid YAML: line '],
      ['link-alone..empty', 'This was a link or a folder.'],
    ] as const) {
      const { code, err } = await diff(range);
      expect(code).toBe(0);
      expect(err).toContain(`${MAIN} (base): ${why}`);
      expect(err).toMatch(/ What it granted cannot be told\.$/m);
      expect(err).not.toMatch(/counts as new|Commit the manifest/);
    }
  });

  it('counts from the fork where three dots are given', async () => {
    const [two, three] = [await diff('lowered..on-the-side'), await diff('lowered...on-the-side')];
    expect(two.out).toContain('- scope project:admin');
    expect(three.out).not.toContain('project:admin');
    expect(three.out).toContain('+ scope project:write');
  });

  it('does not follow a link', async () => {
    const outcome = await diff('on-the-side..link');
    expect(outcome.code).toBe(2);
    expect(outcome.out + outcome.err).not.toContain('root:');
    expect(outcome.err).toContain('This is a link or a folder.');
  });

  it('sees all of it from any folder, and takes the checked-out commit where no head is given', async () => {
    git('checkout', '-q', 'widened');
    mkdirSync(join(folder, 'deep'), { recursive: true });
    const below = await cli(['diff', '--git', 'reordered..'], {}, { git: gitIn(join(folder, 'deep')) });
    expect(below.out).toContain('+ scope project:admin');
  });

  it.each([
    ['', 'It is empty.'],
    ['nowhere', 'nowhere: There is no such revision here'],
    ['--output=owned', 'begins with "-"'],
    ['..main', 'as BASE..HEAD'],
    ['a....b', 'as BASE..HEAD'],
    ['--output=owned..main', 'begins with "-"'],
    ['main..--output=owned', 'begins with "-"'],
    ['nowhere..main', 'nowhere: There is no such revision here'],
    ['main..first; touch owned', 'There is no such revision here'],
    ['main..$(touch owned)', 'There is no such revision here'],
    ['main..:/nothing', 'There is no such revision here'],
  ])('does not take %s', async (range, message) => {
    const outcome = await diff(range);
    expect(outcome).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) as string });
    expect(git('status', '--porcelain')).toBe('');
  });

  it('ends each message with one mark', async () => {
    const git = { run: () => Promise.resolve({ fault: 'Git is not installed, or not on the PATH.' }) };
    expect((await cli(['diff', '--git', 'a..b'], {}, { git })).err).toBe(
      'sentry-permissions: a..b: a: Git is not installed, or not on the PATH.\n',
    );
  });

  it('says where there is no repository', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'sentry-permissions-none-'));
    const outcome = await cli(['diff', '--git', 'a..b'], {}, { git: gitIn(empty) });
    rmSync(empty, { recursive: true });
    expect(outcome.code).toBe(2);
    expect(outcome.err).toMatch(/^sentry-permissions: a\.\.b: a: fatal: not a git repository/);
  });

  it('says once which revision is not there', async () => {
    expect((await diff('nowhere')).err).toMatch(
      /^sentry-permissions: nowhere: There is no such revision here;/,
    );
  });

  it('says why nothing is read of another user’s repository, and what to do', async () => {
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    const { code, err } = await diff('HEAD');
    vi.unstubAllEnvs();
    expect({ code, err }).toEqual({
      code: 2,
      err: `sentry-permissions: HEAD: This folder belongs to another user, so Git does not read it. If it is yours: \`git config --global --add safe.directory ${realpathSync(folder)}\`.\n`,
    });
  });
});

it('says of a repository without commits that it has none', async () => {
  const empty = createRepository();
  try {
    empty.git('init', '-q');
    const { code, err } = await cli(['diff', '--git', 'HEAD'], {}, { git: gitIn(empty.folder) });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'sentry-permissions: HEAD: Nothing is committed here yet, so there is nothing to compare with.\n',
    });
  } finally {
    empty.remove();
  }
});
