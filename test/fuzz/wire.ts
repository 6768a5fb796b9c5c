/** A really started server behind two streams, and a client that keeps account of what it was promised. */
import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { formatter } from '../../server/src/formatter/formatter.ts';
import { guarded } from '../../server/src/lsp/guard.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { createService } from '../../server/src/service.ts';

export const TODAY = 20_780;

/** An answer as it came over the wire. */
export interface Answer {
  readonly id: string | number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Wire {
  /** Bytes as they are. */
  readonly send: (bytes: Uint8Array) => void;
  /** Everything that was answered so far, by id; each as often as it came. */
  readonly answers: ReadonlyMap<string | number, readonly Answer[]>;
  /** What the server said on its log. */
  readonly log: readonly string[];
  /** Resolves once every one of these requests is answered, or nobody waits any more. */
  readonly answered: (ids: readonly (string | number)[]) => Promise<void>;
  readonly giveUp: () => void;
  readonly isOver: () => boolean;
  readonly close: () => void;
}

/** How the client treats a question of the server's: with a value, an error or not at all. */
export type Reply = { readonly result: unknown } | { readonly error: unknown } | undefined;

/** A message with its header. */
export function framed(message: unknown): Uint8Array {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${String(body.length)}\r\n\r\n`), body]);
}

/** Starts a server in this process; `reply` answers what it asks. */
export function openWire(reply: (method: string) => Reply): Wire {
  const up = new PassThrough();
  const down = new PassThrough();
  const writer = new StreamMessageWriter(down);
  startServer(createConnection(guarded(new StreamMessageReader(up), writer), writer), {
    clock: { today: () => TODAY },
    version: '0.0.0-test',
    documentation: { base: 'file:///docs/rules/', end: '.md' },
    loadService: (clock) => Promise.resolve(createService(clock)),
    loadFormatter: () => Promise.resolve(formatter),
    files: () => ({
      list: () => Promise.resolve(['file:///project/closed.sentry-permissions.yaml']),
      read: () => Promise.resolve({ text: 'version: 2\n' }),
    }),
  });

  const answers = new Map<string | number, Answer[]>();
  const log: string[] = [];
  let isOver = false;
  const news = new EventEmitter();
  const send = (bytes: Uint8Array): void => {
    up.write(bytes);
  };
  new StreamMessageReader(down).listen((message) => {
    const { id, method, params } = message as unknown as Record<string, unknown>;
    if (typeof method !== 'string') {
      const answer = message as unknown as Answer;
      answers.set(answer.id, [...(answers.get(answer.id) ?? []), answer]);
      news.emit('news');
    } else if (id !== undefined) {
      const answer = reply(method);
      if (answer) send(framed({ jsonrpc: '2.0', id, ...answer }));
    } else if (method === 'window/logMessage') {
      log.push((params as { message: string }).message);
    }
  });

  return {
    send,
    answers,
    log,
    async answered(ids) {
      while (!isOver && ids.some((id) => !answers.has(id))) await once(news, 'news');
    },
    giveUp() {
      isOver = true;
      news.emit('news');
    },
    isOver: () => isOver,
    close() {
      up.end();
    },
  };
}
