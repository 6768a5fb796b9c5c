import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { ServerHandle } from '../../client/src/start-client.ts';
import { createStatus } from '../../client/src/status.ts';

const code = vi.hoisted(() => ({
  active: undefined as { uri: string } | undefined,
  gone: new Set<string>(),
  hear: new Map<string, () => void>(),
}));
vi.mock('vscode', async () => ({
  ...(await import('./l10n.ts')),
  LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
  DiagnosticSeverity: { Error: 0, Warning: 1 },
  languages: {
    createLanguageStatusItem: () => ({}),
    getDiagnostics: () => [],
    match: () => 10,
    onDidChangeDiagnostics: (hear: () => void) => void code.hear.set('diagnostics', hear),
  },
  window: {
    get activeTextEditor() {
      return code.active && { document: code.active };
    },
    onDidChangeActiveTextEditor: (hear: () => void) => void code.hear.set('editor', hear),
  },
}));
vi.mock('vscode-languageclient', () => ({ State: { Stopped: 1, Running: 2, Starting: 3 } }));
vi.mock('../../client/src/other-side.ts', () => ({ isOtherSide: () => false }));
vi.mock('../../client/src/left-out.ts', () => ({
  isGone: ({ uri }: { uri: string }) => Promise.resolve(code.gone.has(uri)),
}));

let item: vscode.LanguageStatusItem;

/** Something happens, and what the item says then. */
async function after(event: string): Promise<string> {
  code.hear.get(event)?.();
  await new Promise((resolve) => setTimeout(resolve, 0));
  return item.text;
}

beforeEach(() => {
  code.active = undefined;
  code.gone.clear();
  const server = {
    client: { state: 2, sendRequest: () => Promise.resolve(null) },
    onDidChangeState: (hear: () => void) => void code.hear.set('state', hear),
    onDidChangeLeftOut: (hear: () => void) => void code.hear.set('leftOut', hear),
  };
  const context = { subscriptions: [] } as unknown as vscode.ExtensionContext;
  item = createStatus(context, server as unknown as ServerHandle);
});

it('counts nothing in a file that is gone, until it is back or another one is in front', async () => {
  code.active = { uri: 'file:/a.yaml' };
  expect(await after('editor')).toBe('Errors: 0, warnings: 0, infos and hints: 0');
  code.gone.add('file:/a.yaml');
  expect(await after('leftOut')).toBe('Not checked');
  expect(await after('diagnostics')).toBe('Not checked');
  code.active = { uri: 'file:/b.yaml' };
  expect(await after('diagnostics')).toBe('Errors: 0, warnings: 0, infos and hints: 0');
  code.active = { uri: 'file:/a.yaml' };
  expect(await after('editor')).toBe('Not checked');
  code.gone.clear();
  expect(await after('leftOut')).toBe('Errors: 0, warnings: 0, infos and hints: 0');
});
