/** A boundary that never bites looks like one that is kept; so each kind is tried here. */
import { ESLint, Linter } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';

const eslint = new ESLint({ cwd: root });

/** What the boundary rules of a file say to one statement. */
async function complaints(file: string, statement: string): Promise<string[]> {
  const config = (await eslint.calculateConfigForFile(file)) as Linter.Config;
  const names = ['no-restricted-imports', 'no-restricted-syntax'];
  const rules = Object.fromEntries(
    Object.entries(config.rules ?? {}).filter(([name]) => names.includes(name)),
  );
  return new Linter().verify(statement, [{ rules }]).map(({ message }) => message);
}

describe('the rooms of the server', () => {
  beforeAll(() => complaints('server/src/service.ts', ''), 30_000);

  const closed: [file: string, statement: string][] = [
    ['server/src/yaml/node.ts', "import '../manifest/model.ts'"],
    ['server/src/catalog/scopes.ts', "import '../yaml/node.ts'"],
    ['server/src/rules/broad-scope.ts', "import '../lint/lint.ts'"],
    ['server/src/rules/broad-scope.ts', "import '../service.ts'"],
    ['server/src/features/hover/scope-text.ts', "import '../../lsp/server.ts'"],
    ['server/src/features/hover.ts', "export * from '../service.ts'"],
    ['server/src/features/hover.ts', "await import('../service.ts')"],
    ['server/src/features/hover.ts', "import 'vscode-languageserver/node'"],
    ['server/src/features/formatting.ts', "import 'prettier/standalone'"],
    ['server/src/lsp/server.ts', "await import('../formatter/formatter.ts')"],
    ['server/src/lsp/server.ts', "import '../rules/list.ts'"],
    ['server/src/lsp/server.ts', "import 'node:fs'"],
    ['server/src/manifest/read-manifest.ts', "import * as z from 'zod'"],
    ['server/src/privilege/digest.ts', "import 'node:crypto'"],
    ['server/src/report/text.ts', "import '../cli/main.ts'"],
    ['server/src/compare/compare.ts', "import '../features/markdown.ts'"],
    ['server/src/documents/words.ts', "import '../compare/model.ts'"],
    ['server/src/documents/words.ts', "import 'node:fs'"],
    ['server/src/lsp/browser-main.ts', "import 'node:path'"],
    ['server/src/lsp/workspace.ts', "import '../disk/links.ts'"],
    ['server/src/disk/links.ts', "import '../service.ts'"],
    ['client/src/extension.ts', "import '../../server/src/service.ts'"],
    ['client/src/activate.ts', "import '../../server/src/service.ts'"],
    ['client/src/activate.ts', "import 'vscode-languageclient/node'"],
    ['client/src/browser-extension.ts', "import 'node:path'"],
  ];
  it.each(closed)('%s may not: %s', async (file, statement) => {
    expect(await complaints(file, statement)).toHaveLength(1);
  });

  const open: [file: string, statement: string][] = [
    ['server/src/manifest/schema.ts', "import * as z from 'zod'"],
    ['server/src/manifest/read-manifest.ts', "import '../yaml/node.ts'"],
    ['server/src/privilege/digest.ts', "import '@noble/hashes/sha2.js'"],
    ['server/src/rules/nearest.ts', "import 'leven'"],
    ['server/src/features/hover/scope-text.ts', "import '../../catalog/scopes.ts'"],
    ['server/src/features/code-actions.ts', "import '../protocol.ts'"],
    ['server/src/lsp/node-main.ts', "import 'node:path'; await import('../service.ts')"],
    ['server/src/cli/main.ts', "import 'node:fs'"],
    ['server/src/lsp/disk-files.ts', "import 'node:fs'; import '../disk/links.ts'"],
    ['server/src/compare/compare.ts', "import '../rules/granted.ts'"],
    ['server/src/documents/difference-text.ts', "import '../report/visible.ts'; import '../service.ts'"],
    ['client/src/extension.ts', "import '../../server/src/protocol.ts'"],
    ['client/src/extension.ts', "import 'vscode-languageclient/node'"],
    ['client/src/browser-extension.ts', "import 'vscode-languageclient/browser'"],
  ];
  it.each(open)('%s may: %s', async (file, statement) => {
    expect(await complaints(file, statement)).toEqual([]);
  });
});
