import { expect, it, vi } from 'vitest';
import { readFile } from '../../client/src/workspace-files.ts';

const bytes = vi.hoisted((): { now: Uint8Array } => ({ now: new Uint8Array() }));
vi.mock('vscode', () => ({
  FileSystemError: class extends Error {},
  Uri: { parse: (address: string) => address },
  workspace: {
    fs: {
      stat: () => Promise.resolve({ size: bytes.now.length }),
      readFile: () => Promise.resolve(bytes.now),
    },
  },
}));
vi.mock('vscode-languageclient', () => ({}));

const read = (content: Uint8Array): Promise<unknown> => {
  bytes.now = content;
  return readFile({ uri: 'file:///sentry-permissions.yaml', limit: 10 });
};

it('reads UTF-8, says of other bytes how to mend them, and of a large file how large it is', async () => {
  expect(await read(new TextEncoder().encode('é'))).toEqual({ text: 'é' });
  expect(await read(new Uint8Array([0xff, 0xfe, 0x76, 0]))).toEqual({
    fault: 'it is not UTF-8 text. Save it as UTF-8.',
  });
  expect(await read(new Uint8Array(11))).toEqual({ fault: 'it has 11 bytes, more than 10' });
});
