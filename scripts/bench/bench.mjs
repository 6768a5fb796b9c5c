/**
 * `npm run bench`: measures the language server against yaml-language-server with our JSON Schema, in turn and in one run, and
 * prints a table in Markdown. What counts is the ratio. `--quick` takes less than two minutes; `--sizes 100,1000` and `--runs 3`.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { folderApart, installApart } from '../editor/install-apart.mjs';
import { at } from '../lib/paths.mjs';
import { runMain, runScript } from '../lib/run.mjs';
import { manifestOf } from './manifest.mjs';
import { startServer } from './session.mjs';

/** @typedef {import('./session.mjs').ServerKind} ServerKind @typedef {import('./session.mjs').Diagnostic} Diagnostic */

const NAME = 'bench-server';
const SOURCE = 'scripts/bench/server';
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    runs: { type: 'string' },
    samples: { type: 'string' },
  },
});
const sizes = (options.sizes ?? (options.quick ? '100,1000' : '10,100,1000,10000')).split(',').map(Number);
const runs = Number(options.runs ?? (options.quick ? 1 : 3));
const samples = Number(options.samples ?? (options.quick ? 6 : 20));
const FILES = options.quick ? 50 : 200;
const COLD_RUNS = options.quick ? 3 : 8;

/** Samples by row and server, in the order in which rows are first met. @type {Map<string, Map<string, number[]>>} */
const table = new Map();

/** @param {string} row @param {ServerKind} kind @param {number} value */
function note(row, { name }, value) {
  /** @type {Map<string, number[]>} */
  const byServer = table.get(row) ?? new Map();
  table.set(row, byServer.set(name, [...(byServer.get(name) ?? []), value]));
}

/** @param {number} line */
const showsFault = (line) => (/** @type {Diagnostic[]} */ items) =>
  items.some(({ range, severity = 1 }) => range.start.line === line && severity <= 2);
/** @param {number} line */
const showsNoFault = (line) => (/** @type {Diagnostic[]} */ items) =>
  items.length > 0 && !items.some(({ range, severity = 1 }) => range.start.line === line && severity <= 2);

await runMain(async () => {
  installApart({
    name: NAME,
    source: SOURCE,
    title: 'Installing yaml-language-server (once)',
    finish: () => undefined,
  });
  runScript('scripts/build.mjs', ['--production']);
  const folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-bench-'));
  try {
    const kinds = servers(folder);
    for (let run = 0; run < COLD_RUNS; run++) for (const kind of kinds) await coldStart(kind, folder);
    for (const size of sizes)
      for (let run = 0; run < runs; run++) for (const kind of kinds) await editing(kind, folder, size);
    for (let run = 0; run < runs; run++) for (const kind of kinds) await manyFiles(kind, folder);
    print(kinds.map(({ name }) => name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {string} folder @returns {ServerKind[]} */
function servers(folder) {
  const apart = folderApart(NAME, SOURCE);
  const own = join(apart, `node_modules/node-linux-${process.arch}/bin/node`);
  const node = process.platform === 'linux' && existsSync(own) ? own : process.execPath;
  const schema = pathToFileURL(at('schemas/sentry-permissions.schema.json')).href;
  const yaml = {
    schemas: { [schema]: ['*.sentry-permissions.yaml', `${folder}/*`] },
    schemaStore: { enable: false },
    validate: true,
    hover: true,
    completion: true,
  };
  return [
    { name: 'ours', command: node, args: [at('dist/language-server.js'), '--stdio'], settings: {} },
    {
      name: 'yaml-language-server',
      command: node,
      args: [join(apart, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'],
      settings: { yaml },
    },
  ];
}

/** @param {string} folder @param {string} name */
function uriOf(folder, name) {
  return pathToFileURL(join(folder, `${name}.sentry-permissions.yaml`)).href;
}

/** The line of the first planted fault. @param {string} text */
function faultLine(text) {
  return text.split('\n').findIndex((line) => line.includes('integratoin'));
}

/** @param {ServerKind} kind @param {string} folder */
async function coldStart(kind, folder) {
  const text = manifestOf(100);
  const server = await startServer(kind);
  note('spawn to initialize, ms', kind, server.toInitialize);
  await server.open(uriOf(folder, 'cold'), text, showsFault(faultLine(text)));
  note('spawn to first diagnostics of 100, ms', kind, performance.now() - server.spawned);
  await server.end();
}

/** @param {ServerKind} kind @param {string} folder @param {number} size */
async function editing(kind, folder, size) {
  const text = manifestOf(size);
  const uri = uriOf(folder, 'edited');
  const server = await startServer(kind);
  /** @template T @param {string} row @param {() => Promise<T>} work @returns {Promise<T>} */
  const timed = async (row, work) => {
    const started = performance.now();
    const result = await work();
    note(`${row}, ${String(size)}, ms`, kind, performance.now() - started);
    return result;
  };
  await timed('open to diagnostics', () => server.open(uri, text, showsFault(faultLine(text))));

  // The integration in the middle that is right; a letter before its kind makes it wrong.
  const lines = text.split('\n');
  const middle = lines.findIndex(
    (line, i) => i >= lines.length >> 1 && line === '    kind: internal-integration',
  );
  const before = { line: middle, character: '    kind: '.length };
  const behind = { line: middle, character: before.character + 1 };
  const place = { textDocument: { uri }, position: { line: middle, character: before.character + 3 } };
  /** @param {(items: Diagnostic[]) => boolean} [isRight] */
  const type = (isRight) => server.edit(uri, { start: before, end: before }, 'x', isRight);
  /** @param {(items: Diagnostic[]) => boolean} [isRight] */
  const erase = (isRight) => server.edit(uri, { start: before, end: behind }, '', isRight);
  // yaml-language-server needs seconds for an edit of the largest files.
  const count = size >= 10_000 ? Math.min(samples, 4) : samples;
  for (let i = 0; i < count; i++) {
    const busy = server.busy();
    await timed('keystroke to diagnostics', () => type(showsFault(middle)));
    note(`server busy a keystroke, ${String(size)}, ms`, kind, server.busy() - busy);
    await timed('keystroke to diagnostics', () => erase(showsNoFault(middle)));
  }
  for (let i = 0; i < count; i++) {
    await timed('hover', () => server.ask('textDocument/hover', place));
    await timed('completion', () => server.ask('textDocument/completion', place));
  }
  for (let i = 0; i < count; i++) {
    await timed('hover right after a keystroke', async () => {
      await type();
      await server.ask('textDocument/hover', place);
    });
    await erase(showsNoFault(middle));
    await timed('completion right after a keystroke', async () => {
      await type();
      await server.ask('textDocument/completion', place);
    });
    await erase(showsNoFault(middle));
  }
  await timed('document symbols', () => server.ask('textDocument/documentSymbol', { textDocument: { uri } }));
  note(`peak memory, ${String(size)}, MiB`, kind, server.peakMemory());
  await server.end();
}

/** @param {ServerKind} kind @param {string} folder */
async function manyFiles(kind, folder) {
  const texts = Array.from({ length: FILES }, (_, i) => manifestOf(20, `file-${String(i)}`));
  const server = await startServer(kind);
  const started = performance.now();
  await Promise.all(
    texts.map((text, i) =>
      server.open(uriOf(folder, `many-${String(i)}`), text, showsFault(faultLine(text))),
    ),
  );
  const what = `${String(FILES)} files of 20`;
  note(`${what}: open to all diagnostics, ms`, kind, performance.now() - started);
  note(`${what}: peak memory, MiB`, kind, server.peakMemory());
  await server.end();
}

/** @param {readonly string[]} names */
function print([ours = '', theirs = '']) {
  console.log(
    `\n| what | ${ours} p50 | ${theirs} p50 | ratio p50 | ratio p95 |\n| --- | ---: | ---: | ---: | ---: |`,
  );
  for (const [row, byServer] of table) {
    const [a, b] = [byServer.get(ours) ?? [], byServer.get(theirs) ?? []];
    const cells = [
      quantile(a, 0.5),
      quantile(b, 0.5),
      quantile(a, 0.5) / quantile(b, 0.5),
      quantile(a, 0.95) / quantile(b, 0.95),
    ];
    console.log(
      `| ${row} | ${cells.map((cell) => (Number.isNaN(cell) ? '–' : cell.toPrecision(3))).join(' | ')} |`,
    );
  }
}

/** @param {readonly number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
