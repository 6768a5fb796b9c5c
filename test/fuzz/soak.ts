/** A long day of one server: edits, hovers, files opened and closed; and what memory it holds meanwhile. */
import { DocumentDiagnosticRequest, HoverRequest } from 'vscode-languageserver-protocol/node';
import { EXAMPLE, FAULTY } from '../server/support/manifests.ts';
import { startSession, URI } from '../server/lsp/session.ts';

export interface Amount {
  readonly edits: number;
  readonly hovers: number;
  readonly files: number;
}

export interface Soaked {
  /** The heap after a tenth of the work, in bytes, when all that is kept for good is there. */
  readonly settled: number;
  readonly end: number;
}

/** Does that much of each, evenly mixed; the engine has to run with `--expose-gc`. */
export async function soak({ edits, hovers, files }: Amount, tell: (line: string) => void): Promise<Soaked> {
  const gc = globalThis.gc;
  if (!gc) throw new Error('Start Node with --expose-gc.');
  const session = await startSession({ textDocument: { diagnostic: {} } });
  const pull = (uri: string): Promise<unknown> =>
    session.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  await session.open(EXAMPLE);
  await pull(URI);
  let settled = 0;
  const steps = 100;
  for (let step = 1; step <= steps; step++) {
    for (let i = 0; i < edits / steps; i++) {
      const version = step * edits + i;
      const text = EXAMPLE.replace('bot', `bot-${String((version * 7919) % 1000)}`);
      await session.change(i % 10 === 9 ? FAULTY : `${text}# ${'x'.repeat(i % 40)}\n`, version);
      await pull(URI);
    }
    for (let i = 0; i < hovers / steps; i++) {
      const position = { line: (i * 13) % 40, character: 12 };
      await session.connection.sendRequest(HoverRequest.type, { textDocument: { uri: URI }, position });
    }
    for (let i = 0; i < files / steps; i++) {
      const uri = `file:///project/${String(step)}-${String(i)}.sentry-permissions.yaml`;
      await session.open(i % 2 === 0 ? FAULTY : EXAMPLE, uri);
      await pull(uri);
      await session.close(uri);
    }
    if (step % 10 !== 0) continue;
    gc();
    const { heapUsed } = process.memoryUsage();
    if (step === steps / 10) settled = heapUsed;
    tell(`${String(step)} %: heap ${(heapUsed / 1e6).toFixed(1)} MB`);
  }
  await session.end();
  return { settled, end: process.memoryUsage().heapUsed };
}
