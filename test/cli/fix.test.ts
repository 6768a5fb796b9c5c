import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { World } from '../../server/src/cli/world.ts';
import { FAULTY } from '../server/support/manifests.ts';
import { CLEAN, cli, cliThatWrites, ERROR } from './support.ts';

const FIXABLE = CLEAN.replace(
  '      - scope: project',
  '      - org: read # for the map\n      - scope: project',
);
const FIXED = FIXABLE.replace('- org: read', '- org:read');

describe('check --fix', () => {
  it('writes the safe fixes and reports what is left', async () => {
    const { code, out, err, written } = await cliThatWrites(['check', 'a.yaml', 'b.yaml', '--fix'], {
      'a.yaml': FIXABLE,
      'b.yaml': ERROR,
    });
    expect(written).toEqual({ 'a.yaml': FIXED });
    expect(code).toBe(1);
    expect(out).not.toContain('scope-written-as-map');
    expect(out).toContain('broad-scope');
    expect(err).toBe('sentry-permissions: Safe fixes were written to 1 file.\n');
  });

  it('says that nothing is safe to fix, and what is left', async () => {
    const files = { 'a.yaml': ERROR, 'b.yaml': CLEAN.replace(/ {4}owner: .*\n/, '') };
    const { err, written } = await cliThatWrites(['check', 'a.yaml', 'b.yaml', '--fix'], files);
    expect(written).toEqual({});
    expect(err).toBe('sentry-permissions: No safe fixes; 1 error, 1 warning are left.\n');
    const clean = await cli(['check', 'a.yaml', '--fix'], { 'a.yaml': CLEAN });
    expect(clean.err).toBe('sentry-permissions: No safe fixes, and no findings.\n');
  });

  it('says nothing of fixes where no file could be checked', async () => {
    const { code, err } = await cli(['check', 'a.yaml', '--fix'], {});
    expect(code).toBe(2);
    expect(err).not.toContain('safe');
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('keeps %s', async (_what, change) => {
    const { written } = await cliThatWrites(['check', 'a.yaml', '--fix'], { 'a.yaml': change(FIXABLE) });
    expect(written['a.yaml']).toBe(change(FIXED));
  });

  describe('of a file that cannot be written', () => {
    const DENIED = 'Permission to write it is denied. Give this user write access.';
    const contents: Readonly<Record<string, string>> = {
      'a.yaml': FIXABLE.replace(/ {4}owner: .*\n/, ''),
      'b.yaml': FIXABLE,
    };
    /** Of these b.yaml alone can be written. */
    const files: World['files'] = {
      read: (path) => Promise.resolve({ bytes: new TextEncoder().encode(contents[path]) }),
      write: (path) => Promise.resolve(path === 'b.yaml' ? undefined : DENIED),
      exists: () => Promise.resolve(true),
      isOneOf: () => Promise.resolve(false),
      repositoryAround: () => Promise.resolve(undefined),
      create: () => Promise.resolve(undefined),
      open: () => Promise.resolve({ fault: '' }),
    };

    it('reports what is found in it, and ends with 2', async () => {
      const { code, out, err } = await cli(['check', 'a.yaml', '--fix', '--fail-on', 'never'], {}, { files });
      expect(code).toBe(2);
      expect(out).toContain('scope-written-as-map');
      expect(out).toContain('missing-owner');
      expect(out).toMatch(/ in 1 file\n$/);
      expect(err).toBe(
        `sentry-permissions: a.yaml: Its fixes cannot be written. ${DENIED}\nsentry-permissions: Safe fixes were written to 0 files, and cannot be to 1 file.\n`,
      );
    });

    it('counts it apart from those that are', async () => {
      const { code, out, err } = await cli(['check', 'a.yaml', 'b.yaml', '--fix'], {}, { files });
      expect(code).toBe(2);
      expect(out).toMatch(/ in 2 files\n$/);
      expect(err).toMatch(/: Safe fixes were written to 1 file, and cannot be to 1 file\.\n$/);
    });
  });

  it.each([['--fix-dry-run'], ['--stdin']])('does not go together with %s', async (other) => {
    const { code, err } = await cli(['check', '--fix', other], {});
    expect(code).toBe(2);
    expect(err).toContain('cannot be used with option');
  });
});

describe('check --fix-dry-run', () => {
  it('prints a unified diff, writes nothing, and ends as the check after the fixes would', async () => {
    const { code, out, err, written } = await cliThatWrites(['check', './infra/a.yaml', '--fix-dry-run'], {
      './infra/a.yaml': FIXABLE,
    });
    expect({ code, err, written }).toEqual({
      code: 0,
      err: 'sentry-permissions: Safe fixes would change 1 file; 1 warning is left then.\n',
      written: {},
    });
    expect(out).toBe(`--- a/infra/a.yaml
+++ b/infra/a.yaml
@@ -11,7 +11,7 @@
       storedIn: vault://platform/sentry/bot
       rotated: 2026-11-02
     scopes:
-      - org: read # for the map
+      - org:read # for the map
       - scope: project:releases
         rationale: Creates the release and sets its commits.
     reviews:
`);
  });

  it.each([
    ['LF', (text: string) => text],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['no line end at the end', (text: string) => text.trimEnd()],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['a byte order mark on the line that changes', () => '\uFEFFversion: "1"\nintegrations: {}\n'],
    ['a byte order mark on the one line that there is', () => '\uFEFFversion: "1"'],
    [
      'a byte order mark on a line before the change',
      () => '\uFEFForganization: acme\nversion: "1"\nintegrations: {}\n',
    ],
    ['a byte order mark on a line that gets another before it', () => '\uFEFFintegrations: {}\n'],
    [
      'signs that mean something elsewhere',
      (text: string) => text.replace('# every', '# ::x #a[1] \t%0A <b>'),
    ],
  ])('prints what git applies, with %s', async (_what, change) => {
    const folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-diff-'));
    try {
      const before = change(FAULTY);
      writeFileSync(join(folder, 'a.yaml'), before);
      const { out } = await cli(['check', 'a.yaml', '--fix-dry-run'], { 'a.yaml': before });
      const { written } = await cliThatWrites(['check', 'a.yaml', '--fix'], { 'a.yaml': before });
      execFileSync('git', ['apply', '-'], { cwd: folder, input: out });
      expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(written['a.yaml']);
      expect(written['a.yaml']).not.toBe(before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(['json', 'sarif', 'github', 'markdown'])(
    'is no report, so that %s has no meaning',
    async (format) => {
      const args = ['check', 'a.yaml', '--fix-dry-run', '--format', format, '--output', 'out.txt'];
      const { code, out, err, written } = await cliThatWrites(args, { 'a.yaml': FIXABLE });
      expect({ code, out, written }).toEqual({ code: 2, out: '', written: {} });
      expect(err).toContain(
        'error: --fix-dry-run prints a unified diff and no report. Leave out --format.\n',
      );
    },
  );

  it('goes to a file as a report does', async () => {
    const args = ['check', 'a.yaml', '--fix-dry-run', '--format', 'text', '--output', 'out.patch'];
    const { code, written } = await cliThatWrites(args, { 'a.yaml': FIXABLE });
    expect(code).toBe(0);
    expect(written['out.patch']).toMatch(/^--- a\/a\.yaml\n/);
  });

  it('says what would be left', async () => {
    const { err } = await cli(['check', 'a.yaml', 'b.yaml', '--fix-dry-run'], {
      'a.yaml': FIXABLE,
      'b.yaml': ERROR,
    });
    expect(err).toBe(
      'sentry-permissions: Safe fixes would change 1 file; 1 error, 1 warning are left then.\n',
    );
  });

  it('says that there is nothing to fix, and prints no diff', async () => {
    expect(await cli(['check', 'a.yaml', '--fix-dry-run'], { 'a.yaml': ERROR })).toEqual({
      code: 1,
      out: '',
      err: 'sentry-permissions: No safe fixes; 1 error is left.\n',
    });
  });
});
