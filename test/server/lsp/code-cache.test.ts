/** What is kept of the engine's code between two processes, and that nothing but time depends on it. */
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'code-cache-'));
const folder = join(place, 'kept');
const bundle = join(place, 'main.js');
const starter = join(place, 'start.js');

/** A bundle that says `word`, and ends once its standard input does. */
function writeBundle(word: string): void {
  writeFileSync(
    bundle,
    `(function (exports, require, module, __filename, __dirname) {
function say(word) { require('node:fs').writeSync(1, word + ' in ' + __dirname); }
say('${word}'); process.stdin.resume();
})`,
  );
}

/** What a process prints that runs the bundle. */
function run(hash = 'one', at = folder, age = 0): string {
  return execFileSync(process.execPath, [starter, bundle, hash, at, String(age)], {
    input: '',
    encoding: 'utf8',
  });
}

const kept = (): string[] => readdirSync(folder).map((name) => join(folder, name));

beforeAll(async () => {
  await build({
    stdin: {
      contents: `import { runBundle } from './server/src/lsp/code-cache.ts';
        const [file, hash, folder, age = '0'] = process.argv.slice(2);
        const uptime = process.uptime.bind(process);
        process.once('exit', () => { process.uptime = () => uptime() + Number(age); });
        runBundle({ file, hash }, folder);`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: starter,
  });
});
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  writeBundle('hello');
});
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

describe('code that is kept of a bundle', () => {
  it('is written by the first process and taken by the second', () => {
    expect(run()).toBe(`hello in ${place}`);
    const [file = ''] = kept();
    const before = statSync(file);
    expect(run()).toBe(`hello in ${place}`);
    expect(kept()).toEqual([file]);
    // What is refused is written again.
    expect(statSync(file)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it('is written once more by the first process that lasts', () => {
    const inode = (): number => statSync(kept()[0] ?? '').ino;
    run();
    const ofShort = inode();
    run('one', folder, 15);
    const ofLong = inode();
    expect(ofLong).not.toBe(ofShort);
    run('one', folder, 15);
    run();
    expect(inode()).toBe(ofLong);
  });

  it('can be read by its owner alone', () => {
    run();
    expect([folder, ...kept()].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0]);
  });

  it('is not taken for that of another text of the same length', () => {
    expect(run('one')).toMatch(/^hello/);
    writeBundle('world');
    expect(run('two')).toMatch(/^world/);
    expect(kept()).toHaveLength(2);
  });

  it('is written before a client can end the process the hard way', async () => {
    const child = spawn(process.execPath, [starter, bundle, 'one', folder], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // While it is being written it has a longer name.
    const isKept = (): boolean => existsSync(folder) && kept().some((file) => file.endsWith(process.arch));
    await expect.poll(isKept, { timeout: 30_000 }).toBe(true);
    child.kill('SIGKILL');
    await ended;
    const written = kept().map((file) => statSync(file).mtimeMs);
    run();
    expect(kept().map((file) => statSync(file).mtimeMs)).toEqual(written);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in a byte', (bytes: Buffer) => bytes.fill(~(bytes[200] ?? 0), 200, 201)],
    ['something else', () => Buffer.from('nothing that an engine has written')],
  ])('is not run when it is %s, but written again', (_, damage) => {
    run();
    const [file = ''] = kept();
    const whole = readFileSync(file).length;
    writeFileSync(file, damage(readFileSync(file)));
    const damaged = readFileSync(file);
    expect(run()).toMatch(/^hello/);
    expect(kept()).toEqual([file]);
    expect(readFileSync(file).equals(damaged)).toBe(false);
    expect(readFileSync(file).length).toBeGreaterThan(whole / 2);
  });

  it('is no reason not to start where it cannot be written', () => {
    expect(run('one', join(bundle, 'below a file'))).toMatch(/^hello/);
  });

  it('does not pile up', () => {
    mkdirSync(folder);
    for (let i = 0; i < 10; i++) run(String(i));
    expect(kept()).toHaveLength(8);
    expect(kept().some((file) => file.includes('-9-'))).toBe(true);
  });
});
