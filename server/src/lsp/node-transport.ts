/** How the server on Node reaches its client: over stdio, or over the channel of a Node process that has forked it. Sockets and pipes it has none. */
import { Console } from 'node:console';
import { writeSync } from 'node:fs';
import type { Connection, MessageReader, MessageWriter } from 'vscode-languageserver';
import { guarded } from './guard.ts';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
} from './node-library.ts';
import { StdioWriter } from './stdio-writer.ts';

const USAGE =
  'sentry-permissions-language-server: Start it with --stdio, or ask for --version or --help. It opens no socket, no pipe and no port.\n';

/** The connection over the transport that the arguments name; see `openTransport`. Whoever asks for the version or for help gets that alone. */
export function openConnection(args: readonly string[], version: string): Connection {
  const asked = args.includes('--version') ? `${version}\n` : args.includes('--help') ? USAGE : undefined;
  if (asked !== undefined) {
    process.exit(saidAtOnce(asked) ? 0 : 1);
  }
  return createConnection(ProposedFeatures.all, ...openTransport(args));
}

/** Writes without waiting, for a process that ends does not wait for a pipe; whether there was anybody to read it, or room for it. */
function saidAtOnce(text: string): boolean {
  try {
    writeSync(process.stdout.fd, text);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPIPE')
      process.stderr.write(
        `sentry-permissions-language-server: The answer cannot be written (${String(code)}).\n`,
      );
    return code === 'EPIPE';
  }
}

/** The two ends of the transport that the arguments name; ends the process where they name none, and when the client is gone. */
function openTransport(args: readonly string[]): [MessageReader, MessageWriter] {
  const byChannel = args.includes('--node-ipc') && process.send !== undefined;
  if (!byChannel && !args.includes('--stdio')) {
    process.stderr.write(USAGE);
    process.exit(2);
  }
  if (byChannel) {
    const writer = new IPCMessageWriter(process);
    const reader = guarded(new IPCMessageReader(process), writer);
    process.on('disconnect', () => process.exit(reader.isShutDown() ? 0 : 1));
    return [reader, writer];
  }
  const { stdin, stdout, stderr } = process;
  // Whatever prints something would break into a message.
  globalThis.console = new Console(stderr, stderr);
  const writer = new StdioWriter(stdout);
  const reader = guarded(new StreamMessageReader(stdin), writer);
  const end = (): void => process.exit(reader.isShutDown() ? 0 : 1);
  stdin.on('end', end).on('close', end);
  // A client that is gone takes no answer either.
  stdout.on('error', end);
  return [reader, writer];
}
