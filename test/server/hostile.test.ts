/** Manifests that try to reach whoever looks at them in an editor; what reports make of them is in test/cli/hostile.test.ts. */
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction } from 'vscode-languageserver-types';
import { ClientCommand } from '../../server/src/protocol.ts';
import { auditOf, createService, findingsIn } from '../../server/src/service.ts';
import type { Client } from '../../server/src/service.ts';
import { askEverything } from './support/everything.ts';
import { EXAMPLE } from './support/manifests.ts';

const TODAY = 20_780;
const URI = 'file:///project/sentry-permissions.yaml';
const CLIENT: Client = {
  commands: new Set(Object.values(ClientCommand)),
  snippetEdits: false,
  snippets: true,
  documentationBase: 'file:///docs/',
  documentationEnd: '.md',
};

/** The manifest with `put` in the place of each key and each plain value, one at a time. */
function placesIn(manifest: string, put: string): string[] {
  const lines = manifest.split('\n');
  return lines.flatMap((line, index) => {
    const [, start = '', key = '', value = ''] = /^( *(?:- )?)([\w-]+):(?: (.*))?$/.exec(line) ?? [];
    const replaced = (text: string): string => lines.toSpliced(index, 1, text).join('\n');
    const item = /^( *- )[^{:]*$/.exec(line)?.[1];
    if (item !== undefined) return [replaced(`${item}${put}`)];
    if (key === '') return [];
    return [
      replaced(`${start}${put}: ${value}`),
      ...(value === '' ? [] : [replaced(`${start}${key}: ${put}`)]),
    ];
  });
}

const EVIL = [
  '[run](command:workbench.action.terminal.new)',
  '<a href="command:x">x</a><img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '`](command:x) [a](command:y) `',
  '[x]: command:z',
  '![](https://evil.example/x.png) https://evil.example',
  '\u001b[2J\u202eevil\u0007',
  '&lt;b&gt; &#60;i&#62;',
  '\\[a\\](command:x)',
];

/** Every Markdown that an answer holds. */
function markdownIn(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if ('kind' in answer && answer.kind === 'markdown' && 'value' in answer) return [String(answer.value)];
  if ('markdown' in answer && typeof answer.markdown === 'string') return [answer.markdown];
  return Object.values(answer).flatMap(markdownIn);
}

/** The Markdown that a person gets to see of a text. */
function shownOf(text: string): string[] {
  const service = createService({ today: () => TODAY });
  const document = TextDocument.create(URI, 'sentry-permissions', 1, text);
  const found: unknown[] = [];
  for (let line = 0; line < document.lineCount; line++) {
    const written = document.getText({
      start: { line, character: 0 },
      end: { line: line + 1, character: 0 },
    });
    for (const character of [written.search(/\S/), written.lastIndexOf(' ') + 1]) {
      const position = { line, character: Math.max(0, character) };
      found.push(service.hover(document, position, CLIENT));
    }
  }
  for (const { integration } of findingsIn(text, TODAY))
    if (integration !== null) found.push(service.explainLeast(document, { uri: URI, integration }));
  return markdownIn(found);
}

/** What is left where code, which no renderer looks into, and escaped characters are taken out. */
function live(markdown: string): string {
  return markdown
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/\\[!-/:-@[-`{-~]/g, '·')
    .replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '·');
}

describe('in an editor, text of a manifest', () => {
  it.each(EVIL)(
    '%j is never a link, HTML or a control character',
    (evil) => {
      let shown = 0;
      for (const text of placesIn(EXAMPLE, JSON.stringify(evil))) {
        for (const markdown of shownOf(text)) {
          shown++;
          const bare = live(markdown);
          expect(bare).not.toMatch(/<[a-z!/?]/i);
          for (const [, target] of bare.matchAll(/\]\(([^)]*)\)/g))
            expect(target).toMatch(
              /^(?:https:\/\/docs\.sentry\.io|https:\/\/[\w.-]+\/|file:\/\/\/docs\/|command:sentryPermissions\.openRulePage)/,
            );
          // A definition would give its address to a link elsewhere.
          expect(bare).not.toMatch(/^ {0,3}\[[^\]]*\]:/m);
          expect(markdown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        }
      }
      expect(shown).toBeGreaterThan(100);
    },
    300_000,
  );
});

/** What every object of the engine has. */
const ENGINE = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  'valueOf',
];

describe('a name of the engine', () => {
  it.each(ENGINE)(
    '%s does nothing, as a key or as a value',
    async (name) => {
      const before = Object.getOwnPropertyNames(Object.prototype).sort();
      for (const text of placesIn(EXAMPLE, name)) {
        // The same but for a letter.
        const other = text.replaceAll(name, name.replace(/[oe]/i, 'a'));
        expect(rulesOf(text), text).toEqual(rulesOf(other));
        auditOf([{ path: 'a.yaml', text }], TODAY);
      }
      await askEverything(placesIn(EXAMPLE, name)[3]!, TODAY);
      expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    },
    300_000,
  );

  it('puts nothing into other objects by what stands under it', async () => {
    const text = `${EXAMPLE}__proto__:\n  polluted: true\nconstructor:\n  prototype: { polluted: true }\n`;
    await askEverything(text, TODAY);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

function rulesOf(text: string): string[] {
  return findingsIn(text, TODAY).map(({ rule }) => rule);
}

describe('lists of any length', () => {
  const bot = (lines: string): string =>
    `version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n${lines}`;
  const actionsOf = (text: string, lastLine: number): CodeAction[] =>
    createService({ today: () => TODAY }).codeActions(
      TextDocument.create(URI, 'sentry-permissions', 1, text),
      { start: { line: 0, character: 0 }, end: { line: lastLine, character: 0 } },
      undefined,
      CLIENT,
    );

  it('offers actions at once where the fix of each of thousands of scopes replaces them all', () => {
    const uses = '    uses:\n      - GET /api/0/organizations/{organization_id_or_slug}/\n';
    const scopes = 'project:admin\n      - team:admin\n      - member:admin\n      - '.repeat(1000);
    const text = bot(`${uses}    scopes:\n      - ${scopes}alerts:write\n`);
    const titled = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => title);
    const some = titled(actionsOf(text, 9));
    expect(some).toContain('Replace 3001 scopes by the least one, org:read');
    expect(titled(actionsOf(text, 5000)).slice(0, 8)).toEqual(some.slice(0, 8));
  });

  it('tells at once that thousands of entries of one id name no secret of another', () => {
    const copies = Array.from(
      { length: 1500 },
      (_, i) =>
        `  bot-${String(i)}:\n    kind: internal-integration\n    id: one\n    credential: { storedIn: vault://kv/p }\n`,
    ).join('');
    const other = copies.slice(0, copies.indexOf('  bot-1:')).replace('bot-0', 'other').replace('one', 'two');
    const shared = findingsIn(`version: 1\nintegrations:\n${copies}${other}`, TODAY).filter(
      ({ rule }) => rule === 'shared-credential',
    );
    expect(shared).toHaveLength(1501);
    expect(new Set(shared.map(({ related }) => related.length))).toEqual(new Set([1, 5]));
  });
});
