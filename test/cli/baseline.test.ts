import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../server/src/cli/node-files.ts';
import {
  checkJson,
  CLEAN,
  cli,
  cliThatWrites,
  ERROR,
  WARNING,
  type FileContent,
  type Outcome,
} from './support.ts';

const BASELINE = 'sentry-permissions-baseline.json';

type Files = Readonly<Record<string, FileContent>>;

/** The baseline of the files, as text. */
async function baselineOf(files: Files, ...options: string[]): Promise<string> {
  const paths = Object.keys(files).filter((path) => path.endsWith('.yaml'));
  const { written } = await cliThatWrites(['check', ...paths, '--write-baseline', ...options], files);
  return written[BASELINE]!;
}

const checkWith = (baseline: string, files: Files, ...options: string[]): Promise<Outcome> =>
  cli(['check', ...Object.keys(files), '--baseline', BASELINE, ...options], {
    ...files,
    [BASELINE]: baseline,
  });

describe('--write-baseline', () => {
  it('counts what is found, as the next run does', async () => {
    const twice = CLEAN.replace(
      '    scopes:\n',
      "    scopes:\n      - { scope: 'no:such', rationale: Reads it. }\n      - { scope: 'no:such', rationale: Reads it. }\n",
    );
    const args = ['check', 'a.yaml', '--write-baseline'];
    const { out, err, written } = await cliThatWrites(args, { 'a.yaml': twice });
    const { findings } = JSON.parse(written[BASELINE]!) as { findings: { count: number }[] };
    const found = findings.reduce((sum, { count }) => sum + count, 0);
    expect(found).toBeGreaterThan(findings.length);
    expect(err).toBe(`sentry-permissions: ${BASELINE}: ${String(found)} findings written down.\n`);
    expect(out).toBe(`No findings in 1 file (${String(found)} in the baseline)\n`);
    expect((await checkWith(written[BASELINE]!, { 'a.yaml': twice })).out).toBe(out);
  });

  it('writes down what is found, with the day and without lines', async () => {
    const { code, out, err, written } = await cliThatWrites(
      ['check', './b.yaml', 'a.yaml', '--write-baseline'],
      { './b.yaml': ERROR, 'a.yaml': WARNING },
    );
    expect({ code, out, err }).toEqual({
      code: 0,
      out: 'No findings in 2 files (2 in the baseline)\n',
      err: `sentry-permissions: ${BASELINE}: 2 findings written down.\n`,
    });
    const key = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
    const since = '2026-11-23';
    expect(JSON.parse(written[BASELINE]!)).toEqual({
      version: 1,
      findings: [
        { file: 'a.yaml', rule: 'missing-owner', integration: 'bot', what: '', count: 1, since, key },
        { file: 'b.yaml', rule: 'broad-scope', integration: 'bot', what: 'org:admin', count: 1, since, key },
      ],
    });
  });

  it('keeps the day of what is known, and what was not looked for', async () => {
    const old = await baselineOf({ 'a.yaml': WARNING, 'b.yaml': ERROR });
    const files = { 'a.yaml': WARNING.replace('project:releases', 'org:admin'), [BASELINE]: old };
    const { written } = await cliThatWrites(
      ['check', 'a.yaml', '--write-baseline', '--today', '2026-12-01'],
      { ...files, 'b.yaml': ERROR },
    );
    const { findings } = JSON.parse(written[BASELINE]!) as { findings: Record<string, string>[] };
    expect(findings.map(({ file, rule, since }) => `${file!} ${rule!} ${since!}`)).toEqual([
      'a.yaml broad-scope 2026-12-01',
      'a.yaml missing-owner 2026-11-23',
      'b.yaml broad-scope 2026-11-23',
    ]);
  });

  it('writes nothing where something could not be read', async () => {
    const { code, out, err, written } = await cliThatWrites(
      ['check', 'a.yaml', 'no.yaml', '--write-baseline'],
      { 'a.yaml': ERROR },
    );
    expect({ code, written }).toEqual({ code: 2, written: {} });
    expect(err).toContain(`${BASELINE}: Not written, since not everything could be read.`);
    expect(out).toContain('broad-scope');
    expect(out).toMatch(/\n1 error in 1 file; 1 path could not be checked\n$/);
  });

  it('says of no finding that it is in a baseline that cannot be written', async () => {
    const denied = 'Permission to write it is denied. Give this user write access.';
    const { code, out, err } = await cliThatWrites(
      ['check', 'a.yaml', '--write-baseline', '--fail-on', 'never'],
      {},
      {
        files: {
          read: () => Promise.resolve({ bytes: new TextEncoder().encode(ERROR) }),
          exists: (path) => Promise.resolve(path !== BASELINE),
          write: () => Promise.resolve(denied),
          isOneOf: () => Promise.resolve(false),
          repositoryAround: () => Promise.resolve(undefined),
          create: () => Promise.resolve(denied),
          open: () => Promise.resolve({ fault: denied }),
        },
      },
    );
    expect({ code, err }).toEqual({ code: 2, err: `sentry-permissions: ${BASELINE}: ${denied}\n` });
    expect(out).toContain('broad-scope');
    expect(out).toMatch(/\n1 error in 1 file\n$/);
  });

  it('takes no credential for known', async () => {
    const secret = '0123456789abcdef'.repeat(4);
    const text = CLEAN.replace('vault://platform/sentry/bot', `sntryu_${secret}`);
    const { code, out, written } = await cliThatWrites(['check', 'a.yaml', '--write-baseline'], {
      'a.yaml': text,
    });
    expect(code).toBe(1);
    expect(out).toContain('secret-in-manifest');
    expect(written[BASELINE]).not.toContain(secret.slice(0, 12));
  });
});

describe('what hides grants', () => {
  const TAB = ERROR.replace('    owner:', '\towner:');
  const BESIDE = ERROR.replace('    owner:', '    note2: Reads it.\n    owner:');
  const evil = (text: string): string =>
    text.replace(
      'integrations:\n',
      'integrations:\n  evil: { kind: internal-integration, scopes: [org:admin] }\n',
    );

  it.each([
    ['a tab', TAB],
    ['another version', ERROR.replace('version: 1', 'version: 2')],
    ['a misspelt list', ERROR.replace('scopes:', 'scops:')],
  ])('is never written down: %s', async (_, text) => {
    const args = ['check', 'a.yaml', 'b.yaml', '--write-baseline'];
    const { code, out, err, written } = await cliThatWrites(args, { 'a.yaml': WARNING, 'b.yaml': text });
    expect({ code, written }).toEqual({ code: 2, written: {} });
    expect(err).toMatch(/: Not written, since what is granted cannot be read to the end: see b.yaml:\d+\. /);
    expect(out).toMatch(/ in 2 files\n$/);
  });

  it('is not known by an older baseline, and nothing is said to be gone', async () => {
    const { findings } = (await checkJson({ 'a.yaml': TAB })).files[0]!;
    const [fault] = findings;
    expect(fault?.rule).toBe('invalid-yaml');
    const { out: sarif } = await cli(['check', 'a.yaml', '--format', 'sarif'], { 'a.yaml': TAB });
    const [, key = ''] = /"sentryPermissions\/v1": "([0-9a-f]{32}):0"/.exec(sarif) ?? [];
    const known = {
      file: 'a.yaml',
      rule: 'invalid-yaml',
      integration: 'bot',
      what: '',
      count: 1,
      since: '2026-11-01',
      key,
    };
    const gone = { ...known, rule: 'missing-owner', key: '0'.repeat(32) };
    const old = JSON.stringify({ version: 1, findings: [known, gone] });
    const { code, out, err } = await checkWith(old, { 'a.yaml': evil(TAB) });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('invalid-yaml');
  });

  it('keeps no other fault of form from being known', async () => {
    const baseline = await baselineOf({ 'a.yaml': BESIDE });
    expect(await checkWith(baseline, { 'a.yaml': BESIDE })).toMatchObject({ code: 0 });
  });
});

describe('the paths of a baseline', () => {
  it('count from its folder, wherever the check runs', async () => {
    const files = { '../a.yaml': ERROR, '../team/a.yaml': ERROR };
    const args = ['check', '../a.yaml', '--write-baseline', '--baseline', '../base.json'];
    const { written } = await cliThatWrites(args, files);
    expect(JSON.parse(written['../base.json']!)).toMatchObject({ findings: [{ file: 'a.yaml' }] });
    const all = { ...files, '../base.json': written['../base.json']! };
    const same = await cli(['check', '../a.yaml', '--baseline', '../base.json'], all);
    expect(same.out).toBe('No findings in 1 file (1 in the baseline)\n');
    // Another file of the same name, from the current folder.
    const other = await cli(['check', 'a.yaml', '--baseline', '../base.json'], { ...all, 'a.yaml': ERROR });
    expect(other).toMatchObject({ code: 1, err: '' });
  });

  it('are the same whatever link leads to the folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'base-'));
    try {
      const [real, link] = [join(folder, 'real'), join(folder, 'link')];
      await mkdir(join(real, 'team'), { recursive: true });
      await symlink(real, link, 'junction');
      await writeFile(join(real, 'team', 'a.yaml'), ERROR);
      const world = { files: nodeFiles };
      const args = ['check', join(real, 'team', 'a.yaml'), '--baseline', join(link, 'base.json')];
      await cli([...args, '--write-baseline'], {}, world);
      expect(await readFile(join(real, 'base.json'), 'utf8')).toContain('"file": "team/a.yaml"');
      expect(await cli(args, {}, world)).toMatchObject({ code: 0, err: '' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('--write-baseline with --fix-dry-run', () => {
  it('would write down what is not so', async () => {
    const { code, err } = await cli(['check', 'a.yaml', '--write-baseline', '--fix-dry-run'], {
      'a.yaml': CLEAN,
    });
    expect(code).toBe(2);
    expect(err).toContain('cannot be used with option');
  });
});

describe('--baseline', () => {
  it('leaves out what it holds, wherever it stands now', async () => {
    const baseline = await baselineOf({ 'a.yaml': ERROR });
    const moved = ERROR.replace('integrations:', '# moved\n\nintegrations:');
    expect(await checkWith(baseline, { 'a.yaml': moved })).toEqual({
      code: 0,
      out: 'No findings in 1 file (1 in the baseline)\n',
      err: '',
    });
  });

  it('lets through what is new', async () => {
    const baseline = await baselineOf({ 'a.yaml': ERROR });
    const wider = ERROR.replace('org:admin', 'org:write');
    expect((await checkWith(baseline, { 'a.yaml': wider })).out).toContain('org:write');
    // The same in another file is new as well, whichever comes first.
    for (const other of ['0.yaml', 'b.yaml']) {
      const paths = ['a.yaml', other].sort();
      const files = Object.fromEntries(paths.map((path) => [path, ERROR]));
      const { code, out } = await checkWith(baseline, files);
      expect(code).toBe(1);
      expect(out).toContain('1 error in 2 files (1 in the baseline)');
      expect(out.split('\n')[0]).toBe(other);
    }
  });

  it('follows a file that was renamed', async () => {
    const baseline = await baselineOf({ 'a.yaml': ERROR });
    expect(await checkWith(baseline, { 'new/b.yaml': ERROR })).toMatchObject({ code: 0, err: '' });
  });

  it('follows an integration that was renamed, by its id', async () => {
    const named = ERROR.replace('    kind:', '    id: deploy-bot-1a2b3c\n    kind:');
    const baseline = await baselineOf({ 'a.yaml': named });
    const renamed = named.replace('  bot:', '  other:');
    expect(await checkWith(baseline, { 'a.yaml': renamed })).toMatchObject({ code: 0, err: '' });
  });

  it('reports what is not found any more, where it was looked for', async () => {
    const baseline = await baselineOf({ 'a.yaml': ERROR, 'b.yaml': WARNING });
    const files = { 'a.yaml': CLEAN, 'b.yaml': WARNING, [BASELINE]: baseline };
    const { code, err } = await cli(['check', 'a.yaml', '--baseline', BASELINE], files);
    expect(code).toBe(0);
    expect(err).toBe(
      `sentry-permissions: ${BASELINE}: broad-scope in a.yaml (bot, org:admin), known since 2026-11-23, is not found any more. Write the baseline again.\n`,
    );
  });

  it('is told in JSON, and shown where asked', async () => {
    const baseline = await baselineOf({ 'a.yaml': ERROR });
    const { out } = await checkWith(baseline, { 'a.yaml': ERROR }, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      files: [{ findings: [{ rule: 'broad-scope', accepted: false, baselined: true }] }],
      summary: { error: 0, baselined: 1 },
    });
    const shown = await checkWith(baseline, { 'a.yaml': ERROR }, '--include-accepted');
    expect(shown.out).toContain('error  broad-scope  in the baseline\n');
  });

  it.each([
    ['no JSON', '{', 'It is no baseline, which is JSON. '],
    [
      'something else',
      '{"version": 1}',
      'It is no baseline: it has not "version": 1 and a list "findings". ',
    ],
    [
      'a later version',
      '{"version": 2, "findings": []}',
      'It is of version 2, and only version 1 is known here. ',
    ],
    ['broken entries', '{"version": 1, "findings": [{"rule": "x"}]}', 'Entry 1 of its "findings" is not as '],
    ['nothing', 'null', 'It is no baseline: '],
    [
      'in a merge conflict',
      '{\n<<<<<<< ours\n"version": 1,\n=======\n>>>>>>> theirs\n',
      'A merge conflict is left in line 2. Resolve it, or delete the file and write it again with --write-baseline.\n',
    ],
  ])('that is %s ends with 2 and a cure, to be read or written', async (_what, text, problem) => {
    const { code, out, err } = await checkWith(text, { 'a.yaml': ERROR });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.startsWith(`sentry-permissions: ${BASELINE}: ${problem}`)).toBe(true);
    expect(err).toContain('delete');
    expect(await checkWith(text, { 'a.yaml': ERROR }, '--write-baseline')).toEqual({ code, out, err });
  });

  it('has to be there', async () => {
    expect(await cli(['check', 'a.yaml', '--baseline', 'no.json'], { 'a.yaml': ERROR })).toEqual({
      code: 2,
      out: '',
      err: 'sentry-permissions: no.json: There is no such file. Check the path; it starts from the current folder.\n',
    });
    const folder = { 'a.yaml': ERROR, base: { fault: 'folder', code: 'EISDIR' } as const };
    expect((await cli(['check', 'a.yaml', '--baseline', 'base'], folder)).err).toBe(
      'sentry-permissions: base: This is a folder. Give a file.\n',
    );
  });

  it('holds nothing that is gone, as long as a file cannot be read', async () => {
    const baseline = await baselineOf({ 'a.yaml': ERROR });
    const { err } = await cli(['check', 'a.yaml', '--baseline', BASELINE], {
      'a.yaml': { fault: 'denied', code: 'EACCES' },
      [BASELINE]: baseline,
    });
    expect(err).toBe(
      'sentry-permissions: a.yaml: Permission to read it is denied. Give this user read access.\n',
    );
  });
});
