import { expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { sampleManifest } from '../../../server/src/features/sample-manifest.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { createService, findingsIn } from '../../../server/src/service.ts';

const TODAY = parseDay('2026-11-23')!;
const { text, goOnAt } = sampleManifest(TODAY);
const document = TextDocument.create('untitled:Untitled-1', 'sentry-permissions', 1, text);

it('has just what the steps of the walkthrough are about', () => {
  const rules = findingsIn(text, TODAY).map(({ rule }) => rule);
  expect([...new Set(rules)].sort()).toEqual(['broad-scope', 'excess-scope', 'overdue-review']);
  expect(document.getText(goOnAt)).toBe('project:admin');
});

it('has no character that VS Code frames in a folder that nobody trusts yet', () => {
  expect(text).toMatch(/^[\n -~]*$/);
});

it('is narrowed by one key, and then asks for the review alone', () => {
  const client = {
    snippets: true,
    snippetEdits: true,
    commands: new Set<string>(),
    documentationBase: undefined,
    documentationEnd: '',
  };
  const actions = createService({ today: () => TODAY }).codeActions(document, goOnAt, undefined, client);
  const preferred = actions.filter(({ isPreferred }) => isPreferred);
  expect(preferred.map(({ title }) => title)).toEqual([expect.stringMatching(/^Replace 2 scopes by/)]);
  const [change] = preferred[0]?.edit?.documentChanges ?? [];
  const edits = change && 'edits' in change ? change.edits : [];
  const narrowed = TextDocument.applyEdits(document, edits as TextEdit[]);
  expect(findingsIn(narrowed, TODAY).map(({ rule }) => rule)).toEqual(['overdue-review']);
});
