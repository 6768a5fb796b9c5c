import { describe, expect, it } from 'vitest';
import { checkJson, CLEAN, cli, ERROR, WARNING } from './support.ts';

/** One hint: event:write implies event:read. */
const HINT = CLEAN.replace(
  '      - scope: project:releases\n',
  '      - scope: event:read\n        rationale: Counts the open issues of the shop.\n      - scope: event:write\n',
);

const levelsOf = async (text: string): Promise<string[]> =>
  (await checkJson({ 'a.yaml': text })).files.flatMap(({ findings }) => findings.map(({ level }) => level));

describe('exit codes', () => {
  it('stand on manifests with one kind of finding each', async () => {
    expect(await levelsOf(CLEAN)).toEqual([]);
    expect(await levelsOf(WARNING)).toEqual(['warning']);
    expect(await levelsOf(ERROR)).toEqual(['error']);
    expect(new Set(await levelsOf(HINT))).toEqual(new Set(['hint']));
  });

  const info = WARNING.replace('integrations:', 'rules:\n  missing-owner: info\nintegrations:');

  it.each([
    ['clean', 'info', CLEAN, 0],
    ['an error', undefined, ERROR, 1],
    ['an error', 'error', ERROR, 1],
    ['an error', 'info', ERROR, 1],
    ['an error', 'never', ERROR, 0],
    ['a warning', undefined, WARNING, 0],
    ['a warning', 'error', WARNING, 0],
    ['a warning', 'warning', WARNING, 1],
    ['a warning', 'info', WARNING, 1],
    ['an info', 'warning', info, 0],
    ['an info', 'info', info, 1],
    ['a hint', 'info', HINT, 0],
  ])('%s, --fail-on %s', async (_what, failOn, text, code) => {
    const options = failOn === undefined ? [] : ['--fail-on', failOn];
    for (const format of ['text', 'json']) {
      expect(
        await cli(['check', 'a.yaml', '--format', format, ...options], { 'a.yaml': text }),
      ).toMatchObject({
        code,
        err: '',
      });
    }
  });

  it('are not decided by what the file accepts', async () => {
    const accept = `        accept:
          - { rule: broad-scope, reason: Decided in SEC-142 until the move., until: 2027-01-31, by: security@acme.example }
`;
    const accepted = ERROR.replace(/( +rationale: Creates the release.*\n)/, `$1${accept}`);
    expect(await cli(['check', 'a.yaml', '--fail-on', 'info'], { 'a.yaml': accepted })).toEqual({
      code: 0,
      out: 'No findings in 1 file (1 accepted)\n',
      err: '',
    });
    // On the day after its last one it counts again.
    expect(await cli(['check', 'a.yaml', '--today', '2027-02-01'], { 'a.yaml': accepted })).toMatchObject({
      code: 1,
    });
  });
});

describe('the day', () => {
  it('is the one of --today, else the clock’s', async () => {
    expect(await cli(['check', 'a.yaml', '--fail-on', 'warning'], { 'a.yaml': CLEAN })).toMatchObject({
      code: 0,
    });
    const later = await cli(['check', 'a.yaml', '--fail-on', 'warning', '--today', '2027-02-09'], {
      'a.yaml': CLEAN,
    });
    expect(later.code).toBe(1);
    expect(later.out).toContain('overdue-review');
  });
});

describe('files that cannot be checked', () => {
  it.each([
    ['is missing', undefined, 'There is no such file. Check the path; it starts from the current folder.'],
    ['is a folder', { fault: 'folder', code: 'EISDIR' } as const, 'This is a folder. Name a file in it.'],
    [
      'may not be read',
      { fault: 'denied', code: 'EACCES' } as const,
      'Permission to read it is denied. Give this user read access.',
    ],
    ['fails to be read', { fault: 'other', code: 'EIO' } as const, 'It cannot be read (EIO).'],
    [
      'is binary',
      new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]),
      'This is a binary file. Give a manifest, which is YAML text.',
    ],
    [
      'is UTF-16',
      new Uint8Array([0xff, 0xfe, 0x76, 0, 0x65, 0]),
      'This is not UTF-8 text. Save it as UTF-8.',
    ],
    ['is Latin-1', new Uint8Array([0x23, 0x20, 0xe9, 0x0a]), 'This is not UTF-8 text. Save it as UTF-8.'],
  ])('one that %s is named with the cure, and the others are checked', async (_what, content, message) => {
    const files = content === undefined ? {} : { x: content };
    const { code, out, err } = await cli(['check', 'x', 'a.yaml'], { ...files, 'a.yaml': ERROR });
    expect(code).toBe(2);
    expect(err).toMatch(/^sentry-permissions: x: [^\n]*\n$/);
    expect(err).toContain(message);
    expect(out).toContain('broad-scope');
    expect(out).toContain('1 error in 1 file; 1 path could not be checked\n');
  });

  it('are counted along with folders and patterns, of which none is a file', async () => {
    const { code, out } = await cli(
      ['check', 'a.yaml', 'x', 'folder', '*.yml'],
      { 'a.yaml': ERROR },
      {
        find: (given) =>
          Promise.resolve({
            paths: given.slice(0, 2),
            problems: given.slice(2).map((path) => ({ path, message: 'This may not be read.' })),
          }),
      },
    );
    expect(code).toBe(2);
    expect(out).toContain('1 error in 1 file; 3 paths could not be checked\n');
  });

  it('leave nothing to say on standard output where there are no others', async () => {
    expect(await cli(['check', 'x'], {})).toMatchObject({ code: 2, out: '' });
  });

  it('end with 2 even where nothing may fail', async () => {
    expect(await cli(['check', 'x', '--fail-on', 'never'], {})).toMatchObject({ code: 2 });
  });
});

describe('files', () => {
  it('are checked once each, in the order given, under the paths given', async () => {
    const { out } = await cli(['check', './b.yaml', 'sub/a.yaml', './b.yaml'], {
      './b.yaml': ERROR,
      'sub/a.yaml': WARNING,
    });
    expect(out.match(/^\S+\.yaml$/gm)).toEqual(['./b.yaml', 'sub/a.yaml']);
    expect(out).toContain('1 error, 1 warning in 2 files\n');
  });

  it('may be empty', async () => {
    const { code, out } = await cli(['check', 'a.yaml'], { 'a.yaml': '' });
    expect(code).toBe(1);
    expect(out).toContain('1:1  error  unsupported-version');
  });
});

describe('usage', () => {
  it.each([
    [
      'an unknown format',
      ['check', 'a', '--format', 'xml'],
      'Allowed choices are text, json, sarif, github, gitlab, markdown.',
    ],
    [
      'an unknown level',
      ['check', 'a', '--fail-on', 'hint'],
      'Allowed choices are error, warning, info, never.',
    ],
    [
      'no calendar day',
      ['check', 'a', '--today', '2026-02-30'],
      'Give a day of the calendar as YYYY-MM-DD, such as 2026-11-23.',
    ],
    ['a day in words', ['check', 'a', '--today', 'tomorrow'], 'Give a day of the calendar'],
    ['an unknown option', ['check', 'a', '--formt', 'json'], 'Did you mean --format?'],
    ['an unknown command', ['chek', 'a'], 'Did you mean check?'],
    ['a file without a command', ['sentry-permissions.yaml'], "unknown command 'sentry-permissions.yaml'"],
    ['nothing at all', [], 'Usage: sentry-permissions'],
    [
      'another unknown command',
      ['frobnicate'],
      'Run "sentry-permissions --help" to see what it understands.',
    ],
    ['help on an unknown command', ['help', 'frobnicate'], "unknown command 'frobnicate'"],
    ['help on a misspelt command', ['help', 'chek'], 'Did you mean check?'],
    ['an unknown schema', ['schema', '--of', 'foo'], 'Run "sentry-permissions schema --help"'],
    ['an unknown option of init', ['init', '--foo'], 'Run "sentry-permissions init --help"'],
  ])('%s ends with 2 and a cure', async (_what, args, message) => {
    const { code, out, err } = await cli(args, { a: CLEAN });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it.each(['--version', '-V', '-v'])('%s names the catalogue’s date', async (option) => {
    const { code, out } = await cli([option]);
    expect(code).toBe(0);
    expect(out).toMatch(/^sentry-permissions 1\.2\.3, catalogue of \d{4}-\d{2}-\d{2}\n$/);
  });

  it.each([
    [['--help']],
    [['help']],
    [['help', 'help']],
    [['help', '--help']],
    [['check', '--help']],
    [['help', 'check']],
  ])('%s shows examples', async (args) => {
    const { code, out, err } = await cli(args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Examples:\n  sentry-permissions check sentry-permissions.yaml');
  });
});
