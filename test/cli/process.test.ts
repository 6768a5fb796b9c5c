/** The bundle as a process: what only the real thing can show. The rest is tested in process, next to this. */
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTY } from '../server/support/manifests.ts';
import { CLEAN, cli, ERROR, type Output, TODAY, WARNING } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-cli-'));
const program = join(folder, 'cli.js');
/** A shell says of a locale that is not installed that it is not. */
const IN_SHELL = { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } } as const;

beforeAll(async () => {
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    define: { __VERSION__: '"1.2.3"' },
  });
  writeFileSync(join(folder, 'clean.yaml'), CLEAN);
  writeFileSync(join(folder, 'warning.yaml'), WARNING);
  writeFileSync(join(folder, 'error.yaml'), ERROR);
  mkdirSync(join(folder, 'folder'));
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  return { code: status, out: stdout, err: stderr };
}

describe('the program', () => {
  it.each([
    [0, ['clean.yaml']],
    [0, ['warning.yaml']],
    [1, ['warning.yaml', '--fail-on', 'warning']],
    [1, ['clean.yaml', 'error.yaml']],
    [0, ['error.yaml', '--fail-on', 'never']],
    [2, ['clean.yaml', 'missing.yaml']],
    [2, ['folder']],
    [2, ['clean.yaml/below']],
    [2, ['clean.yaml', '--format', 'xml']],
    [2, []],
  ])('ends with %i for check %j', (code, args) => {
    const outcome = start('check', '--today', TODAY, ...args);
    expect(outcome.code).toBe(code);
    expect(outcome.err === '').toBe(code !== 2);
    expect(outcome.err).not.toContain(' at ');
  });

  it('prints text without colours into a pipe', () => {
    const { out } = start('check', 'error.yaml', '--today', TODAY);
    expect(out).toMatch(/^error\.yaml\n {2}14:16 {2}error {2}broad-scope\n/);
    expect(out).not.toContain('\u001b');
  });

  it('prints JSON and nothing else', () => {
    const { out, err } = start('check', 'error.yaml', '--format', 'json', '--today', TODAY);
    expect(err).toBe('');
    expect(JSON.parse(out) as Output).toMatchObject({
      version: 1,
      today: TODAY,
      summary: { error: 1, files: 1 },
    });
  });

  it('says its version and the catalogue’s date', () => {
    expect(start('--version').out).toMatch(/^sentry-permissions 1\.2\.3, catalogue of \d{4}-\d{2}-\d{2}\n$/);
  });

  it('judges by the date of the machine where none is given', () => {
    const { out } = start('check', 'clean.yaml', '--format', 'json', '--fail-on', 'never');
    const now = new Date();
    // Midnight may pass between the two.
    const days = [now.getTime() - 60_000, now.getTime()].map((ms) => new Date(ms).toLocaleDateString('sv'));
    expect(days).toContain((JSON.parse(out) as Output).today);
  });

  it('reads standard input', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [program, 'check', '--stdin', '--stdin-filename', 'x.yaml', '--today', TODAY],
      { cwd: folder, encoding: 'utf8', input: ERROR },
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^x\.yaml\n/);
  });

  it.skipIf(process.platform === 'win32')('reads no more of standard input than a manifest may have', () => {
    const script = `yes '# on and on' | "${process.execPath}" "${program}" check --stdin`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { ...IN_SHELL, timeout: 30_000 });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^sentry-permissions: stdin: This is larger than 20 MB and is not checked\./);
  });

  it.skipIf(process.platform === 'win32')('reads and writes what the shell hands over', () => {
    const inShell = (line: string): { code: number | null; out: string; err: string } => {
      const script = `sentry() { "${process.execPath}" "${program}" "$@" --today ${TODAY}; }; ${line}`;
      const { status, stdout, stderr } = spawnSync('bash', ['-c', script], IN_SHELL);
      return { code: status, out: stdout, err: stderr };
    };
    const diff = inShell('sentry diff <(cat clean.yaml) <(cat error.yaml)');
    expect(diff).toMatchObject({ code: 1, err: '' });
    expect(diff.out).toContain('+ scope org:admin');
    for (const line of [
      'sentry check <(cat error.yaml)',
      'cat error.yaml | sentry check /dev/stdin',
      'sentry check /dev/stdin < error.yaml',
      'sentry check error.yaml --output /dev/stdout | cat',
      'sentry check error.yaml --output /dev/stdout > out.txt; cat out.txt',
      '{ sentry check error.yaml --output >(cat); } | cat',
    ])
      expect(inShell(line).out).toContain('bot holds org:admin');
  });

  it.skipIf(process.platform === 'win32')('does not wait for what a link in a checkout leads to', () => {
    const checkout = mkdtempSync(join(tmpdir(), 'sentry-permissions-checkout-'));
    spawnSync('mkfifo', [join(checkout, 'pipe')]);
    writeFileSync(join(checkout, 'clean.sentry-permissions.yaml'), CLEAN);
    symlinkSync('pipe', join(checkout, 'a.sentry-permissions.yaml'));
    symlinkSync('/dev/zero', join(checkout, 'b.sentry-permissions.yaml'));
    for (const command of ['check', 'report']) {
      const { code, out, err } = start(command, checkout, '--today', TODAY);
      expect(code).toBe(2);
      expect(out).toMatch(/^No findings in 1 file; 2 paths could not|team-release@acme\.example/m);
      expect(err).toMatch(/a\.sentry-permissions\.yaml: This is a link to what is no file\..*\n/);
      expect(err).toMatch(/b\.sentry-permissions\.yaml: This is a link that leads out of .*\n/);
    }
    rmSync(checkout, { recursive: true });
  });

  it('searches the current folder, and writes a report to a file', () => {
    const { code, out } = start(
      'check',
      '--today',
      TODAY,
      '--format',
      'sarif',
      '--output',
      'out.sarif',
      '*.yaml',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/; the report is in out\.sarif\n$/);
    const log = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')) as { version: string };
    expect(log.version).toBe('2.1.0');
    expect(start('check')).toMatchObject({ code: 2, out: '' });
    expect(start('check', '--output', 'no/out.txt', 'clean.yaml')).toMatchObject({ code: 2, out: '' });
  });

  it('writes over no file that it reads, by whatever name', () => {
    symlinkSync('error.yaml', join(folder, 'link.txt'));
    linkSync(join(folder, 'error.yaml'), join(folder, 'twin.txt'));
    for (const output of [
      'error.yaml',
      './folder/../error.yaml',
      join(folder, 'error.yaml'),
      'link.txt',
      'twin.txt',
    ]) {
      for (const args of [['check'], ['report'], ['diff', 'clean.yaml']]) {
        const outcome = start(...args, 'error.yaml', '--output', output);
        expect(outcome).toMatchObject({ code: 2, out: '' });
        expect(outcome.err).toContain('one of the files that are read');
      }
    }
    expect(readFileSync(join(folder, 'error.yaml'), 'utf8')).toBe(ERROR);
  });

  it('checks many files in threads, with what one thread finds', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `many/${String(n).padStart(3, '0')}.yaml`);
    // The last one names the same place of its secret as the others, under another name.
    const contents = [CLEAN, WARNING, ERROR, FAULTY, CLEAN.replace('  bot:\n', '  status:\n')];
    const files = Object.fromEntries(names.map((name, n) => [name, contents[n % contents.length]!]));
    mkdirSync(join(folder, 'many'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'many/100.yaml'), new Uint8Array([0, 1, 2]));
    for (const format of ['json', 'text', 'github']) {
      const args = ['check', '--format', format, '--today', TODAY];
      const expected = await cli([...args, ...names], {
        ...files,
        'many/100.yaml': new Uint8Array([0, 1, 2]),
      });
      expect(start(...args, 'many/*.yaml')).toEqual({ ...expected });
      expect(expected.out).toContain('shared-credential');
    }
  });

  it('fixes many files in threads', () => {
    mkdirSync(join(folder, 'fix'));
    const fixable = CLEAN.replace('- scope: project', '- org: read\n      - scope: project');
    const names = Array.from({ length: 120 }, (_, n) => join(folder, `fix/${String(n)}.yaml`));
    for (const name of names) writeFileSync(name, fixable);
    const { err } = start('check', 'fix/*.yaml', '--fix', '--today', TODAY);
    expect(err).toBe('sentry-permissions: Safe fixes were written to 120 files.\n');
    for (const name of names)
      expect(readFileSync(name, 'utf8')).toBe(fixable.replace('org: read', 'org:read'));
  });

  it('prints a patch that Git applies where it says, be the files below the current folder or not', () => {
    const top = realpathSync(mkdtempSync(join(tmpdir(), 'sentry-permissions-patch-')));
    const fixable = CLEAN.replace('- scope: project', '- org: read\n      - scope: project');
    const names = ['sentry-permissions.yaml', 'sub dir/a/sentry-permissions.yaml'];
    mkdirSync(join(top, 'sub dir/a'), { recursive: true });
    spawnSync('git', ['init', '-q'], { cwd: top });
    for (const [cwd, given, from] of [
      ['sub dir', ['..'], top],
      ['sub dir', [top], top],
      ['', [join(top, 'sub dir'), './sentry-permissions.yaml'], ''],
      ['sub dir', ['.', '../sentry-permissions.yaml'], top],
      ['/', [top], ''],
      [folder, [top], top],
      [folder, ['clean.yaml', top], dirname(top)],
    ] as const) {
      for (const name of names) writeFileSync(join(top, name), fixable);
      const at = resolve(top, cwd);
      const args = [program, 'check', '--fix-dry-run', '--today', TODAY, ...given];
      const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: at, encoding: 'utf8' });
      expect(stderr).toContain('Safe fixes would change 2 files');
      expect(stderr.split('count from ')[1] ?? '').toBe(from && `${from}. Apply it there.\n`);
      const applied = spawnSync('git', ['apply', '-'], { cwd: from || at, encoding: 'utf8', input: stdout });
      expect(applied).toMatchObject({ status: 0, stderr: '' });
      for (const name of names) expect(readFileSync(join(top, name), 'utf8')).toContain('- org:read');
    }
    rmSync(top, { recursive: true });
  });

  it('takes it quietly when nobody reads to the end', async () => {
    writeFileSync(join(folder, 'many.yaml'), `version: 1\nintegrations:\n${'  - x\n'.repeat(20_000)}`);
    const child = spawn(process.execPath, [program, 'check', 'many.yaml', 'error.yaml', '--format', 'json'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  it
    .runIf(existsSync('/dev/full'))
    .each([
      [['check', 'clean.yaml']],
      [['check', 'many-findings.yaml', '--format', 'json']],
      [['check', 'many-findings.yaml', 'error.yaml', 'many-findings.yaml']],
      [['diff', 'clean.yaml', 'error.yaml']],
      [['report', 'error.yaml']],
      [['init', '--stdout']],
      [['least', 'sentry-cli releases new']],
      [['explain', 'org:admin']],
      [['list', 'scopes']],
      [['--help']],
      [['check', '--help']],
      [['--version']],
    ])('says that standard output takes nothing more of %j', (args) => {
    writeFileSync(
      join(folder, 'many-findings.yaml'),
      `version: 1\nintegrations:\n${'  - x\n'.repeat(20_000)}`,
    );
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', full, 'pipe'],
      });
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr:
          'sentry-permissions: standard output: It cannot be written (ENOSPC). Check that the disk works and has room.\n',
      });
    } finally {
      closeSync(full);
    }
  });

  it.runIf(existsSync('/dev/full'))('ends with 2 where nothing can be said on standard error either', () => {
    const full = openSync('/dev/full', 'w');
    try {
      const { status } = spawnSync(process.execPath, [program, 'check', 'missing.yaml'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', full],
      });
      expect(status).toBe(2);
    } finally {
      closeSync(full);
    }
  });

  it
    .runIf(existsSync('/dev/full'))
    .each([
      [['check', 'error.yaml']],
      [['check', 'error.yaml', '--format', 'sarif']],
      [['report', 'error.yaml']],
      [['diff', 'clean.yaml', 'error.yaml']],
    ])('says that a file takes nothing more of %j', (args) => {
    expect(start(...args, '--output', '/dev/full')).toEqual({
      code: 2,
      out: '',
      err: 'sentry-permissions: /dev/full: It cannot be written (ENOSPC). Check that the disk works and has room.\n',
    });
  });
});
