/**
 * `npm run bench`: measures the language server against yaml-language-server with our JSON Schema, in turn and in one run, and
 * prints a table in Markdown. What counts is the ratio. `--quick` takes less than two minutes; `--sizes 100,1000`, `--runs 3` and
 * `--samples 20` ask for more, `--only cold,size,memory,workspace` for a part, `--output FILE` writes the table there as well.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderApart, installApart } from '../editor/install-apart.mjs';
import { optionsOf } from '../lib/options.mjs';
import { at } from '../lib/paths.mjs';
import { runMain, runScript } from '../lib/run.mjs';
import { isAsGenerated, isNotEmpty, isSpoilt, names, offersScopes } from './answers.mjs';
import { manifestOf } from './manifest.mjs';
import { asMarkdown, fail, note } from './rows.mjs';
import { startServer } from './session.mjs';

/** @typedef {import('./session.mjs').ServerKind} ServerKind @typedef {import('./session.mjs').Server} Server */
/** @typedef {import('./manifest.mjs').Manifest} Manifest @typedef {import('./manifest.mjs').Place} Place */

const NAME = 'bench-server';
const SOURCE = 'scripts/bench/server';
const { values: options } = optionsOf({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    runs: { type: 'string' },
    samples: { type: 'string' },
    only: { type: 'string', default: 'cold,size,memory,workspace' },
    output: { type: 'string' },
  },
});
const sizes = (options.sizes ?? (options.quick ? '100,1000' : '10,100,1000,10000')).split(',').map(Number);
const runs = Number(options.runs ?? (options.quick ? 1 : 3));
const samples = Number(options.samples ?? (options.quick ? 5 : 20));
const only = new Set(options.only.split(','));
const COLD_RUNS = options.quick ? 4 : 8;
const COLD_SIZE = 100;
const MEMORY_EDITS = options.quick ? 60 : 200;
const FILES = options.quick ? 40 : 200;
const FILE_SIZE = 20;
/** After this long no further sample of a kind is taken, but for the first three: the other server needs seconds for an edit of 10,000. */
const BUDGET = options.quick ? 4000 : 16_000;

const begun = performance.now();
/** @param {string} what */
const step = (what) =>
  process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0)} s  ${what}\n`);

await runMain(async () => {
  installApart({
    name: NAME,
    source: SOURCE,
    title: 'Installing yaml-language-server (once)',
    finish: () => undefined,
  });
  runScript('scripts/build.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-bench-'));
  try {
    const kinds = servers(folder);
    step('cold start');
    if (only.has('cold'))
      for (let run = 0; run < COLD_RUNS; run++) for (const kind of kinds) await coldStart(kind, folder);
    for (const size of sizes) {
      for (let run = 0; run < runs; run++) {
        step(`${String(size)} integrations, run ${String(run + 1)}`);
        if (only.has('size')) await editing(kinds, folder, size);
        if (only.has('memory')) for (const kind of kinds) await memory(kind, folder, size);
      }
    }
    step('workspace');
    if (only.has('workspace'))
      for (let run = 0; run < runs; run++) for (const kind of kinds) await workspace(kind, folder);
    const [ours = '', theirs = ''] = kinds.map(({ name }) => name);
    const table = asMarkdown(ours, theirs);
    console.log(`\n${table}`);
    if (options.output !== undefined) writeFileSync(options.output, `${table}\n`);
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

/**
 * Measures one answer; what goes wrong makes the row FAILED.
 * @param {string} what @param {number | string} size @param {ServerKind} kind @param {() => Promise<unknown>} work
 */
async function timed(what, size, { name }, work) {
  const started = performance.now();
  try {
    await work();
    note(what, size, name, performance.now() - started);
    return true;
  } catch (error) {
    fail(what, size, name, error);
    return false;
  }
}

/** @param {ServerKind} kind @param {string} folder */
async function coldStart(kind, folder) {
  const manifest = manifestOf(COLD_SIZE);
  const DIAGNOSTICS = 'cold start: spawn to first diagnostics';
  try {
    const server = await startServer(kind);
    note('cold start: spawn to initialize response', '', kind.name, server.toInitialize);
    await server.open(uriOf(folder, 'cold'), manifest.text, isAsGenerated(manifest));
    note(DIAGNOSTICS, COLD_SIZE, kind.name, performance.now() - server.spawned);
    await server.end();
  } catch (error) {
    fail(DIAGNOSTICS, COLD_SIZE, kind.name, error);
  }
}

/** @typedef {{kind: ServerKind, server: Server}} Side */

/** Both servers have the file open, and each sample is taken of both in turn. @param {ServerKind[]} kinds @param {string} folder @param {number} size */
async function editing(kinds, folder, size) {
  const manifest = manifestOf(size);
  const uri = uriOf(folder, 'edited');
  /** @type {Side[]} */
  const sides = [];
  for (const kind of kinds) {
    const server = await startServer(kind);
    const isOpen = await timed('open to diagnostics', size, kind, () =>
      server.open(uri, manifest.text, isAsGenerated(manifest)),
    );
    if (isOpen) sides.push({ kind, server });
    else await server.end();
  }
  /** @param {(side: Side) => Promise<void>} work */
  const inTurn = async (work) => {
    const started = performance.now();
    for (let i = 0; i < samples && (i < 3 || performance.now() - started < BUDGET); i++)
      for (const side of sides) await work(side);
  };
  await inTurn((side) => keystrokes(side, uri, manifest));
  for (const request of requestsOf(uri, manifest)) {
    await inTurn(async ({ kind, server }) => {
      await timed(request.what, size, kind, async () => {
        const wrong = request.check(await server.ask(request.method, request.params(server)));
        if (wrong !== undefined) throw new Error(wrong);
      });
    });
  }
  for (const request of editedRequests(uri, manifest)) {
    await inTurn(async ({ kind, server }) => {
      await server.edit(uri, request.edit.range, request.edit.text);
      await timed(request.what, size, kind, async () => {
        const wrong = request.check(await server.ask(request.method, request.params));
        if (wrong !== undefined) throw new Error(wrong);
      });
      await server.edit(uri, request.undo.range, request.undo.text, isAsGenerated(manifest));
    });
  }
  for (const { server } of sides) await server.end();
}

/** A character makes the kind unknown, and goes again. @param {Side} side @param {string} uri @param {Manifest} manifest */
async function keystrokes({ kind, server }, uri, manifest) {
  const { kind: place, size } = manifest;
  for (const isTyped of [true, false]) {
    const busy = server.busy();
    const isRight = await timed('keystroke to diagnostics', size, kind, () =>
      isTyped
        ? server.edit(uri, span(place, place.end, place.end), 'x', isSpoilt(manifest))
        : server.edit(uri, span(place, place.end, place.end + 1), '', isAsGenerated(manifest)),
    );
    if (isRight) note('keystroke: server busy', size, kind.name, server.busy() - busy);
  }
}

/** @param {string} uri @param {Manifest} manifest */
function requestsOf(uri, { scope, typo, first }) {
  const textDocument = { uri };
  return [
    {
      what: 'hover',
      method: 'textDocument/hover',
      params: () => ({ textDocument, position: positionIn(scope, scope.start + 4) }),
      check: names(scope.value),
    },
    {
      what: 'completion, scope value',
      method: 'textDocument/completion',
      params: () => ({ textDocument, position: positionIn(scope, scope.start + 3) }),
      check: offersScopes(3, scope.value),
    },
    {
      what: 'code action',
      method: 'textDocument/codeAction',
      params: (/** @type {Server} */ server) => ({
        textDocument,
        range: span(typo, typo.start, typo.end),
        context: {
          diagnostics: server.diagnosticsOf(uri).filter(({ range }) => range.start.line === typo.line),
        },
      }),
      check: isNotEmpty,
    },
    {
      what: 'document symbol',
      method: 'textDocument/documentSymbol',
      params: () => ({ textDocument }),
      check: names(first),
    },
  ];
}

/** The edit and the request leave together, as when an editor asks while somebody types. @param {string} uri @param {Manifest} manifest */
function editedRequests(uri, { scope }) {
  const textDocument = { uri };
  const last = scope.value.slice(-1);
  return [
    {
      what: 'hover, right after a keystroke',
      edit: { range: span(scope, scope.end, scope.end), text: ' ' },
      undo: { range: span(scope, scope.end, scope.end + 1), text: '' },
      method: 'textDocument/hover',
      params: { textDocument, position: positionIn(scope, scope.start + 4) },
      check: names(scope.value),
    },
    {
      what: 'completion, scope value, right after a keystroke',
      edit: { range: span(scope, scope.end - 1, scope.end), text: '' },
      undo: { range: span(scope, scope.end - 1, scope.end - 1), text: last },
      method: 'textDocument/completion',
      params: { textDocument, position: positionIn(scope, scope.end - 1) },
      check: offersScopes(1, scope.value),
    },
  ];
}

/** A process of its own, as the other phases would weigh in. @param {ServerKind} kind @param {string} folder @param {number} size */
async function memory(kind, folder, size) {
  const what = 'peak memory after open and edits';
  const manifest = manifestOf(size);
  const { kind: place } = manifest;
  const uri = uriOf(folder, 'memory');
  const server = await startServer(kind);
  try {
    await server.open(uri, manifest.text, isAsGenerated(manifest));
    for (let i = 0; i < MEMORY_EDITS; i++) {
      if (i % 2 === 0) await server.edit(uri, span(place, place.end, place.end), 'x');
      else await server.edit(uri, span(place, place.end, place.end + 1), '');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await server.edit(uri, span(place, place.end, place.end), 'x', isSpoilt(manifest));
    note(what, size, kind.name, server.peakMemory(), 'MiB');
  } catch (error) {
    fail(what, size, kind.name, error, 'MiB');
  }
  await server.end();
}

/** @param {ServerKind} kind @param {string} folder */
async function workspace(kind, folder) {
  const what = `${String(FILES)} × ${String(FILE_SIZE)}`;
  const manifests = Array.from({ length: FILES }, (_, i) => manifestOf(FILE_SIZE, `file-${String(i)}`));
  const server = await startServer(kind);
  const isRight = await timed('workspace: all open at once to all diagnosed', what, kind, () =>
    Promise.all(
      manifests.map((manifest, i) =>
        server.open(uriOf(folder, `many-${String(i)}`), manifest.text, isAsGenerated(manifest)),
      ),
    ),
  );
  if (isRight) {
    note('workspace: spawn to all diagnosed', what, kind.name, performance.now() - server.spawned);
    note('workspace: peak memory', what, kind.name, server.peakMemory(), 'MiB');
  }
  await server.end();
}

/** @param {Place} place @param {number} character */
function positionIn({ line }, character) {
  return { line, character };
}

/** @param {Place} place @param {number} from @param {number} to */
function span(place, from, to) {
  return { start: positionIn(place, from), end: positionIn(place, to) };
}
