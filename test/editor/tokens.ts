/** Colours a text with the very tokenizer and YAML grammar of the VS Code that runs the suite. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extension } from './support.ts';

/** The parts of VS Code's own modules that are used here. */
interface Oniguruma {
  loadWASM(data: ArrayBuffer): Promise<void>;
  OnigScanner: new (patterns: string[]) => unknown;
  OnigString: new (text: string) => unknown;
}
interface Line {
  readonly tokens: readonly { startIndex: number; endIndex: number; scopes: string[] }[];
  readonly ruleStack: unknown;
}
interface TextMate {
  readonly INITIAL: unknown;
  parseRawGrammar(text: string, path: string): unknown;
  Registry: new (options: { onigLib: Promise<unknown>; loadGrammar(scope: string): Promise<unknown> }) => {
    loadGrammar(scope: string): Promise<{ tokenizeLine(line: string, stack: unknown): Line }>;
  };
}

/** Each part of the text that has scopes of its own, with these scopes in one line. */
export async function tokensOf(text: string): Promise<ReadonlyMap<string, string>> {
  const modules = ['node_modules', 'node_modules.asar']
    .map((name) => join(vscode.env.appRoot, name))
    .find((folder) => existsSync(join(folder, 'vscode-textmate')));
  if (!modules) throw new Error('This VS Code hides its tokenizer.');
  const load = createRequire(join(modules, 'index.js'));
  const textmate = load('vscode-textmate') as TextMate;
  const oniguruma = load('vscode-oniguruma') as Oniguruma;
  const wasm = readFileSync(join(modules, 'vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(new Uint8Array(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (line: string) => new oniguruma.OnigString(line),
    }),
    loadGrammar: (scope) => {
      const path = grammarPath(scope);
      return Promise.resolve(path && textmate.parseRawGrammar(readFileSync(path, 'utf8'), path));
    },
  });
  const grammar = await registry.loadGrammar('source.sentry-permissions');
  const found = new Map<string, string>();
  let stack = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.set(line.slice(startIndex, endIndex), scopes.join(' '));
    }
  }
  return found;
}

/** Where an extension that is installed here says that a grammar lies. */
function grammarPath(scope: string): string | undefined {
  for (const { packageJSON, extensionPath } of [extension(), ...vscode.extensions.all]) {
    const { contributes } = packageJSON as {
      contributes?: { grammars?: readonly { scopeName: string; path: string }[] };
    };
    const grammar = contributes?.grammars?.find(({ scopeName }) => scopeName === scope);
    if (grammar) return join(extensionPath, grammar.path);
  }
  return undefined;
}
