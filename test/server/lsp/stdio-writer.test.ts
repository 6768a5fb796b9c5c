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
const listsFrom = (first: fc.Arbitrary<readonly object[]>): fc.Arbitrary<readonly Message[]> =>
  fc
    .tuple(
      first,
      fc.array(
        fc.record({
          at: fc.nat(60),
          take: fc.nat(30),
          put: fc.array(item, { maxLength: 30 }),
          inPush: fc.boolean(),
        }),
        { maxLength: 12 },
      ),
    )
    .map(([start, edits]) => {
      let items = start;
      return edits.map(({ at, take, put, inPush }) => {
        items = items.toSpliced(at, take, ...put);
        return inPush ? push(items) : pull(items);
      });
    });

const lists = listsFrom(fc.constant([]));
/** Those are written from one another. */
const longLists = listsFrom(fc.array(item, { minLength: 100, maxLength: 150 }));

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
  it('leaves each message as it is until the stream has taken it, however late', async () => {
    await fc.assert(
      fc.asyncProperty(longLists, fc.infiniteStream(fc.nat(3)), async (messages, delays) => {
        const taken: Buffer[] = [];
        const stream = new Writable({
          highWaterMark: 1,
          // What the stream still holds is looked at as late as it may be.
          write(chunk: Buffer, _encoding, done) {
            let [turns = 0] = delays.take(1);
            const take = (): void => {
              if (turns-- > 0) setImmediate(take);
              else {
                taken.push(Buffer.from(chunk));
                done();
              }
            };
            take();
          },
        });
        const writer = new StdioWriter(stream);
        await Promise.all(messages.map((message) => writer.write(message)));
        for (const message of messages) await writer.write(message);
        expect(taken.map(unframed)).toStrictEqual([...messages, ...messages].map(received));
      }),
      { numRuns: 200 },
    );
  });

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
