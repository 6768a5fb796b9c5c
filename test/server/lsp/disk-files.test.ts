import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
    writeFileSync(join(root, 'wide'), Buffer.from('\uFEFFversion: 1\n', 'utf16le'));
    for (const name of ['binary', 'wide'])
      expect(await faultOf(name)).toEqual({ fault: 'it is not UTF-8 text. Save it as UTF-8.' });
    expect(await faultOf('a')).toEqual({ fault: 'ELOOP' });
    expect(await faultOf('.')).toEqual({ fault: 'it is no file' });
    expect(await faultOf('pipe')).toEqual({ fault: 'it is no file' });
  });
});

describe.skipIf(process.platform === 'win32')('a link to a file', () => {
  const OUT = { fault: 'it is a link that leads out of the folder or repository that is open' };
  const OTHER = { fault: 'it is a link to a file that has no manifest’s name' };

  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const link = (path: string, target: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  };
  /** What is read of all that is found below open folders. */
  async function readBelow(...open: string[]): Promise<Record<string, unknown>> {
    const base = pathToFileURL(root).href;
    const files = diskFiles(() => open.map((folder) => `${base}/${folder}`), expect.unreachable);
    const found = await Promise.all(
      (await files.list()).map(async (uri) => [uri.slice(base.length + 1), await files.read(uri)] as const),
    );
    return Object.fromEntries(found);
  }

  it('is followed to another manifest of the folder or its repository', async () => {
    put('repo/.git/HEAD', '');
    put('repo/shared/sentry-permissions.yaml', 'version: 1\n');
    link('repo/team/sentry-permissions.yaml', '../shared/sentry-permissions.yaml');
    link('repo/team/a.sentry-permissions.yaml', 'sentry-permissions.yaml');
    expect(await readBelow('repo/team')).toEqual({
      'repo/team/a.sentry-permissions.yaml': { text: 'version: 1\n' },
      'repo/team/sentry-permissions.yaml': { text: 'version: 1\n' },
    });
  });

  it('is not followed out of there, nor to another file', async () => {
    put('out/secret', 'token');
    put('out/sentry-permissions.yaml', 'version: 1\n');
    put('ws/.env', 'token');
    mkdirSync(join(root, 'ws/folder'));
    link('ws/sentry-permissions.yaml', '../out/secret');
    link('ws/a.sentry-permissions.yaml', '../out/sentry-permissions.yaml');
    link('ws/b.sentry-permissions.yaml', '.env');
    link('ws/c.sentry-permissions.yaml', 'folder');
    link('ws/d.sentry-permissions.yaml', 'nowhere');
    expect(await readBelow('ws')).toEqual({
      'ws/sentry-permissions.yaml': OUT,
      'ws/a.sentry-permissions.yaml': OUT,
      'ws/b.sentry-permissions.yaml': OTHER,
      'ws/c.sentry-permissions.yaml': { fault: 'it is a link to what is no file' },
      'ws/d.sentry-permissions.yaml': { missing: true },
    });
    // The folder of the repository that is open as well is no way out of this one, but around it.
    expect(await readBelow('', 'ws')).toMatchObject({
      'ws/sentry-permissions.yaml': OTHER,
      'ws/a.sentry-permissions.yaml': { text: 'version: 1\n' },
    });
  });

  it('is found out where it took the place of what was listed, and so is one to a folder', async () => {
    put('out/sentry-permissions.yaml', 'token');
    put('ws/sentry-permissions.yaml', 'version: 1\n');
    put('ws/team/sentry-permissions.yaml', 'version: 1\n');
    const base = pathToFileURL(join(root, 'ws')).href;
    const files = diskFiles(() => [base], expect.unreachable);
    const uris = await files.list();
    expect(uris).toHaveLength(2);
    rmSync(join(root, 'ws/sentry-permissions.yaml'));
    rmSync(join(root, 'ws/team'), { recursive: true });
    link('ws/sentry-permissions.yaml', '../out/sentry-permissions.yaml');
    link('ws/team', '../out');
    for (const uri of uris) expect(await files.read(uri)).toEqual(OUT);
  });

  it('may be the open folder itself', async () => {
    put('ws/sentry-permissions.yaml', 'version: 1\n');
    link('open', 'ws');
    expect(await readBelow('open')).toEqual({ 'open/sentry-permissions.yaml': { text: 'version: 1\n' } });
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
