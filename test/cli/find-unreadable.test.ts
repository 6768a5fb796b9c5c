/** Folders that may not be read, which no test can make for whoever may read everything. */
import type { PathLike } from 'node:fs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFiles, type Found } from '../../server/src/cli/find-files.ts';
import { gitIn } from '../../server/src/cli/node-git.ts';
import { createRepository } from './repository.ts';

vi.mock('node:fs/promises', async (importOriginal) => {
  const actual = await importOriginal<typeof promises>();
  const readdir = async (path: PathLike, options: { withFileTypes: true }): Promise<unknown> => {
    const code = /(?<=\.)E[A-Z]+$/.exec(String(path))?.[0];
    if (code) throw Object.assign(new Error(code), { code });
    return actual.readdir(path, options);
  };
  return { ...actual, readdir };
});

const DENIED =
  'This folder may not be read, so what is in it is not known. Give this user read access to it.';

describe('a folder that may not be read', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-unreadable-'));
    for (const path of ['a.EACCES', 'b/c.EIO', 'd.ENOENT', 'node_modules/e.EACCES'])
      mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'sentry-permissions.yaml'), '');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const find = async (given: string): Promise<Found> => {
    const { paths, problems } = await findFiles([`${folder}/${given}`], gitIn('.'));
    const short = (path: string): string => path.replace(`${folder}/`, '');
    return {
      paths: paths.map(short),
      problems: problems.map(({ path, message }) => ({ path: short(path), message })),
    };
  };

  it.each(['', '**/*.yaml'])('is told, and not taken for an empty one: %j', async (given) => {
    expect(await find(given)).toEqual({
      paths: ['sentry-permissions.yaml'],
      problems: [
        { path: 'a.EACCES', message: DENIED },
        {
          path: 'b/c.EIO',
          message:
            'This folder cannot be read (EIO), so what is in it is not known. Check that the disk works.',
        },
      ],
    });
  });

  it('is told where it is named itself', async () => {
    expect(await find('a.EACCES')).toEqual({ paths: [], problems: [{ path: 'a.EACCES', message: DENIED }] });
  });

  it('is passed over where Git tracks no manifest in it, unless it is named itself', async () => {
    const repository = createRepository();
    try {
      repository.git('init', '-q', '-b', 'main');
      repository.write('sentry-permissions.yaml', '');
      repository.write('kept.EACCES/deep/sentry-permissions.yaml', '');
      repository.write('code.EACCES/main.ts', '');
      repository.commit('first');
      repository.write('pgdata.EACCES/base', '');
      const said = async (given: string): Promise<string[]> => {
        const { problems } = await findFiles([join(repository.folder, given)], gitIn('.'));
        return problems.map(
          ({ path, message }) => `${path.replace(`${repository.folder}/`, '')}: ${message}`,
        );
      };
      for (const given of ['', '**/*.yaml']) expect(await said(given)).toEqual([`kept.EACCES: ${DENIED}`]);
      expect(await said('pgdata.EACCES')).toEqual([`pgdata.EACCES: ${DENIED}`]);
    } finally {
      repository.remove();
    }
  });
});
