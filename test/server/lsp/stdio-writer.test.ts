import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from 'vscode-languageserver';
import { createEncoder, StdioWriter } from '../../../server/src/lsp/stdio-writer.ts';

const item = fc.record({
  message: fc.string({ unit: 'grapheme', maxLength: 12 }),
  range: fc.option(fc.record({ line: fc.nat(9) }), { nil: undefined }),
});
const pull = (items: readonly object[]): Message =>
  ({ jsonrpc: '2.0', id: 7, result: { kind: 'full', resultId: '"items":[', items } }) as Message;
const push = (diagnostics: readonly object[]): Message =>
  ({
    jsonrpc: '2.0',
    method: 'textDocument/publishDiagnostics',
    params: { uri: 'file:///"diagnostics":[]', version: 3, diagnostics },
  }) as Message;

/** The message in a frame of the protocol; fails where the frame is not exactly that of its body, or not in ASCII. */
function unframed(frame: Buffer): unknown {
  const text = frame.toString('latin1');
  const [, length, body = ''] = /^Content-Length: (\d+)\r\n\r\n([\0-\x7f]*)$/.exec(text) ?? [];
  expect(body.length, text).toBe(Number(length));
  return JSON.parse(body);
}

/** What a client gets of a message: `undefined` is not told. */
function received(message: Message): unknown {
  return JSON.parse(JSON.stringify(message));
}

/** Lists that follow one another as a person types: most items stay the same objects. */
const lists = fc
  .array(
    fc.record({
      at: fc.nat(60),
      take: fc.nat(30),
      put: fc.array(item, { maxLength: 30 }),
      inPush: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((edits) => {
    let items: readonly object[] = [];
    return edits.map(({ at, take, put, inPush }) => {
      items = items.toSpliced(at, take, ...put);
      return inPush ? push(items) : pull(items);
    });
  });

describe('the encoder', () => {
  it('writes every message whole, and in ASCII, whatever was written before', () => {
    fc.assert(
      fc.property(lists, (messages) => {
        const encode = createEncoder();
        for (const message of messages) {
          expect(unframed(encode(message))).toStrictEqual(received(message));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('writes lists that are no diagnostics as they are', () => {
    const encode = createEncoder();
    for (const items of [Array.from({ length: 40 }, () => undefined), Array.from({ length: 40 }, String)]) {
      const message = { jsonrpc: '2.0', id: 1, result: { items } } as Message;
      expect(unframed(encode(message))).toStrictEqual(received(message));
    }
  });
});

describe('the writer', () => {
  it('tells of a stream that takes nothing any more', async () => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => {
        done(new Error('gone'));
      },
    });
    const writer = new StdioWriter(stream);
    const told: (number | undefined)[] = [];
    writer.onError(([, , count]) => told.push(count));
    await expect(writer.write(pull([]))).rejects.toThrow('gone');
    expect(told).toContain(1);
  });

  it('tells of a message that has no text', async () => {
    const writer = new StdioWriter(new Writable());
    const turning: { self?: unknown } = {};
    turning.self = turning;
    await expect(writer.write({ jsonrpc: '2.0', result: turning } as Message)).rejects.toThrow(TypeError);
  });
});
