/** Colours a text with the very tokenizer and YAML grammar of the VS Code that runs the suite. */
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
  const textmate = (await load('vscode-textmate/release/main.js')) as TextMate;
  const oniguruma = (await load('vscode-oniguruma/release/main.js')) as Oniguruma;
  const wasm = await read(modules('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(new Uint8Array(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (line: string) => new oniguruma.OnigString(line),
    }),
    loadGrammar: async (scope) => {
      const file = grammarFile(scope);
      return file && textmate.parseRawGrammar(textOf(await read(file)), file.path);
    },
  });
  const grammar = await registry.loadGrammar('source.sentry-permissions');
  const found = new Map<string, string>();
  let stack = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    // Older grammars cut a word in two; what looks alike is one part.
    let [start, before] = [0, ''];
    for (const { startIndex, endIndex, scopes } of tokens) {
      const here = scopes.join(' ');
      if (here !== before) [start, before] = [startIndex, here];
      found.set(line.slice(start, endIndex), here);
    }
  }
  return found;
}

/** VS Code's own modules lie beside its own extensions, on disk and on the web. */
function modules(path: string): vscode.Uri {
  const yaml = vscode.extensions.getExtension('vscode.yaml');
  if (!yaml) throw new Error('This VS Code has no YAML.');
  return vscode.Uri.joinPath(yaml.extensionUri, '../../node_modules', path);
}

/** A module that needs no other, in either kind of host. */
async function load(path: string): Promise<unknown> {
  const module = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- VS Code's own code, loaded as VS Code does it
  new Function('module', 'exports', textOf(await read(modules(path))))(module, module.exports);
  return module.exports;
}

function read(file: vscode.Uri): Thenable<Uint8Array> {
  return vscode.workspace.fs.readFile(file);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Where an extension that is installed here says that a grammar lies. */
function grammarFile(scope: string): vscode.Uri | undefined {
  for (const { packageJSON, extensionUri } of [extension(), ...vscode.extensions.all]) {
    const { contributes } = packageJSON as {
      contributes?: { grammars?: readonly { scopeName: string; path: string }[] };
    };
    const grammar = contributes?.grammars?.find(({ scopeName }) => scopeName === scope);
    if (grammar) return vscode.Uri.joinPath(extensionUri, grammar.path);
  }
  return undefined;
}
