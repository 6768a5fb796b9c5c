import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followSteps } from '../../client/src/walkthrough.ts';

const contexts = vi.hoisted((): unknown[][] => []);
vi.mock('vscode', () => ({
  Disposable: { from: () => ({ dispose: () => undefined }) },
  commands: {
    executeCommand: (...words: unknown[]) => {
      contexts.push(words);
      return Promise.resolve();
    },
  },
  languages: { onDidChangeDiagnostics: vi.fn() },
  workspace: { onDidCloseTextDocument: vi.fn() },
}));
vi.mock('vscode-languageclient', () => ({}));

const HOVERED = 'sentryPermissions.walkthrough.hovered';
const TOLD = [
  ['setContext', HOVERED, false],
  ['setContext', HOVERED, true],
];

beforeEach(() => {
  vi.useFakeTimers();
  contexts.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells of a step again when it is done again, for the page may have been opened since, but not at every hover', async () => {
  const { done, middleware } = followSteps();
  const hover = async (answer: object | null): Promise<void> => {
    const provide = middleware.provideHover as (...words: unknown[]) => Promise<unknown>;
    await provide({}, {}, {}, () => Promise.resolve(answer));
    await vi.advanceTimersByTimeAsync(0);
  };
  await hover(null);
  expect(contexts).toEqual([]);
  await hover({});
  expect([...done.keys()]).toEqual(['hovered']);
  await hover({});
  expect(contexts).toEqual(TOLD);
  vi.advanceTimersByTime(5_000);
  await hover({});
  expect(contexts).toEqual([...TOLD, ...TOLD]);
});
