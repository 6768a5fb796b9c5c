/** A language server as a process of its own, driven the way an editor drives it. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/**
 * @typedef {{start: {line: number, character: number}, end: {line: number, character: number}}} Range
 * @typedef {{range: Range, severity?: number}} Diagnostic
 * @typedef {{name: string, command: string, args: readonly string[], settings: Record<string, unknown>}} ServerKind
 */

/** As long as one answer may take. */
const PATIENCE = 60_000;

const CAPABILITIES = {
  workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: {
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
    diagnostic: {},
    hover: { contentFormat: ['markdown'] },
    completion: { completionItem: { snippetSupport: true } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix'] } } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** @param {ServerKind} kind */
export async function startServer({ command, args, settings }) {
  const spawned = performance.now();
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  /** @type {(reason: Error) => void} */
  let endedEarly = () => undefined;
  const end = new Promise((_resolve, reject) => (endedEarly = reject));
  end.catch(() => undefined);
  child.once('error', endedEarly);
  child.once('exit', (code, signal) => {
    endedEarly(new Error(`the server ended (${String(signal ?? code)})`));
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  /** @type {Map<string, {version: number, text: string}>} */
  const documents = new Map();
  /** @type {Set<(uri: string, version: number | undefined, items: Diagnostic[]) => void>} */
  const listeners = new Set();
  connection.onRequest('workspace/configuration', (/** @type {{items: {section?: string}[]}} */ { items }) =>
    items.map(({ section = '' }) => settings[section] ?? null),
  );
  connection.onRequest(() => null);
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (/** @type {{uri: string, version?: number, diagnostics: Diagnostic[]}} */ told) => {
      for (const listener of listeners) listener(told.uri, told.version, told.diagnostics);
    },
  );
  connection.onError(() => undefined);
  connection.listen();

  /** @type {{capabilities: {diagnosticProvider?: unknown}}} */
  const { capabilities } = await within(
    connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: CAPABILITIES,
    }),
    'initialize',
  );
  const toInitialize = performance.now() - spawned;
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings });

  /** What was told last of each document. @type {Map<string, Diagnostic[]>} */
  const latest = new Map();

  /**
   * Waits for diagnostics that `isRight` takes for those of the text as it is now. To be called before the text is sent.
   * @param {string} uri @param {(items: Diagnostic[]) => boolean} isRight
   */
  function expected(uri, isRight) {
    const version = documents.get(uri)?.version ?? 0;
    let isOver = false;
    /** @type {(about: string, of: number | undefined, items: Diagnostic[]) => void} */
    let listener = () => undefined;
    const told = new Promise((resolve) => {
      listener = (about, of, items) => {
        if (about !== uri || (of !== undefined && of < version)) return;
        latest.set(uri, items);
        if (isRight(items)) resolve(undefined);
      };
      listeners.add(listener);
    });
    const pull = async () => {
      while (!isOver) {
        /** @type {{items?: Diagnostic[]}} */
        const report = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
        listener(uri, undefined, report.items ?? []);
      }
    };
    // Behind the text, which is sent at once.
    if (capabilities.diagnosticProvider !== undefined) setImmediate(() => void pull().catch(() => undefined));
    return within(Promise.race([told, end]), 'the right diagnostics').finally(() => {
      isOver = true;
      listeners.delete(listener);
    });
  }

  return {
    spawned,
    toInitialize,
    /** @param {string} uri @param {string} text @param {(items: Diagnostic[]) => boolean} isRight */
    async open(uri, text, isRight) {
      documents.set(uri, { version: 1, text });
      const told = expected(uri, isRight);
      const textDocument = { uri, languageId: 'yaml', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      await told;
    },
    /** @param {string} uri @param {Range} range @param {string} text @param {((items: Diagnostic[]) => boolean)} [isRight] */
    async edit(uri, range, text, isRight) {
      const document = documents.get(uri);
      if (document) document.version++;
      const told = isRight ? expected(uri, isRight) : undefined;
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: document?.version },
        contentChanges: [{ range, text }],
      });
      await told;
    },
    /** @param {string} method @param {object} params @returns {Promise<unknown>} */
    ask: (method, params) => within(Promise.race([connection.sendRequest(method, params), end]), method),
    /** @param {string} uri */
    diagnosticsOf: (uri) => latest.get(uri) ?? [],
    /** Peak of the process's memory in MiB, where the system tells it. */
    peakMemory() {
      try {
        const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
        return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
      } catch {
        return Number.NaN;
      }
    },
    /** Milliseconds for which the process has kept a core busy, where the system tells it. */
    busy() {
      try {
        const text = readFileSync(`/proc/${String(child.pid)}/schedstat`, 'utf8');
        return Number(text.split(' ')[0]) / 1e6;
      } catch {
        return Number.NaN;
      }
    },
    async end() {
      await Promise.race([
        connection.sendRequest('shutdown').then(() => connection.sendNotification('exit')),
        new Promise((resolve) => setTimeout(resolve, 2000)),
      ]).catch(() => undefined);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      setTimeout(() => child.kill('SIGKILL'), 1000).unref();
      if (child.exitCode === null && child.signalCode === null) await ended;
      connection.dispose();
    },
  };
}

/** @template T @param {Promise<T>} promise @param {string} what @returns {Promise<T>} */
function within(promise, what) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`${what}: not within ${String(PATIENCE / 1000)} s`));
    }, PATIENCE);
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
