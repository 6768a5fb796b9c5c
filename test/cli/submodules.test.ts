/** `diff --git` over a repository with submodules. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../server/src/cli/node-files.ts';
import { gitIn } from '../../server/src/cli/node-git.ts';
import { createRepository } from './repository.ts';
import { cli, CLEAN, ERROR, type Outcome } from './support.ts';

const own = createRepository();
const around = createRepository();
const MANIFEST = 'team/sentry-permissions.yaml';

const moveTo = (tag: string): void => {
  execFileSync('git', ['-C', join(around.folder, 'mod'), 'checkout', '-q', tag]);
};

beforeAll(() => {
  own.git('init', '-q', '-b', 'main');
  own.write('readme.md', 'Nothing yet.\n');
  own.commit('empty');
  own.write(MANIFEST, CLEAN);
  own.commit('narrow');
  own.write('readme.md', 'Something else.\n');
  own.commit('beside');
  own.write(MANIFEST, ERROR);
  own.commit('wide');
  around.git('init', '-q', '-b', 'main');
  around.write('readme.md', 'Nothing yet.\n');
  around.commit('alone');
  around.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', own.folder, 'mod');
  for (const tag of ['empty', 'narrow', 'beside', 'wide']) {
    moveTo(tag);
    around.commit(tag);
  }
});
afterAll(() => {
  own.remove();
  around.remove();
});

const diff = (range: string): Promise<Outcome> =>
  cli(['diff', '--git', range], {}, { git: gitIn(around.folder), files: nodeFiles });

describe('a submodule that moved', () => {
  it('is told where its manifests changed, with the command that compares them', async () => {
    const { code, err } = await diff('beside..wide');
    const commit = (tag: string): string => own.git('rev-parse', tag).slice(0, 12);
    expect(code).toBe(0);
    expect(err).toBe(
      `sentry-permissions: mod: This submodule moved, and its manifests are not compared here. Run "sentry-permissions diff --git ${commit('beside')}..${commit('wide')}" in it.\n`,
    );
  });

  it('is told where it is new, or moved on disk alone', async () => {
    expect((await diff('alone..narrow')).err).toContain('is new, and what its manifests grant');
    moveTo('narrow');
    expect((await diff('HEAD')).err).toMatch(/moved, .*[0-9a-f]{12}\.\.HEAD" in it\.\n$/);
    moveTo('wide');
    expect((await diff('HEAD')).err).toBe('');
  });

  it.each(['alone..empty', 'narrow..beside', 'wide..alone'])(
    'is none to speak of where nothing of its manifests came or changed: %s',
    async (range) => {
      expect(await diff(range)).toMatchObject({ code: 0, err: '' });
    },
  );

  it('is told whatever the repository says of it', async () => {
    around.git('config', '-f', '.gitmodules', 'submodule.mod.ignore', 'all');
    try {
      expect((await diff('beside..wide')).err).toContain('moved, and its manifests are not compared');
    } finally {
      around.git('checkout', '-q', '--', '.gitmodules');
    }
  });

  it('is told without failing where its commits are not here', async () => {
    const clone = createRepository();
    try {
      clone.git('clone', '-q', around.folder, '.');
      rmSync(join(clone.folder, '.gitmodules'));
      const world = { git: gitIn(clone.folder), files: nodeFiles };
      const { code, err } = await cli(['diff', '--git', 'beside..wide'], {}, world);
      expect(code).toBe(0);
      expect(err).toContain(
        'mod: This submodule moved, and whether manifests in it changed is not known here',
      );
    } finally {
      clone.remove();
    }
  });
});
