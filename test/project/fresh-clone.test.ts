/** What somebody meets who has cloned the repository and installed nothing yet. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../scripts/lib/paths.mjs';

const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

let clone = '';
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'fresh-clone-'));
  for (const part of ['package.json', 'server/package.json', 'scripts'])
    cpSync(at(part), join(clone, part), { recursive: true });
});
afterAll(() => {
  rmSync(clone, { recursive: true, force: true });
});

describe('without the packages', () => {
  it.each(['build', 'build:debug', 'package', 'package:server'])(
    'npm run %s says in one line to install them',
    (name) => {
      const [program, ...args] = scripts[name]!.split(' ');
      expect(program).toBe('node');
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: clone, encoding: 'utf8' });
      expect({ status, said: (stdout + stderr).trim() }).toEqual({
        status: 1,
        said: '✗ The packages are not installed. Run npm ci first.',
      });
    },
  );

  it.each(['README.md', 'server/README.md', 'examples/README.md', 'docs/ci.md', 'docs/editors.md'])(
    '%s names npm ci before what needs it',
    (page) => {
      const text = readFileSync(at(page), 'utf8');
      const needing = text.search(/npm run (?:build|package)/);
      expect(needing).toBeGreaterThan(0);
      expect(text.slice(0, needing)).toContain('npm ci');
    },
  );
});
