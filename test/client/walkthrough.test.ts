import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followSteps } from '../../client/src/walkthrough.ts';

const contexts = vi.hoisted((): unknown[][] => []);
/** The manifest that is open, with what is found in it. */
const open = vi.hoisted(() => ({
  document: { uri: 'untitled:a', version: 1, text: '', getText: (): string => open.document.text },
  findings: [] as { severity: number; code: { value: string } }[],
}));
const heard = vi.hoisted(() => ({ change: (_: unknown): void => undefined }));
vi.mock('vscode', () => ({
  DiagnosticSeverity: { Error: 0, Warning: 1 },
  Disposable: { from: () => ({ dispose: () => undefined }) },
  commands: {
    executeCommand: (...words: unknown[]) => {
      contexts.push(words);
      return Promise.resolve();
    },
  },
  languages: {
    match: () => 10,
    getDiagnostics: () => open.findings,
    onDidChangeDiagnostics: (hear: typeof heard.change) => (heard.change = hear),
  },
  workspace: { textDocuments: [open.document], onDidCloseTextDocument: vi.fn() },
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

/** Changes the text so that these rules find something: a warning, or with a `!` before it an error. */
function edit(...rules: string[]): void {
  open.document.version++;
  find(...rules);
}

function find(...rules: string[]): void {
  open.findings = rules.map((rule) => ({
    severity: rule.startsWith('!') ? 0 : 1,
    code: { value: rule.replace('!', '') },
  }));
  heard.change({ uris: [open.document.uri] });
}

it('takes a step for done when its finding is gone', () => {
  const { done } = followSteps();
  edit('broad-scope', 'overdue-review');
  edit('overdue-review');
  expect([...done.keys()]).toEqual(['narrowed']);
  edit();
  expect([...done.keys()]).toEqual(['narrowed', 'reviewed']);
});

it.each([
  ['deleted', '!missing-key'],
  ['misspelt', '!unknown-scope'],
  ['half typed', '!invalid-yaml'],
])('does not where the text is %s, until it is sound again', (_, error) => {
  const { done } = followSteps();
  edit('broad-scope');
  edit(error);
  expect([...done.keys()]).toEqual([]);
  edit('broad-scope');
  expect([...done.keys()]).toEqual([]);
  edit(error);
  edit();
  expect([...done.keys()]).toEqual(['narrowed']);
});

it.each([
  ['turned off', 'broad-scope', 'rules: { broad-scope: off }'],
  ['turned off for reviews', 'overdue-review', 'rules: { overdue-review: off }'],
  ['accepted', 'excess-scope', 'accept: [{ rule: excess-scope }]'],
])('does not where the finding is %s', (_, rule, text) => {
  const { done } = followSteps();
  edit(rule);
  open.document.text = text;
  edit();
  expect([...done.keys()]).toEqual([]);
  open.document.text = '';
  edit(rule);
  edit();
  expect([...done.keys()]).toHaveLength(1);
});

it.each(['missing-review', 'no-review-schedule'])('does not where a review is taken away: %s', (instead) => {
  const { done } = followSteps();
  edit('overdue-review');
  edit(instead);
  expect([...done.keys()]).toEqual([]);
  edit('overdue-review');
  edit();
  expect([...done.keys()]).toEqual(['reviewed']);
});

it('does not where the server has ended', () => {
  const { done } = followSteps();
  edit('broad-scope');
  find();
  expect([...done.keys()]).toEqual([]);
  edit('broad-scope');
  edit();
  expect([...done.keys()]).toEqual(['narrowed']);
});
