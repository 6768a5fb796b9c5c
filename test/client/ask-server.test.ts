import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient, CancellationToken } from 'vscode-languageclient';
import { askServer, askSurely, serverAnswers } from '../../client/src/ask-server.ts';

const code = vi.hoisted(() => ({
  executeCommand: vi.fn(),
  showErrorMessage: vi.fn(),
  withProgress: vi.fn(),
}));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  commands: { executeCommand: code.executeCommand },
  Uri: { parse: String },
  ProgressLocation: { Notification: 15 },
  workspace: {
    asRelativePath: (address: string) => address.slice('file:///'.length),
    getWorkspaceFolder: () => undefined,
  },
  window: { showErrorMessage: code.showErrorMessage, withProgress: code.withProgress },
}));

const logged = vi.fn();

function ask(error: Error, title = 'Look Up a Scope'): Promise<unknown> {
  const client = { sendRequest: () => Promise.reject(error), error: logged };
  return askServer(client as unknown as BaseLanguageClient, { title, request: 'ours/scopes' });
}

/** As the library makes them. */
const rejection = (number: number): Error =>
  Object.assign(new Error('A message of somebody else’s'), { code: number });

beforeEach(() => {
  vi.resetAllMocks();
  code.showErrorMessage.mockResolvedValue(undefined);
});

describe('askServer', () => {
  it.each([-32603, -32601, -32801])('names what has failed, and offers the log: %i', async (number) => {
    code.showErrorMessage.mockResolvedValue('Show Log');
    expect(await ask(rejection(number))).toBeUndefined();
    const [message, ...offers] = code.showErrorMessage.mock.calls[0] as string[];
    expect(message).toMatch(/^“Look Up a Scope” has failed/);
    expect(message).not.toMatch(/not running|somebody else/);
    expect(offers).toEqual(['Show Log']);
    await vi.waitFor(() => {
      expect(code.executeCommand).toHaveBeenCalledWith('sentryPermissions.showLog');
    });
  });

  it.each([
    ['never started', rejection(-32096)],
    ['ended meanwhile', rejection(-32097)],
    ['cannot be written to', rejection(-32099)],
    ['closed', rejection(1)],
    ['disposed', new Error('Client got disposed')],
  ])('offers a restart where the server is not there: %s', async (_what, error) => {
    code.showErrorMessage.mockResolvedValue('Restart');
    expect(await ask(error)).toBeUndefined();
    expect(code.showErrorMessage.mock.calls[0]).toEqual([expect.stringMatching(/not running/), 'Restart']);
    await vi.waitFor(() => {
      expect(code.executeCommand).toHaveBeenCalledWith('sentryPermissions.restartServer');
    });
  });

  it('makes no link of a title', async () => {
    await ask(rejection(-32603), 'Why [x](command:evil)?');
    expect(String(code.showErrorMessage.mock.calls[0]?.[0])).not.toContain('](');
  });

  it('logs what comes of its message, and leaves no rejection behind', async () => {
    code.showErrorMessage.mockRejectedValue(new Error('Canceled'));
    await ask(rejection(-32603));
    await vi.waitFor(() => {
      expect(logged).toHaveBeenCalledTimes(2);
    });
  });
});

describe('a server that does not answer', () => {
  const asked = { title: 'Title', request: 'ours/scopes' };

  /** Asks, and waits longer than anybody does without a sign; `cancel` is what the person presses. */
  async function askLong(
    answer: Promise<unknown>,
  ): Promise<{ asking: Promise<unknown>; cancel: () => void; token: () => CancellationToken }> {
    let cancel = (): void => undefined;
    code.withProgress.mockImplementation((_options: unknown, task: (...words: unknown[]) => unknown) =>
      task({}, { onCancellationRequested: (hear: () => void) => (cancel = hear) }),
    );
    const sendRequest = vi.fn((_request: string, _params: object, _token: CancellationToken) => answer);
    const client = { sendRequest, error: logged };
    const asking = askServer(client as unknown as BaseLanguageClient, asked);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(code.withProgress).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(code.withProgress.mock.calls[0]?.[0]).toMatchObject({
      cancellable: true,
      title: expect.stringMatching(/^“Title”: the language server has not answered yet/) as string,
    });
    const token = (): CancellationToken => sendRequest.mock.calls[0]![2];
    return { asking, cancel, token };
  }

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is told of after a while, until it does', async () => {
    let reply = (_: string): void => undefined;
    const { asking } = await askLong(new Promise((resolve) => (reply = resolve)));
    reply('an answer');
    expect(await asking).toBe('an answer');
    await code.withProgress.mock.results[0]?.value;
  });

  it('is waited for no longer once somebody cancels, and hears of that', async () => {
    const { asking, cancel, token } = await askLong(new Promise(() => undefined));
    expect(token().isCancellationRequested).toBe(false);
    cancel();
    expect(await asking).toBeUndefined();
    expect(token().isCancellationRequested).toBe(true);
    expect(code.showErrorMessage).not.toHaveBeenCalled();
  });

  it('says nothing more by refusing what was cancelled', async () => {
    let refuse = (_: Error): void => undefined;
    const { asking, cancel } = await askLong(new Promise((_, reject) => (refuse = reject)));
    cancel();
    refuse(rejection(-32800));
    expect(await asking).toBeUndefined();
    await code.withProgress.mock.results[0]?.value;
    expect(code.showErrorMessage).not.toHaveBeenCalled();
    expect(logged).not.toHaveBeenCalled();
  });

  it('is not told of where it answers soon', async () => {
    const client = { sendRequest: () => Promise.resolve('an answer'), error: logged };
    expect(await askServer(client as unknown as BaseLanguageClient, asked)).toBe('an answer');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(code.withProgress).not.toHaveBeenCalled();
  });
});

describe('askSurely', () => {
  it.each([
    [
      { uri: 'file:///a.yaml' },
      /^“Title” cannot be done in a\.yaml: /,
      ['Show Why', 'Show Log'],
      'whyChecked',
    ],
    [{}, /^“Title” has failed/, ['Show Log'], 'showLog'],
  ])('ends in no silence where the answer is null: %j', async (params, said, offers, command) => {
    code.showErrorMessage.mockResolvedValue(offers[0]);
    const client = { sendRequest: () => Promise.resolve(null), error: logged };
    const asked = { title: 'Title', request: 'ours/scopes', params };
    expect(await askSurely(client as unknown as BaseLanguageClient, asked)).toBeUndefined();
    expect(code.showErrorMessage.mock.calls).toEqual([[expect.stringMatching(said), ...offers]]);
    await vi.waitFor(() => {
      expect(code.executeCommand.mock.calls[0]?.[0]).toBe(`sentryPermissions.${command}`);
    });
  });
});

describe('serverAnswers', () => {
  it.each([
    [true, () => Promise.resolve({ catalogDate: '2026-01-01' })],
    [false, () => Promise.reject(rejection(-32096))],
  ])('says before a question that would be in vain: %s', async (isThere, answer) => {
    const client = { sendRequest: answer, error: logged } as unknown as BaseLanguageClient;
    expect(await serverAnswers(client, 'Look Up a Scope')).toBe(isThere);
    expect(code.showErrorMessage).toHaveBeenCalledTimes(isThere ? 0 : 1);
  });
});
