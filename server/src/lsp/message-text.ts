/**
 * How messages are written over stdio. A keystroke in a large file changes one diagnostic of thousands, and all of them are sent
 * again, as the protocol wants it: so the text of those that are the very same objects as in the list before is copied, not made.
 */
import type { Message } from 'vscode-languageserver';

/** What a writer of messages takes for `contentTypeEncoder`. */
export interface Encoder {
  readonly name: string;
  readonly encode: (message: Message) => Promise<Buffer>;
}

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

/** Writes messages as `JSON.stringify` does. It keeps the longest list of the last message that had one. */
export function createEncoder(): Encoder {
  let last = NOTHING;
  return { name: 'application/json', encode: async (message) => Promise.resolve(bytesOf(message)) };

  function bytesOf(message: Message): Buffer {
    const list = listIn(message);
    if (!list) return Buffer.from(JSON.stringify(message));
    const { parts, ends } = writeList(list.items, last);
    // Inside a text a quote has a backslash before it, so this is no part of one.
    const empty = `"${list.key}":[`;
    const frame = JSON.stringify(list.emptied);
    const at = frame.indexOf(empty) + empty.length;
    const [head, tail] = [Buffer.from(frame.slice(0, at)), Buffer.from(frame.slice(at))];
    const whole = Buffer.concat([head, ...parts, tail]);
    last = { items: list.items, bytes: whole.subarray(head.length, whole.length - tail.length), ends };
    return whole;
  }
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

  const texts = items.slice(before, items.length - behind).map((item) => JSON.stringify(item));
  const ends = new Uint32Array(items.length);
  ends.set(last.ends.subarray(0, before));
  let end = before === 0 ? -1 : (ends[before - 1] ?? 0);
  texts.forEach((text, i) => {
    end += COMMA.length + Buffer.byteLength(text);
    ends[before + i] = end;
  });
  const behindFrom = last.items.length - behind;
  const behindStart = behindFrom === 0 ? 0 : (last.ends[behindFrom - 1] ?? 0) + COMMA.length;
  const moved = end + COMMA.length - behindStart;
  for (let i = 0; i < behind; i++) ends[items.length - behind + i] = (last.ends[behindFrom + i] ?? 0) + moved;

  const parts = [
    ...(before > 0 ? [last.bytes.subarray(0, ends[before - 1])] : []),
    ...(texts.length > 0 ? [Buffer.from(texts.join(','))] : []),
    ...(behind > 0 ? [last.bytes.subarray(behindStart)] : []),
  ];
  return { parts: parts.flatMap((part, i) => (i === 0 ? [part] : [COMMA, part])), ends };
}
