import { describe, expect, it } from 'vitest';
import { parseDay } from '../../server/src/service.ts';
import { CLEAN, cli, cliThatWrites, ERROR } from './support.ts';

const stdin = (text: string): { input: () => Promise<Uint8Array> } => ({
  input: () => Promise.resolve(new TextEncoder().encode(text)),
});

describe('--stdin', () => {
  it('checks what comes in, under the path that is given', async () => {
    const { code, out } = await cli(
      ['check', '--stdin', '--stdin-filename', 'infra/a.yaml'],
      {},
      stdin(ERROR),
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^infra\/a\.yaml\n {2}14:16 {2}error {2}broad-scope\n/);
    expect((await cli(['check', '--stdin'], {}, stdin(ERROR))).out).toMatch(/^stdin\n/);
  });

  it('shows what would be fixed', async () => {
    const fixable = CLEAN.replace('- scope: project:releases', '- project: releases');
    const { out } = await cli(['check', '--stdin', '--fix-dry-run'], {}, stdin(fixable));
    expect(out).toContain('--- a/stdin\n');
  });

  it('is named where a hyphen is given for a path', async () => {
    expect((await cli(['check', '-'])).err).toBe(
      'sentry-permissions: -: There is no such file. Give --stdin to check what comes on standard input.\n',
    );
    expect((await cli(['check', '-'], { '-': CLEAN })).code).toBe(0);
    for (const args of [
      ['report', '-'],
      ['diff', '-', 'a.yaml'],
      ['diff', 'a.yaml', '-'],
      ['check', 'a.yaml', '--policy', '-'],
    ]) {
      const { code, err } = await cli(args, { 'a.yaml': CLEAN });
      expect(code).toBe(2);
      expect(err).toMatch(
        /^sentry-permissions: -(?: \(head\))?: There is no such file\. For standard input give \/dev\/stdin/,
      );
    }
  });

  it('says what is no text', async () => {
    const binary = { input: () => Promise.resolve(new Uint8Array([0x50, 0x4b, 0, 0])) };
    expect(await cli(['check', '--stdin'], {}, binary)).toEqual({
      code: 2,
      out: '',
      err: 'sentry-permissions: stdin: This is a binary file. Give a manifest, which is YAML text.\n',
    });
  });

  it.each([
    [['check', 'a.yaml', '--stdin'], 'with --stdin no paths are checked'],
    [['check', 'a.yaml', '--stdin-filename', 'b.yaml'], 'has no meaning without --stdin'],
  ])('%j ends with 2 and a cure', async (args, message) => {
    const { code, out, err } = await cli(args, { 'a.yaml': CLEAN });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('--output', () => {
  it.each(['text', 'json', 'sarif', 'github', 'markdown'])(
    'writes what %s would print, without colours',
    async (format) => {
      const args = ['check', 'a.yaml', '--format', format];
      const files = { 'a.yaml': ERROR };
      const { code, out, err, written } = await cliThatWrites([...args, '--output', 'out.txt'], files, {
        colors: true,
        columns: 40,
      });
      expect({ code, out, err }).toEqual({
        code: 1,
        out: '1 error in 1 file; the report is in out.txt\n',
        err: '',
      });
      expect(written).toEqual({ 'out.txt': (await cli(args, files)).out });
    },
  );

  it.each([
    ['check', 'a.yaml'],
    ['report', 'a.yaml'],
    ['diff', 'a.yaml', 'b.yaml'],
  ])('of %s is standard output for a hyphen', async (...args) => {
    const files = { 'a.yaml': ERROR, 'b.yaml': CLEAN };
    const plain = await cliThatWrites(args, files);
    expect(plain.out).not.toBe('');
    expect(await cliThatWrites([...args, '--output', '-'], files)).toEqual(plain);
  });

  it('never goes over a manifest that is to be checked', async () => {
    const { code, err, written } = await cliThatWrites(['check', './a.yaml', '--output', 'a.yaml'], {
      './a.yaml': ERROR,
    });
    expect({ code, written }).toEqual({ code: 2, written: {} });
    expect(err).toContain('This is one of the files that are read.');
  });

  const READ = 'This is one of the files that are read. Give another one to --output.';
  const BASELINE = 'The baseline is written to this file. Give another one to --output.';
  it.each([
    [['--policy', 'policy.yaml', '--output', './policy.yaml'], READ],
    [['--baseline', 'known.json', '--output', 'known.json'], READ],
    [['--write-baseline', '--baseline', 'known.json', '--output', 'known.json'], BASELINE],
    [['--write-baseline', '--baseline', 'new.json', '--output', './new.json'], BASELINE],
    [['--write-baseline', '--output', 'sentry-permissions-baseline.json'], BASELINE],
  ])('never goes over the policy or the baseline: %j', async (options, message) => {
    const files = {
      'a.yaml': ERROR,
      'policy.yaml': 'rules: { missing-owner: error }',
      'known.json': '{ "version": 1, "findings": [] }',
    };
    const { code, err, written } = await cliThatWrites(['check', 'a.yaml', ...options], files);
    expect({ code, written }).toEqual({ code: 2, written: {} });
    expect(err).toContain(message);
  });
});

describe('without paths', () => {
  it('the current folder is searched', async () => {
    const asked: (readonly string[])[] = [];
    const { out } = await cli(
      ['check'],
      { 'a.yaml': CLEAN },
      {
        find(paths) {
          asked.push(paths);
          return Promise.resolve({ paths: ['a.yaml'], problems: [] });
        },
      },
    );
    expect(asked).toEqual([['.']]);
    expect(out).toBe('No findings in 1 file\n');
  });

  it('a folder without manifests is trouble, as nothing was checked', async () => {
    const find = { find: () => Promise.resolve({ paths: [], problems: [{ path: '.', message: 'None.' }] }) };
    expect(await cli(['check'], {}, find)).toEqual({
      code: 2,
      out: '',
      err: 'sentry-permissions: .: None.\n',
    });
  });
});

describe('a terminal', () => {
  it('shows how far long work is, and takes that away before anything else', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 120 }, (_, n) => [`${String(n)}.yaml`, n === 60 ? ERROR : CLEAN]),
    );
    const shown: string[] = [];
    const { out, err } = await cli(['check', ...Object.keys(files), '--today', '2026-11-23'], files, {
      columns: 60,
      progressColumns: 60,
      clock: { today: () => parseDay('2026-11-23')! },
      print: (text) => void shown.push(text),
      complain: (text) => void shown.push(text),
    });
    expect({ out, err }).toEqual({ out: '', err: '' });
    const all = shown.join('');
    expect(all).toContain('\r[############------------] 60 of 120 files');
    const screen = all.split('\r').map((part) => part.replace('\u001b[K', ''));
    expect(screen.find((part) => part.includes('broad-scope'))).toMatch(/^60\.yaml\n/);
    expect(screen.at(-1)).toBe('1 error in 120 files\n');
  });

  it('keeps the bar in sight behind every file that is printed, and leaves it alone where that goes elsewhere', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`${String(n)}.yaml`, ERROR]));
    const shown: string[] = [];
    const world = { columns: 60, progressColumns: 60 };
    await cli(['check', ...Object.keys(files)], files, {
      ...world,
      print: (text) => void shown.push(text),
      complain: (text) => void shown.push(text),
    });
    for (const [index, text] of shown.entries())
      if (/^\d+\.yaml\n/.test(text) && index > 0)
        expect(shown.slice(index - 1, index + 2)).toEqual([
          '\r\u001b[K',
          text,
          expect.stringMatching(/^\r\[[#-]+\] \d+ of 150 files$/),
        ]);
    const { err } = await cli(['check', ...Object.keys(files)], files, { progressColumns: 60 });
    expect(err.split('\r').filter((part) => part.includes('\u001b[K'))).toHaveLength(1);
    expect(err).toContain('\r[############------------] 75 of 150 files');
  });

  it('shows no bar for a few files', async () => {
    const { err } = await cli(['check', 'a.yaml'], { 'a.yaml': CLEAN }, { progressColumns: 60 });
    expect(err).toBe('');
  });
});

describe('init', () => {
  it('writes a first manifest, which the check asks to complete', async () => {
    const { code, out, written } = await cliThatWrites(['init', '--organization', 'acme']);
    expect(code).toBe(0);
    expect(out).toContain('sentry-permissions.yaml is written.');
    expect(written['sentry-permissions.yaml']).toMatch(/^# [^]*\norganization: acme\n/);
    const checked = await cli(['check', 'a.yaml'], { 'a.yaml': written['sentry-permissions.yaml']! });
    expect(checked.out).toContain('missing-owner');
    expect(checked.out).not.toContain('invalid');
  });

  it('never writes over another file', async () => {
    const { code, err, written } = await cliThatWrites(['init', 'a.yaml'], { 'a.yaml': CLEAN });
    expect({ code, written }).toEqual({ code: 2, written: {} });
    expect(err).toBe('sentry-permissions: a.yaml: There is such a file already.\n');
  });

  it.each([
    ['sentry-permissions.yaml', 'sentry-permissions.yml'],
    ['infra/shop.sentry-permissions.yml', 'infra/shop.sentry-permissions.yaml'],
  ])('does not write %s beside %s', async (path, other) => {
    const { code, out, err, written } = await cliThatWrites(['init', path], { [other]: CLEAN });
    expect({ code, out, written }).toEqual({ code: 2, out: '', written: {} });
    expect(err).toBe(
      `sentry-permissions: ${path}: There is ${other} already, which is read as well. Go on with that one, or give this one a name of its own.\n`,
    );
  });

  it('writes the manifest of another team beside one that is there', async () => {
    const files = { 'sentry-permissions.yaml': CLEAN };
    const { code, written } = await cliThatWrites(['init', 'shop.sentry-permissions.yaml'], files);
    expect({ code, paths: Object.keys(written) }).toEqual({
      code: 0,
      paths: ['shop.sentry-permissions.yaml'],
    });
  });

  it.each([
    ['sentry-permissions.yml', 'check'],
    ['./infra/shop.sentry-permissions.yaml', 'check'],
    ['../sentry-permissions.yaml', 'check ../sentry-permissions.yaml'],
    ['infra.yaml', 'check infra.yaml'],
    ["dana's file.yaml", "check 'dana'\\''s file.yaml'"],
  ])('names the command that checks %s', async (path, command) => {
    expect((await cliThatWrites(['init', path])).out).toBe(
      `${path} is written. Fill it in, then run "sentry-permissions ${command}" to see what is missing.\n`,
    );
  });

  it.each([
    ['infra/shop.yaml', 'shop.sentry-permissions.yaml'],
    ['sentry-permissions.json', 'sentry-permissions.yaml'],
  ])('warns where nothing finds %s by itself', async (path, better) => {
    const { code, err, written } = await cliThatWrites(['init', path]);
    expect({ code, paths: Object.keys(written) }).toEqual({ code: 0, paths: [path] });
    expect(err).toBe(
      `sentry-permissions: ${path}: No editor takes a file of this name for a manifest, and "sentry-permissions check" does not find it by itself. Name it ${better}.\n`,
    );
    expect((await cliThatWrites(['init', better])).err).toBe('');
  });

  it('begins with another service, and the least that these features need there', async () => {
    const args = ['init', '--stdout', '--service', 'github', '--feature', 'suspect-commits', '--own-app'];
    const { code, out } = await cliThatWrites([...args, '--server', 'https://sentry.acme.example']);
    expect(code).toBe(0);
    expect(out).toContain('\nserver: https://sentry.acme.example\n');
    expect([...out.matchAll(/permission: (.*)/g)].map(([, name]) => name)).toEqual([
      'Contents',
      'Metadata',
      'Webhooks',
    ]);
  });

  it.each([
    [['--service', 'git'], 'Allowed choices are'],
    [
      ['--service', 'slack', '--feature', 'commits'],
      'slack has no feature “commits”. It has chat-unfurl, alert-rule,',
    ],
    [['--feature', 'commits'], 'need a --service'],
    [['--service', 'slack', '--feature', ',,'], 'It names no feature.'],
    [['--own-app'], 'need a --service'],
    [['--service', 'jira', '--own-app'], 'error: the catalogue knows no app for jira but Sentry’s own'],
    [
      ['--organization', 'Acme Inc'],
      'error: “Acme Inc” cannot be the --organization. It must be a slug: lower-case letters, digits, hyphens and underscores, such as acme-inc.\n',
    ],
    ...['github', 'slack', 'vsts'].flatMap((service) =>
      [[], ['--server', 'https://acme.sentry.io']].map((server): [string[], string] => [
        ['--service', service, '--own-app', ...server],
        `error: only whoever hosts Sentry themselves makes an app of their own for ${service}. Say with --server where`,
      ]),
    ),
    [['--server', 'sentry.acme.example'], 'cannot be the --server. It must be an address that begins with'],
    [
      ['a.sentry-permissions.yaml', '--stdout'],
      'error: with --stdout no file is written. Leave one of them out.',
    ],
    [['--server', ' '], 'error: --server is empty. It must be '],
    [['--organization', ''], 'error: --organization is empty. It must be a slug: '],
    [['--organization', ' ', '--stdout'], 'error: --organization is empty. It must be a slug: '],
  ])('says what is wrong with %j, and writes nothing', async (args, message) => {
    const { code, err, written } = await cliThatWrites(['init', ...args]);
    expect({ code, written }).toEqual({ code: 2, written: {} });
    expect(err).toContain(message);
  });

  it('takes no credential for an organization, and shows none', async () => {
    const secret = '7f3a91c04be2d85f6a1907c3e48b2d5f0c69e1a3b7d4f82856c0e9a1b3d7f42c';
    for (const value of [`sntryu_${secret}`, secret, ` ${secret}`]) {
      const { code, out, err } = await cli(['init', '--organization', value, '--stdout']);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('What is given as --organization looks like a credential');
      expect(err).not.toContain(secret.slice(0, 8));
    }
  });

  it('takes no address with a password in it, and shows none', async () => {
    const address = 'https://ci:hunter22@sentry.acme.example';
    const { code, out, err } = await cli(['init', '--server', address, '--stdout']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('What is given as --server looks like a credential');
    expect(err).not.toContain('hunter22');
  });

  it('prints it instead', async () => {
    const { out, written } = await cliThatWrites(['init', '--stdout']);
    expect(written).toEqual({});
    expect(out).toContain('version: 1\n');
  });
});

describe('schema', () => {
  it.each([
    [[], 'schemas/sentry-permissions.schema.json'],
    [['--of', 'check'], 'schemas/check-output.schema.json'],
  ])('%j prints the file of the package', async (args, path) => {
    const { out } = await cli(['schema', ...args], {}, { packaged: (asked) => `<${asked}>` });
    expect(out).toBe(`<${path}>`);
  });

  it('says that the package is not at hand', async () => {
    expect(await cli(['schema'])).toMatchObject({ code: 2, out: '' });
  });

  it.each([['init'], ['least'], ['schema']])('%s --help shows examples and exit codes', async (command) => {
    const { code, out } = await cli([command, '--help']);
    expect(out).toMatch(/\nExit codes:\n {2}0 {2}/);
    expect(code).toBe(0);
    expect(out).toContain(`Examples:\n  sentry-permissions ${command}`);
    expect(out).not.toContain('default: []');
  });
});
