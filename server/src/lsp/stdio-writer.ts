/**
 * How messages are written over stdio. A keystroke in a large file changes one diagnostic of thousands, and all of them are sent
 * again, as the protocol wants it: so the text of those that are the very same objects as in the list before is copied, not made.
 * Header and body go out in one piece, since each piece wakes the client; and in ASCII, which the client decodes twice as fast.
 */
import type { Writable } from 'node:stream';
import type { Message, MessageWriter } from 'vscode-languageserver';
import { AbstractMessageWriter } from './node-library.ts';

/** Writes messages to a stream, in the order in which it is given them. */
export class StdioWriter extends AbstractMessageWriter implements MessageWriter {
  private readonly stream: Writable;
  private readonly buffers = new FrameBuffers();
  private readonly frameOf = createEncoder(this.buffers);
  private faults = 0;

  constructor(stream: Writable) {
    super();
    this.stream = stream;
    stream.on('error', (error) => {
      this.fireError(error);
    });
    stream.on('close', () => {
      this.fireClose();
    });
  }

  /** Resolves once the message is handed over; rejects where it cannot be. */
  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        this.fireError(error, message, ++this.faults);
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      try {
        const frame = this.frameOf(message);
        this.stream.write(frame, (error) => {
          this.buffers.giveBack(frame);
          if (error) fail(error);
          else resolve();
        });
      } catch (error) {
        fail(error);
      }
    });
  }

  end(): void {
    this.stream.end();
  }
}

/**
 * Memory for long messages, used again once they have left: of new memory for each the system would have to make every page, and the
 * engine would let much of it lie.
 */
class FrameBuffers {
  private free: Buffer[] = [];
  private readonly taken = new Set<ArrayBufferLike>();
  private latest: ArrayBufferLike | undefined;

  /** So many bytes; never those of the frame before, which the next one is written from. */
  take(size: number): Buffer {
    this.free = this.free.filter(({ byteLength }) => byteLength >= size && byteLength <= size * 4);
    const at = this.free.findIndex(({ buffer }) => buffer !== this.latest);
    const [buffer = Buffer.allocUnsafeSlow(size + (size >> 3))] = at < 0 ? [] : this.free.splice(at, 1);
    this.taken.add(buffer.buffer);
    this.latest = buffer.buffer;
    return buffer.subarray(0, size);
  }

  /** Takes back the memory of a frame that has left, if it is from here. */
  giveBack({ buffer }: Buffer): void {
    if (this.taken.delete(buffer) && this.free.length < MOST_FREE) this.free.push(Buffer.from(buffer));
  }
}

/** The one that the next frame is written from, and the one that it is written to. */
const MOST_FREE = 2;

/** A shorter list is written faster than compared. */
const FEWEST = 20;

/** A list that was written. */
interface Written {
  readonly items: readonly unknown[];
  /** The texts of the items with commas between. */
  readonly bytes: Buffer;
  /** Where in the bytes the text of each item ends. */
  readonly ends: Uint32Array;
}

const NOTHING: Written = { items: [], bytes: Buffer.alloc(0), ends: new Uint32Array(0) };
const COMMA = Buffer.from(',');

/** Of JSON, whose own signs are ASCII. */
const BEYOND_ASCII = /[\u0080-\uffff]/g;

/** The value as JSON in ASCII alone. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value).replace(
    BEYOND_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The bytes of a text in ASCII. */
function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Makes the bytes of messages, header and all, with what `JSON.stringify` makes of it as body. Keeps the last long list. */
export function createEncoder(buffers = new FrameBuffers()): (message: Message) => Buffer {
  let last = NOTHING;
  return (message) => {
    const list = listIn(message);
    if (!list) return framed([bytesOf(jsonOf(message))]);
    const { parts, ends } = writeList(list.items, last);
    // Inside a text a quote has a backslash before it, so this is no part of one.
    const empty = `"${list.key}":[`;
    const rest = jsonOf(list.emptied);
    const at = rest.indexOf(empty) + empty.length;
    const tail = bytesOf(rest.slice(at));
    const frame = framed([bytesOf(rest.slice(0, at)), ...parts, tail], buffers);
    const end = frame.length - tail.length;
    last = { items: list.items, bytes: frame.subarray(end - (ends.at(-1) ?? 0), end), ends };
    return frame;
  };
}

/** The body with its header: in memory from `buffers`, if it is given. */
function framed(body: readonly Buffer[], buffers?: FrameBuffers): Buffer {
  const length = body.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const all = [bytesOf(`Content-Length: ${length}\r\n\r\n`), ...body];
  if (!buffers) return Buffer.concat(all);
  const frame = buffers.take(all.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let end = 0;
  for (const part of all) end += part.copy(frame, end);
  return frame;
}

/** The diagnostics of a message that has many, and the message without them. */
function listIn(message: Message): { key: string; items: readonly unknown[]; emptied: object } | undefined {
  const { result, params } = message as { result?: unknown; params?: unknown };
  for (const [holder, held, key] of [
    ['result', result, 'items'],
    ['params', params, 'diagnostics'],
  ] as const) {
    if (typeof held !== 'object' || held === null) continue;
    const items = (held as Readonly<Record<string, unknown>>)[key];
    if (Array.isArray(items) && items.length >= FEWEST && items.every(isObject))
      return { key, items, emptied: { ...message, [holder]: { ...held, [key]: [] } } };
  }
  return undefined;
}

function isObject(item: unknown): boolean {
  return typeof item === 'object' && item !== null;
}

/** The texts of the items with commas between, in parts, and where in them the text of each item ends. */
function writeList(
  items: readonly unknown[],
  last: Written,
): { readonly parts: readonly Buffer[]; readonly ends: Uint32Array } {
  const most = Math.min(items.length, last.items.length);
  let before = 0;
  while (before < most && items[before] === last.items[before]) before++;
  let behind = 0;
  while (behind < most - before && items.at(-1 - behind) === last.items.at(-1 - behind)) behind++;

  const texts = items.slice(before, items.length - behind).map(jsonOf);
  const ends = new Uint32Array(items.length);
  ends.set(last.ends.subarray(0, before));
  let end = before === 0 ? -1 : (ends[before - 1] ?? 0);
  texts.forEach((text, i) => {
    end += COMMA.length + text.length;
    ends[before + i] = end;
  });
  const behindFrom = last.items.length - behind;
  const behindStart = behindFrom === 0 ? 0 : (last.ends[behindFrom - 1] ?? 0) + COMMA.length;
  const moved = end + COMMA.length - behindStart;
  for (let i = 0; i < behind; i++) ends[items.length - behind + i] = (last.ends[behindFrom + i] ?? 0) + moved;

  const parts = [
    ...(before > 0 ? [last.bytes.subarray(0, ends[before - 1])] : []),
    ...(texts.length > 0 ? [bytesOf(texts.join(','))] : []),
    ...(behind > 0 ? [last.bytes.subarray(behindStart)] : []),
  ];
  return { parts: parts.flatMap((part, i) => (i === 0 ? [part] : [COMMA, part])), ends };
}
