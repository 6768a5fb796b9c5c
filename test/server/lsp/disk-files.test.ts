import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
