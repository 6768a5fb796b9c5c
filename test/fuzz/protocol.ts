/** Conversations that go wrong in every way that a client can make them: each request is answered once, and no fault of ours comes up. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { introductions } from './introductions.ts';
import { messages, type Sent } from './messages.ts';
import { replies } from './replies.ts';
import { framed, openWire, type Reply, type Wire } from './wire.ts';

/** One thing that a client does. */
export type Step =
  | { readonly does: 'send'; readonly sent: Sent; readonly cancelled: boolean; readonly inPieces: number }
  /** Bytes that hold no message. */
  | { readonly does: 'blurt'; readonly bytes: string }
  /** An answer to nothing, or a message of no form. */
  | { readonly does: 'say'; readonly message: unknown }
  /** Lets the server take in what came. */
  | { readonly does: 'wait' };

export interface Conversation {
  /** Whether and where among the steps `initialize` is sent; more than once is wrong. */
  readonly introductions: readonly { readonly before: number; readonly params: unknown }[];
  readonly steps: readonly Step[];
  /** Before which step the end is asked for; behind the last one in any case. */
  readonly shutdown: number | null;
  readonly replies: readonly Reply[];
}

const blurts = fc.constantFrom(
  '\r\n\r\n',
  'no header\r\n\r\n',
  'Content-Length: many\r\n\r\n',
  'Content-Type: text/plain\r\n\r\n',
  'Content-Length: 2\r\n\r\n{]',
  'Content-Length: 0\r\n\r\n',
  'Content-Length: 4\r\n\r\nnull',
  'Content-Length: 2\r\n\r\n\xff\xfe',
  'Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-16\r\n\r\n[]',
);

const oddities = fc.constantFrom<unknown>(
  null,
  [],
  3,
  'x',
  {},
  { jsonrpc: '2.0', id: 5_000, result: 1 },
  { jsonrpc: '2.0', id: 5_001 },
  { jsonrpc: '2.0', id: null, error: { code: 1, message: 'x' } },
  { jsonrpc: '2.0', id: {}, method: 'textDocument/hover' },
  { jsonrpc: '2.0', id: null, method: 'textDocument/hover' },
  { jsonrpc: '2.0', method: '$/cancelRequest' },
  { jsonrpc: '2.0', method: '$/cancelRequest', params: { id: {} } },
  { jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 999_999 } },
  { jsonrpc: '2.0', method: ['x'] },
  [{ jsonrpc: '2.0', id: 7_000, method: 'shutdown' }],
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      does: fc.constant('send' as const),
      sent: messages,
      cancelled: fc.boolean(),
      inPieces: fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 5 })),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ does: 'wait' }) },
  { weight: 1, arbitrary: blurts.map((bytes): Step => ({ does: 'blurt', bytes })) },
  { weight: 2, arbitrary: oddities.map((message): Step => ({ does: 'say', message })) },
);

const places = fc.nat({ max: 30 });

export const conversations: fc.Arbitrary<Conversation> = fc.record({
  introductions: fc.oneof(
    { weight: 8, arbitrary: introductions.map((params) => [{ before: 0, params }]) },
    fc.array(fc.record({ before: places, params: introductions }), { maxLength: 3 }),
  ),
  steps: fc.array(steps, { maxLength: 40, size: 'max' }),
  shutdown: fc.option(places, { freq: 3 }),
  replies: fc.array(replies, { minLength: 1, maxLength: 4 }),
});

/** How long a server may think about a conversation before a request counts as unanswered. */
const PATIENCE = 30_000;
/** What only a fault of ours brings; what a client answers wrongly is its own fault and may be logged. */
const FAULT =
  /handler '.*' failed|Processing message queue failed|Response handler|Received message which|failed unexpectedly|^(?!settings |listing |watching |registering |refresh )[a-z][a-z ]* failed: /;
const INTERNAL_ERROR = -32603;

/** Holds the conversation; throws where the server does not do as it should. */
export async function converse(conversation: Conversation): Promise<void> {
  let asked = 0;
  const wire = openWire(() => conversation.replies[asked++ % conversation.replies.length]);
  const faults: unknown[] = [];
  const onFault = (fault: unknown): void => void faults.push(fault);
  process.on('unhandledRejection', onFault).on('uncaughtException', onFault);
  const ids: (string | number)[] = [];
  const late = setTimeout(() => {
    wire.giveUp();
  }, PATIENCE);
  try {
    await talk(wire, conversation, ids);
    await wire.answered(ids);
  } finally {
    clearTimeout(late);
    process.off('unhandledRejection', onFault).off('uncaughtException', onFault);
    wire.close();
  }
  assert.deepEqual(
    ids.filter((id) => !wire.answers.has(id)),
    [],
    'some requests were never answered',
  );
  for (const [id, answers] of wire.answers) {
    assert.ok(ids.includes(id), `nobody asked for ${String(id)}`);
    assert.equal(answers.length, 1, `${String(id)} is answered ${String(answers.length)} times`);
    for (const { error } of answers) assert.notEqual(error?.code, INTERNAL_ERROR, error?.message);
  }
  assert.deepEqual(
    wire.log.filter((line) => FAULT.test(line)),
    [],
  );
  assert.deepEqual(faults, []);
}

/** Sends everything, and last of all the end in order; `ids` takes the ids of all requests. */
async function talk(wire: Wire, conversation: Conversation, ids: (string | number)[]): Promise<void> {
  const ask = (method: unknown, params?: unknown, pieces = 1): string | number => {
    // Clients number their requests, or name them.
    const id = ids.length % 3 === 2 ? `r${String(ids.length)}` : ids.length;
    ids.push(id);
    sendInPieces(wire, { jsonrpc: '2.0', id, method, params }, pieces);
    return id;
  };
  for (const [index, step] of conversation.steps.entries()) {
    for (const { before, params } of conversation.introductions)
      if (before === index) ask('initialize', params);
    if (conversation.shutdown === index) ask('shutdown');
    if (step.does === 'wait') await turn();
    else if (step.does === 'blurt') wire.send(Buffer.from(step.bytes, 'latin1'));
    else if (step.does === 'say') wire.send(framed(step.message));
    else tell(step);
  }
  ask('initialize', { processId: null, rootUri: null, capabilities: {} });
  ask('sentryPermissions/about');
  const last = ask('shutdown');
  // What stands behind bytes that hold no message is taken up with the bytes that come next.
  while (!wire.answers.has(last) && !wire.isOver()) {
    wire.send(framed({ jsonrpc: '2.0', method: '$/setTrace', params: { value: 'off' } }));
    await turn();
  }

  function tell({ sent: { method, params, isRequest }, cancelled, inPieces }: Step & { does: 'send' }): void {
    if (!isRequest) {
      sendInPieces(wire, { jsonrpc: '2.0', method, params }, inPieces);
      return;
    }
    const id = ask(method, params, inPieces);
    if (cancelled)
      sendInPieces(wire, { jsonrpc: '2.0', method: '$/cancelRequest', params: { id } }, inPieces);
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function sendInPieces(wire: Wire, message: unknown, pieces: number): void {
  const bytes = framed(message);
  const size = Math.ceil(bytes.length / pieces);
  for (let start = 0; start < bytes.length; start += size) wire.send(bytes.subarray(start, start + size));
}

export const protocol = fc.asyncProperty(conversations, converse);
