/**
 * What stands between the wire and the server: a message that is not as the protocol has it is answered here, so that no handler
 * ever sees one, and what comes before `initialize` or after `shutdown` is answered as the protocol asks.
 */
import { ErrorCodes, MessageType } from './library.ts';
import type { Message, MessageReader, MessageWriter } from 'vscode-languageserver';
import { isRecord, isSound } from './sound-params.ts';

/** How far a connection has got. */
type Stage = 'new' | 'running' | 'shut down';

interface Fault {
  readonly code: number;
  readonly message: string;
}

export interface GuardedReader extends MessageReader {
  /** Whether the client has asked for the end. */
  readonly isShutDown: () => boolean;
}

/** A reader that hands on sound messages only, and answers the other requests through `writer`. */
export function guarded(reader: MessageReader, writer: MessageWriter): GuardedReader {
  let stage: Stage = 'new';
  /** Methods whose notifications were ignored; the log says so once. */
  const told = new Set<string>();

  const send = (message: object): void => {
    // Where nothing can be written any more, the connection hears of it by itself.
    writer.write({ jsonrpc: '2.0', ...message }).catch(() => undefined);
  };

  function requestFault(method: string, params: unknown): Fault | undefined {
    if (stage === 'new' && method !== 'initialize')
      return { code: ErrorCodes.ServerNotInitialized, message: 'The first request has to be initialize.' };
    if (stage !== 'new' && method === 'initialize')
      return { code: ErrorCodes.InvalidRequest, message: 'The server is initialized already.' };
    if (stage === 'shut down')
      return { code: ErrorCodes.InvalidRequest, message: 'The server has been shut down.' };
    if (!isSound(method, params))
      return {
        code: ErrorCodes.InvalidParams,
        message: `The params of ${method} are not as the protocol has them.`,
      };
    return undefined;
  }

  function ignore(method: string): void {
    if (stage !== 'running' || told.has(method)) return;
    told.add(method);
    const message = `A message ${method} was ignored: it is not as the protocol has it.`;
    send({ method: 'window/logMessage', params: { type: MessageType.Warning, message } });
  }

  function take(message: unknown, hand: (message: Message) => void): void {
    if (!isRecord(message)) return;
    const { id, method, params } = message;
    if (method === undefined) {
      const answer = soundAnswer(message);
      if (answer) hand(answer);
    } else if (typeof method !== 'string') {
      if (isId(id))
        send({ id, error: { code: ErrorCodes.InvalidRequest, message: 'The method has to be a string.' } });
    } else if (id === undefined) {
      if (method === 'exit') hand(message as unknown as Message);
      else if (stage === 'running' && isSound(method, params)) hand(message as unknown as Message);
      else ignore(method.slice(0, 100));
    } else if (isId(id)) {
      const error = requestFault(method, params);
      if (error) {
        send({ id, error });
        return;
      }
      if (method === 'initialize') stage = 'running';
      if (method === 'shutdown') stage = 'shut down';
      hand(message as unknown as Message);
    }
  }

  return {
    onError: reader.onError,
    onClose: reader.onClose,
    onPartialMessage: reader.onPartialMessage,
    listen: (hand) =>
      reader.listen((message) => {
        take(message, hand);
      }),
    dispose: () => {
      reader.dispose();
    },
    isShutDown: () => stage === 'shut down',
  };
}

function isId(id: unknown): id is string | number {
  return typeof id === 'string' || typeof id === 'number';
}

/** An answer of the client, with nothing for a result where it has none; undefined where it answers no question. */
function soundAnswer({ id, result, error }: Record<string, unknown>): Message | undefined {
  if (!isId(id)) return undefined;
  if (!isRecord(error)) return { jsonrpc: '2.0', id, result: result ?? null } as Message;
  const { code, message } = error;
  return {
    jsonrpc: '2.0',
    id,
    error: {
      code: typeof code === 'number' ? code : ErrorCodes.UnknownErrorCode,
      message: typeof message === 'string' ? message : 'no reason given',
    },
  } as Message;
}
