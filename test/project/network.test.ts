/** Nothing that is shipped talks to a network: neither by what it is made of, nor when it runs where there is none. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../scripts/lib/paths.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-network-'));
/** Every program of the extension and of the package for the command line. */
let programs: { readonly name: string; readonly tree: ts.SourceFile }[] = [];

beforeAll(() => {
  const built = spawnSync(process.execPath, [at('scripts/build.mjs'), '--into', folder], {
    encoding: 'utf8',
  });
  expect(built.stderr).toBe('');
  programs = ['dist', 'server/dist'].flatMap((below) =>
    readdirSync(join(folder, below))
      .filter((file) => file.endsWith('.js'))
      .map((file) => {
        const name = `${below}/${file}`;
        const text = readFileSync(join(folder, name), 'utf8');
        return {
          name,
          tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS),
        };
      }),
  );
  writeFileSync(join(folder, 'guard.cjs'), GUARD);
}, 240_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What of Node's the programs may load. A module that can reach a network is none of them. */
const MODULES: ReadonlySet<string> = new Set([
  'vscode',
  './formatter.js',
  ...['buffer', 'child_process', 'console', 'crypto', 'events', 'fs', 'fs/promises', 'module', 'os', 'path'],
  ...['process', 'readline', 'tty', 'url', 'util', 'v8', 'vm', 'worker_threads', 'zlib'],
]);

/** What an engine itself has to reach a network with. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection'],
  ...['sendBeacon', 'serviceWorker'],
]);

function nodesOf(tree: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The modules that calls of `require` and imports name; what they compute is shown as it is written. */
function modulesOf(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  for (const node of nodesOf(tree)) {
    if (!ts.isCallExpression(node)) continue;
    const isRequire = ts.isIdentifier(node.expression) && /^(?:__)?require$/.test(node.expression.text);
    const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (!isRequire && !isImport) continue;
    const [name] = node.arguments;
    found.push(name && ts.isStringLiteralLike(name) ? name.text.replace(/^node:/, '') : node.getText());
  }
  return found;
}

describe('the programs', () => {
  it('are the seven that are shipped, with a copy of three', () => {
    expect(programs).toHaveLength(10);
  });

  it('load no module that can reach a network', () => {
    const strange = programs.flatMap(({ name, tree }) =>
      modulesOf(tree)
        .filter((module) => !MODULES.has(module))
        .map((module) => `${name}: ${module}`),
    );
    expect(strange).toEqual([]);
  });

  it('name nothing of the engine that can', () => {
    const strange = programs.flatMap(({ name, tree }) =>
      nodesOf(tree)
        .filter((node) => ts.isIdentifier(node) && GLOBALS.has(node.text))
        .map((node) => `${name}: ${node.parent.getText().slice(0, 80)}`),
    );
    expect(strange).toEqual([]);
  });
});

/** Ends a process that so much as looks for a network. */
const GUARD = `
const stop = (what) => () => { process.stderr.write('network: ' + what + '\\n'); process.exit(99); };
for (const [module, names] of Object.entries({
  net: ['connect', 'createConnection', 'createServer'],
  dns: ['lookup', 'resolve'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  dgram: ['createSocket'],
  tls: ['connect'],
})) for (const name of names) require(module)[name] = stop(module + '.' + name);
require('net').Socket.prototype.connect = stop('connect');
require('net').Server.prototype.listen = stop('listen');
globalThis.fetch = stop('fetch');
`;

/** A whole life of the server, as it comes over the wire. */
const SESSION = [
  { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
  { method: 'initialized', params: {} },
  {
    method: 'textDocument/didOpen',
    params: {
      textDocument: {
        uri: 'file:///sentry-permissions.yaml',
        languageId: 'x',
        version: 1,
        text: 'version: 1\nserver: https://sentry.acme.example\n',
      },
    },
  },
  {
    id: 2,
    method: 'textDocument/formatting',
    params: { textDocument: { uri: 'file:///sentry-permissions.yaml' }, options: { tabSize: 2 } },
  },
  {
    id: 3,
    method: 'textDocument/hover',
    params: { textDocument: { uri: 'file:///sentry-permissions.yaml' }, position: { line: 1, character: 2 } },
  },
]
  .map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }))
  .map((body) => `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`)
  .join('');

const noNetwork = spawnSync('unshare', ['-rn', 'true']).status === 0;
/** Without a network where the system can take it away, and with guards everywhere. */
const WAYS: readonly (readonly string[])[] = [
  [process.execPath, '--require', join(folder, 'guard.cjs')],
  ...(noNetwork ? [['unshare', '-rn', process.execPath]] : []),
];

describe.each(WAYS.map((way) => [way[0] === 'unshare' ? 'without a network' : 'with guards', way] as const))(
  '%s',
  (_name, [program = '', ...args]) => {
    const start = (file: string, ...more: string[]) =>
      spawnSync(program, [...args, join(folder, file), ...more], { encoding: 'utf8', input: '' });

    it('the command line does all that it can', () => {
      const example = at('examples/sentry-permissions.yaml');
      for (const command of [
        ['check', example],
        ['check', at('examples')],
        ['report', example, '--format', 'html'],
        ['diff', example, example],
        ['explain', 'org:read'],
        ['schema'],
      ]) {
        const { status, stderr } = start('server/dist/cli.js', ...command);
        expect([status === 99 || status === null, stderr.includes('network')], command[0]).toEqual([
          false,
          false,
        ]);
      }
    });

    it('the language server answers', async () => {
      const server = spawn(program, [...args, join(folder, 'dist/language-server.js'), '--stdio']);
      let [out, err] = ['', ''];
      server.stderr.on('data', (data: Buffer) => (err += data.toString()));
      server.stdin.write(SESSION);
      await new Promise<void>((resolve) => {
        server.on('exit', () => {
          resolve();
        });
        server.stdout.on('data', (data: Buffer) => {
          out += data.toString();
          if (/"id":3\b/.test(out)) server.stdin.end();
        });
      });
      expect(err).toBe('');
      expect(out).toMatch(/"id":3\b/);
    });
  },
);
