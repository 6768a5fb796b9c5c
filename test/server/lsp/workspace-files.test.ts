import { expect, it } from 'vitest';
import { knownFiles } from '../../../server/src/lsp/workspace-files.ts';

const [A, B] = ['file:///a.yaml', 'file:///b.yaml'];

function known(uris: readonly string[] = [A, B]): ReturnType<typeof knownFiles> & { lists: () => number } {
  let lists = 0;
  const files = knownFiles({
    list: () => {
      lists++;
      return Promise.resolve([...uris]);
    },
    read: () => Promise.resolve({ missing: true }),
  });
  return { ...files, lists: () => lists };
}

it('forgets what a touched file held, and leaves alone what somebody goes through', async () => {
  const files = known();
  const before = await files.all();
  for (const file of before.values()) file.digest = 'read';
  files.touch(A);
  files.touch(A);
  const after = await files.all();
  expect([...before.values()].map(({ digest }) => digest)).toEqual(['read', 'read']);
  expect([...after.values()].map(({ digest }) => digest)).toEqual([undefined, 'read']);
  expect([...after.keys()]).toEqual([...before.keys()]);
  files.touch(B);
  expect([...after.values()].map(({ digest }) => digest)).toEqual([undefined, 'read']);
  expect([...(await files.all()).values()].map(({ digest }) => digest)).toEqual([undefined, undefined]);
  expect(files.lists()).toBe(1);
});

it('keeps a digest that belongs to what a file held before away from what it holds now', async () => {
  const files = known();
  const [reading] = (await files.all()).values();
  files.touch(A);
  reading!.digest = 'of the old text';
  expect([...(await files.all()).values()][0]!.digest).toBeUndefined();
});

it('asks anew where one is touched that it does not know', async () => {
  const files = known();
  await files.all();
  files.touch('file:///c.yaml');
  await files.all();
  expect(files.lists()).toBe(2);
});
