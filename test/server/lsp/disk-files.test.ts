import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../../server/src/lsp/disk-files.ts';
import { MAX_BYTES } from '../../../server/src/ports/files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'disk-files-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

it('finds manifests by name, without packages, and does not run in circles', async () => {
  for (const folder of ['a b', 'node_modules']) {
    mkdirSync(join(root, folder));
    writeFileSync(join(root, folder, 'sentry-permissions.yaml'), 'version: 1\n');
  }
  writeFileSync(join(root, 'my-sentry-permissions.yaml'), '');
  symlinkSync(root, join(root, 'a b', 'loop'));
  const base = pathToFileURL(root).href;
  const files = diskFiles(() => [base, 'memfs:/elsewhere'], expect.unreachable);
  expect(await files.list()).toEqual([`${base}/a%20b/sentry-permissions.yaml`]);
  expect(await files.read(`${base}/a%20b/sentry-permissions.yaml`)).toEqual({ text: 'version: 1\n' });
});

it('says why a file cannot be read', async () => {
  const large = join(root, 'large.sentry-permissions.yaml');
  writeFileSync(large, Buffer.alloc(MAX_BYTES + 1));
  const files = diskFiles(() => [], expect.unreachable);
  expect(await files.read(pathToFileURL(large).href)).toHaveProperty('fault');
  expect(await files.read(pathToFileURL(join(root, 'none')).href)).toEqual({ missing: true });
});

describe.skipIf(process.platform === 'win32')('what is no manifest by its content', () => {
  const faultOf = async (name: string): Promise<unknown> =>
    diskFiles(() => [], expect.unreachable).read(pathToFileURL(join(root, name)).href);

  it('is told: no text, a link to itself, a folder, a pipe', async () => {
    writeFileSync(join(root, 'binary'), Uint8Array.of(0x76, 0xff, 0x00, 0xc0));
    symlinkSync(join(root, 'b'), join(root, 'a'));
    symlinkSync(join(root, 'a'), join(root, 'b'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(await faultOf('binary')).toEqual({ fault: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
    expect(await faultOf('a')).toEqual({ fault: 'ELOOP' });
    expect(await faultOf('.')).toEqual({ fault: 'it is no file' });
    expect(await faultOf('pipe')).toEqual({ fault: 'it is no file' });
  });
});

it('takes a folder that vanishes for an empty one, and its files for missing', async () => {
  const gone = join(root, 'gone');
  mkdirSync(gone);
  writeFileSync(join(gone, 'sentry-permissions.yaml'), 'version: 1\n');
  const said: string[] = [];
  const files = diskFiles(
    () => [pathToFileURL(gone).href],
    (message) => said.push(message),
  );
  const [uri] = await files.list();
  rmSync(gone, { recursive: true });
  expect(await files.read(uri!)).toEqual({ missing: true });
  expect(await files.list()).toEqual([]);
  expect(said).toEqual([`${gone} is not searched: ENOENT`]);
});

it('reads a file that changes meanwhile as one of its states', async () => {
  const path = join(root, 'sentry-permissions.yaml');
  const states = ['a', 'b'].map((letter) => `# ${letter.repeat(200_000)}\n`);
  const files = diskFiles(() => [], expect.unreachable);
  for (let i = 0; i < 20; i++) {
    writeFileSync(path, states[i % 2]!);
    const reading = files.read(pathToFileURL(path).href);
    writeFileSync(`${path}.new`, states[(i + 1) % 2]!);
    renameSync(`${path}.new`, path);
    expect(states.map((text) => ({ text }))).toContainEqual(await reading);
  }
});
