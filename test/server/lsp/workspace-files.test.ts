import { expect, it } from 'vitest';
import { knownFiles } from '../../../server/src/lsp/workspace-files.ts';

const [A, B] = ['file:///a.yaml', 'file:///b.yaml'];
const service = { digest: (text: string) => `digest of ${text}` };
const [DIGEST_A, DIGEST_B] = [A, B].map((uri) => `digest of text of ${uri}`);

function known(uris: readonly string[] = [A, B]): ReturnType<typeof knownFiles> & { lists: () => number } {
  let lists = 0;
  const files = knownFiles({
    list: () => {
      lists++;
      return Promise.resolve([...uris]);
    },
    read: (uri) => Promise.resolve({ text: `text of ${uri}` }),
  });
  return { ...files, lists: () => lists };
}

it('forgets what a touched file held, and leaves alone what somebody goes through', async () => {
  const files = known();
  const before = await files.all();
  for (const file of before.values()) await files.read(file, service);
  files.touch(A);
  files.touch(A);
  const after = await files.all();
  expect([...before.values()].map(({ digest }) => digest)).toEqual([DIGEST_A, DIGEST_B]);
  expect([...after.values()].map(({ digest }) => digest)).toEqual([undefined, DIGEST_B]);
  expect([...after.keys()]).toEqual([...before.keys()]);
  files.touch(B);
  expect([...after.values()].map(({ digest }) => digest)).toEqual([undefined, DIGEST_B]);
  expect([...(await files.all()).values()].map(({ digest }) => digest)).toEqual([undefined, undefined]);
  expect(files.lists()).toBe(1);
});

it('keeps a digest that belongs to what a file held before away from what it holds now', async () => {
  const files = known();
  const [reading] = (await files.all()).values();
  const content = files.read(reading!, service);
  files.touch(A);
  expect(await content).toEqual({ text: `text of ${A}`, digest: DIGEST_A });
  expect([...(await files.all()).values()][0]!.digest).toBeUndefined();
});

it('asks anew where one is touched that it does not know', async () => {
  const files = known();
  await files.all();
  files.touch('file:///c.yaml');
  await files.all();
  expect(files.lists()).toBe(2);
});
