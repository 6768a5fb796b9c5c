/** Files on a real disk, some of them in the way. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeFiles, replaceContent } from '../../server/src/cli/node-files.ts';
import { MAX_BYTES } from '../../server/src/ports/files.ts';
import { cli } from './support.ts';

let folder: string;
let checkout: string;
const inCheckout = (name: string): string => join(checkout, name);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sentry-permissions-files-')));
  checkout = join(folder, 'checkout');
  mkdirSync(join(checkout, '.git'), { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('a path', () => {
  it('is that of a file by whatever name, of one too that is not there yet', async () => {
    writeFileSync(inCheckout('a'), '');
    symlinkSync('a', inCheckout('link'));
    symlinkSync('checkout', join(folder, 'other'));
    const files = [inCheckout('a'), inCheckout('new')];
    for (const path of [inCheckout('link'), join(folder, 'other/a'), join(folder, 'other/new')])
      expect(await nodeFiles.isOneOf(path, files)).toBe(true);
    for (const path of [inCheckout('b'), join(folder, 'no/new')])
      expect(await nodeFiles.isOneOf(path, files)).toBe(false);
  });
});

it('tells the repository around a folder, and none around what is not there', async () => {
  mkdirSync(inCheckout('a/b'), { recursive: true });
  expect(await nodeFiles.repositoryAround(inCheckout('a/b'))).toBe(checkout);
  expect(await nodeFiles.repositoryAround(inCheckout('no'))).toBeUndefined();
});

describe.skipIf(process.platform === 'win32')('reading', () => {
  it('ends, however much there is, with a byte more than may be read', async () => {
    writeFileSync(inCheckout('whole'), Buffer.alloc(MAX_BYTES, 'x'));
    writeFileSync(inCheckout('large'), Buffer.alloc(MAX_BYTES + 9, 'x'));
    for (const [path, length] of [
      [inCheckout('whole'), MAX_BYTES],
      [inCheckout('large'), MAX_BYTES + 1],
      ['/dev/zero', MAX_BYTES + 1],
    ] as const) {
      const read = await nodeFiles.read(path);
      expect('bytes' in read && read.bytes.length).toBe(length);
    }
    for (const option of ['--policy', '--baseline'])
      expect(await cli(['check', option, '/dev/zero'], {}, { files: nodeFiles })).toMatchObject({
        code: 2,
        err: 'sentry-permissions: /dev/zero: This is larger than 20 MB and is not read.\n',
      });
  });

  it('does not wait for what a link leads to', async () => {
    execFileSync('mkfifo', [inCheckout('pipe')]);
    symlinkSync('pipe', inCheckout('to-pipe'));
    symlinkSync('/dev/zero', inCheckout('to-device'));
    symlinkSync('to-device', inCheckout('further'));
    for (const name of ['to-pipe', 'to-device', 'further'])
      expect(await nodeFiles.read(inCheckout(name))).toEqual({ fault: 'other', code: 'no regular file' });
  });

  it('says what else is wrong by its name', async () => {
    symlinkSync('nowhere', inCheckout('dangling'));
    symlinkSync('circle', inCheckout('circle'));
    symlinkSync('.git', inCheckout('to-folder'));
    expect(await nodeFiles.read(inCheckout('dangling'))).toEqual({ fault: 'missing', code: 'ENOENT' });
    expect(await nodeFiles.read(inCheckout('circle'))).toEqual({ fault: 'other', code: 'ELOOP' });
    expect(await nodeFiles.read(inCheckout('to-folder'))).toEqual({ fault: 'folder', code: 'EISDIR' });
  });

  it('follows a link that is named to any file', async () => {
    writeFileSync(join(folder, 'outside'), 'x');
    symlinkSync('../outside', inCheckout('link'));
    expect(await nodeFiles.read(inCheckout('link'))).toEqual({ bytes: Buffer.from('x') });
  });
});

describe.skipIf(process.platform === 'win32')('writing', () => {
  /** Every way to write, and what is said where it is not done. */
  const ways: Readonly<Record<string, (path: string) => Promise<string | undefined>>> = {
    write: (path) => nodeFiles.write(path, 'new'),
    create: (path) => nodeFiles.create(path, 'new'),
    async open(path) {
      const sink = await nodeFiles.open(path);
      if ('fault' in sink) return sink.fault;
      await sink.write('new');
      await sink.close();
      return undefined;
    },
  };
  const OUT = 'This leads by a link out of the folder or repository that it is in. Give the file’s own path.';

  it.each(Object.entries(ways))('does not leave the checkout by a link: %s', async (_, way) => {
    writeFileSync(join(folder, 'outside'), 'old');
    symlinkSync('../outside', inCheckout('link'));
    symlinkSync('link', inCheckout('further'));
    for (const name of ['link', 'further']) expect(await way(inCheckout(name))).toBe(OUT);
    expect(readFileSync(join(folder, 'outside'), 'utf8')).toBe('old');
  });

  it.each(Object.entries(ways))('makes nothing behind a link: %s', async (_, way) => {
    execFileSync('mkfifo', [inCheckout('pipe')]);
    symlinkSync('pipe', inCheckout('to-pipe'));
    symlinkSync('../outside', inCheckout('to-outside'));
    symlinkSync('inside', inCheckout('to-inside'));
    for (const name of ['to-pipe', 'to-outside', 'to-inside'])
      expect(await way(inCheckout(name))).toBe(
        'This is a link to what is no file, and nothing is made by it. Remove it.',
      );
    expect(existsSync(join(folder, 'outside'))).toBe(false);
    expect(existsSync(inCheckout('inside'))).toBe(false);
  });

  it.each(Object.entries(ways))('does not leave the repository by a folder: %s', async (_, way) => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('../elsewhere', inCheckout('reports'));
    vi.spyOn(process, 'cwd').mockReturnValue(checkout);
    expect(await way(inCheckout('reports/audit.md'))).toBe(OUT);
    expect(existsSync(join(folder, 'elsewhere/audit.md'))).toBe(false);
  });

  it('goes through links within the checkout, and nowhere else but where it is told', async () => {
    mkdirSync(inCheckout('a/deep'), { recursive: true });
    writeFileSync(inCheckout('a/own'), 'old');
    symlinkSync('../own', inCheckout('a/deep/link'));
    expect(await nodeFiles.write(inCheckout('a/deep/link'), 'new')).toBeUndefined();
    expect(readFileSync(inCheckout('a/own'), 'utf8')).toBe('new');
    expect(await nodeFiles.write(inCheckout('a/fresh'), 'new')).toBeUndefined();
    expect(await nodeFiles.write(join(folder, 'outside'), 'new')).toBeUndefined();
    expect(readFileSync(join(folder, 'outside'), 'utf8')).toBe('new');
    expect(await nodeFiles.write(inCheckout('none/fresh'), 'new')).toMatch(/^There is no such folder/);
  });
});

describe('making a file', () => {
  it('says of a folder and of a file that is there what it is', async () => {
    writeFileSync(inCheckout('a.yaml'), '');
    for (const [path, message] of [
      [checkout, 'This is a folder. Name a file in it.'],
      [inCheckout('a.yaml'), 'There is such a file already, and nothing is written over it.'],
    ] as const)
      expect(await cli(['init', path], {}, { files: nodeFiles })).toMatchObject({
        code: 2,
        err: `sentry-permissions: ${path}: ${message}\n`,
      });
  });
});

describe('writing over a file', () => {
  const before = 'version: 1\nintegrations: {}\n';

  it.each(['', 'short\n', before.repeat(2000)])('leaves nothing of what was there', async (after) => {
    writeFileSync(inCheckout('a.yaml'), before);
    expect(await nodeFiles.write(inCheckout('a.yaml'), after)).toBeUndefined();
    expect(readFileSync(inCheckout('a.yaml'), 'utf8')).toBe(after);
  });

  it('puts back what was there where the disk is full on the way', async () => {
    writeFileSync(inCheckout('a.yaml'), before);
    const file = await open(inCheckout('a.yaml'), 'r+');
    let room = 5;
    const full = {
      readFile: file.readFile.bind(file),
      truncate: file.truncate.bind(file),
      // A disk takes what it has room for, and the rest not.
      write: async (bytes: Uint8Array, from: number, length: number, at: number) => {
        const isOver = at + length > before.length;
        if (isOver && room === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        const { bytesWritten } = await file.write(bytes, from, isOver ? room : length, at);
        if (isOver) room = 0;
        return { bytesWritten, buffer: bytes };
      },
    } as unknown as Parameters<typeof replaceContent>[0];
    await expect(replaceContent(full, before.replaceAll('1', '2').repeat(9))).rejects.toThrow('full');
    await file.close();
    expect(readFileSync(inCheckout('a.yaml'), 'utf8')).toBe(before);
  });
});
