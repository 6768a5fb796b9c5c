/** Files on a real disk, some of them in the way. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../server/src/cli/node-files.ts';
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
  rmSync(folder, { recursive: true, force: true });
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
