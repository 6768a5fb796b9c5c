/** `diff` of what moves below a folder that no check looks into. */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitIn } from '../../server/src/cli/node-git.ts';
import { MAIN, TWO } from './manifest-states.ts';
import { createRepository } from './repository.ts';
import { cli, type Outcome } from './support.ts';

const { folder, git, write, commit, remove } = createRepository();
const diff = (...args: string[]): Promise<Outcome> =>
  cli(['diff', '--git', 'first..hidden', ...args], {}, { git: gitIn(folder) });

describe('a manifest that moves into node_modules', () => {
  beforeAll(() => {
    git('init', '-q', '-b', 'main');
    write(MAIN, TWO);
    commit('first');
    mkdirSync(join(folder, 'node_modules'));
    renameSync(join(folder, MAIN), join(folder, 'node_modules', MAIN));
    git('add', '--force', 'node_modules');
    commit('hidden');
  });
  afterAll(remove);

  it('is named in every format, and closes the gate on checks', async () => {
    const told = await diff('--fail-on', 'weakened-check');
    expect(told.code).toBe(1);
    expect(told.out).toContain('! below node_modules no check reads it\n');
    expect((await diff('--format', 'markdown')).out).toContain('below `node_modules` no check reads it');
    expect(JSON.parse((await diff('--format', 'json')).out)).toMatchObject({
      files: [{ weakened: [{ what: 'folder', before: null, after: 'node_modules' }] }],
    });
  });

  it('is told on the way back as well', async () => {
    const back = await cli(['diff', '--git', 'hidden..first'], {}, { git: gitIn(folder) });
    expect(back.out).toContain('= checks read it now, was below node_modules, where none does\n');
  });

  it('is none where two files are named: a check reads what it is given', async () => {
    const path = `node_modules/${MAIN}`;
    const files = { [MAIN]: TWO, [path]: TWO };
    const named = await cli(['diff', MAIN, path, '--fail-on', 'weakened-check'], files);
    expect(named.code).toBe(0);
    const other = { ...files, [path]: TWO.replace('organization: acme', 'organization: other') };
    expect((await cli(['diff', MAIN, path], other)).out).not.toContain('no check reads');
  });
});
