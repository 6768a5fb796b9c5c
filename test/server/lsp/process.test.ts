/** The built server as a process: frames, exit codes, and what becomes of it when its client is gone. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { StreamMessageReader } from 'vscode-languageserver-protocol/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { framed } from '../../fuzz/wire.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-server-'));
const program = join(folder, 'language-server.js');
const MANIFEST = 'version: 1\nintegrations:\n  bot:\n    kind: nonsense\n';
const URI = 'file:///project/sentry-permissions.yaml';

beforeAll(async () => {
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/lsp/node-main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { __VERSION__: '"1.2.3"' },
  });
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
  readonly params?: { readonly diagnostics?: readonly { readonly code: string }[] };
}

let server: ChildProcessWithoutNullStreams;
let exited: Promise<unknown[]>;
const waiting: {
  readonly wanted: (message: Message) => boolean;
  readonly take: (message: Message) => void;
}[] = [];
let stderr = '';

beforeEach(() => {
  server = spawn(process.execPath, [program, '--stdio']);
  exited = once(server, 'exit');
  stderr = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  server.stdin.on('error', () => undefined);
  new StreamMessageReader(server.stdout).listen((message) => {
    const index = waiting.findIndex(({ wanted }) => wanted(message as Message));
    if (index >= 0) waiting.splice(index, 1)[0]!.take(message as Message);
  });
});
afterEach(() => {
  server.kill('SIGKILL');
});

function arrives(wanted: (message: Message) => boolean): Promise<Message> {
  return new Promise((take) => waiting.push({ wanted, take }));
}

function send(message: object): void {
  server.stdin.write(framed({ jsonrpc: '2.0', ...message }));
}

function ask(id: number, method: string, params?: object): Promise<Message> {
  const answer = arrives((message) => message.id === id && message.method === undefined);
  send({ id, method, params });
  return answer;
}

const introduce = (processId: number | null = null): Promise<Message> =>
  ask(1, 'initialize', { processId, rootUri: null, capabilities: {} });

function open(): Promise<Message> {
  const published = arrives(({ method }) => method === 'textDocument/publishDiagnostics');
  send({
    method: 'textDocument/didOpen',
    params: { textDocument: { uri: URI, languageId: 'sentry-permissions', version: 1, text: MANIFEST } },
  });
  return published;
}

/** What stands behind bytes that are no header is taken up with the bytes that come next. */
async function withNudges<T>(answer: Promise<T>): Promise<T> {
  const nudge = setInterval(() => {
    send({ method: '$/setTrace', params: { value: 'off' } });
  }, 50);
  return answer.finally(() => {
    clearInterval(nudge);
  });
}

describe('the server as a process', () => {
  it('ends with 0 where it was shut down before, else with 1', async () => {
    await introduce();
    expect(await ask(2, 'shutdown')).toMatchObject({ result: null });
    send({ method: 'exit' });
    expect(await exited).toEqual([0, null]);
  });

  it('ends with 1 on an exit that nobody announced', async () => {
    await introduce();
    send({ method: 'exit' });
    expect(await exited).toEqual([1, null]);
  });

  it('ends by itself when its client closes the streams', async () => {
    await introduce();
    await open();
    server.stdin.end();
    expect(await exited).toEqual([1, null]);
    expect(stderr).toBe('');
  });

  it('ends by itself when nobody reads its answers any more', async () => {
    await introduce();
    server.stdout.destroy();
    send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri: URI, languageId: 'x', version: 1, text: MANIFEST.repeat(3000) } },
    });
    expect(await exited).toEqual([1, null]);
  });

  it('ends by itself when the process that it was told to watch is gone', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    await introduce(gone);
    expect(await exited).toEqual([1, null]);
  });

  it('answers after bytes that are no message, in pieces of every size', async () => {
    await introduce();
    server.stdin.write('no header\r\n\r\n');
    expect((await withNudges(open())).params?.diagnostics?.map(({ code }) => code)).toContain(
      'invalid-value',
    );
    server.stdin.write('Content-Length: 3\r\n\r\n{]}');
    const hover = arrives(({ id }) => id === 7);
    const params = { textDocument: { uri: URI }, position: { line: 3, character: 6 } };
    for (const byte of framed({ jsonrpc: '2.0', id: 7, method: 'textDocument/hover', params }))
      server.stdin.write(Uint8Array.of(byte));
    expect((await withNudges(hover)).result).toHaveProperty('contents');
    expect(stderr).toBe('');
  });

  it('answers what comes too early, twice and too late with the code that says so', async () => {
    expect(await ask(1, 'textDocument/hover', {})).toMatchObject({ error: { code: -32002 } });
    expect(await ask(2, 'initialize', { capabilities: {} })).toHaveProperty('result');
    expect(await ask(3, 'initialize', { capabilities: {} })).toMatchObject({ error: { code: -32600 } });
    expect(await ask(4, 'textDocument/hover', {})).toMatchObject({ error: { code: -32602 } });
    expect(await ask(5, 'no/such/method', {})).toMatchObject({ error: { code: -32601 } });
    expect(await ask(6, 'shutdown')).toHaveProperty('result');
    expect(await ask(7, 'textDocument/hover', {})).toMatchObject({ error: { code: -32600 } });
  });
});

it.each([[], ['--socket=6009'], ['--pipe=/tmp/x']])(
  'opens no socket for %j, and says how to start it',
  (...args) => {
    const { status, stderr: said } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(said).toContain('--stdio');
  },
);

it.each([
  [['--version'], /^1\.2\.3\n$/],
  [['--stdio', '--version'], /^1\.2\.3\n$/],
  [['--help'], /--stdio.*--version.*--help/],
])('answers %j on its output, and ends well', (args, wanted) => {
  const {
    status,
    stdout: said,
    stderr: hint,
  } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
  });
  expect([status, hint]).toEqual([0, '']);
  expect(said).toMatch(wanted);
});

it.runIf(existsSync('/dev/full'))('says in a line that its answer found no room', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr: said } = spawnSync(process.execPath, [program, '--version'], {
    encoding: 'utf8',
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  expect([status, said]).toEqual([
    1,
    'sentry-permissions-language-server: The answer cannot be written (ENOSPC).\n',
  ]);
});
