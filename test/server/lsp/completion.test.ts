/** When a list of completions opens: of itself, as the next one, or only when somebody asks. */
import { CompletionRequest } from 'vscode-languageserver-protocol/node';
import type { CompletionContext, CompletionItem } from 'vscode-languageserver-protocol/node';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientCommand } from '../../../server/src/protocol.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

let session: Session;
afterEach(() => session.end());

/** What is offered at the end of an integration that ends in these lines. */
async function offered(lines: string, context?: CompletionContext): Promise<readonly CompletionItem[]> {
  const uri = `file:///${encodeURIComponent(lines)}.yaml`;
  const text = `version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n${lines}`;
  await session.open(text, uri);
  const all = text.split('\n');
  const list = await session.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position: { line: all.length - 1, character: all.at(-1)!.length },
    ...(context && { context }),
  });
  return Array.isArray(list) ? list : (list?.items ?? []);
}

const typed = (triggerCharacter: string): CompletionContext => ({ triggerKind: 2, triggerCharacter });

describe('completions', () => {
  it('open the list of what there is to choose next, where the client can', async () => {
    const commands = async (clientCommands: readonly string[]): Promise<unknown[]> => {
      session = await startSession({}, { clientCommands });
      const items = await offered('    ');
      return items.flatMap(({ label, command }) => (command ? [[label, command.command]] : []));
    };
    const opened = await commands([ClientCommand.suggest]);
    await session.end();
    expect(opened).toContainEqual(['uses', 'editor.action.triggerSuggest']);
    expect(opened).not.toContainEqual(['purpose', 'editor.action.triggerSuggest']);
    expect(await commands([])).toEqual([]);
  });

  it('show of an operation what tells it from others, and write all of it', async () => {
    session = await startSession({});
    const items = await offered('    uses:\n      - delete pro');
    const found = items.find(({ label }) => label === 'DELETE /projects/{org}/{project}/');
    expect(found?.labelDetails).toEqual({ description: 'Delete project' });
    expect(found?.textEdit?.newText).toMatch(
      /^DELETE \/api\/0\/projects\/\{organization_id_or_slug\}\/\{project_/,
    );
  });

  it('are for the text as it was when they were asked for, whatever is typed behind it', async () => {
    session = await startSession({});
    const uri = 'file:///typed.yaml';
    const line = '      - { date: 2026-11-01, by: x, n }';
    const text = `version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n    reviews:\n${line}\n`;
    await session.open(text, uri);
    const position = { line: 5, character: line.indexOf(' }') };
    const list = session.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    await session.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: position, end: position }, text: 'o' }],
    });
    const answer = await list;
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    const notes = items.find(({ label }) => label === 'notes');
    expect(notes?.textEdit).toMatchObject({
      range: { start: { line: 5, character: position.character - 1 }, end: position },
    });
  });

  it('do not open of themselves behind the colon of a key, where a space or a line comes next', async () => {
    session = await startSession({});
    for (const key of ['    uses:', '    review:', '    review: { every:'])
      expect(await offered(key, typed(':')), key).toEqual([]);
    for (const [line, context] of [
      ['    review:', undefined],
      ['    review: ', typed(' ')],
      ['    review: { every: ', typed(' ')],
      ['    scopes:\n      - team:', typed(':')],
    ] as const)
      expect((await offered(line, context)).length, line).toBeGreaterThan(0);
  });

  it('do not open of themselves behind a bracket or a comma, where a line break may come next', async () => {
    session = await startSession({});
    const places = [
      '    scopes: [',
      '    scopes: [org:read, ',
      '    uses: [',
      '    scopes: [{ scope: org:read, ',
    ];
    for (const line of places) {
      expect(await offered(line, typed(line.at(-1)!)), line).toEqual([]);
      expect((await offered(line)).length, line).toBeGreaterThan(0);
    }
    expect((await offered('    scopes: [{ scope: ', typed(' '))).length).toBeGreaterThan(0);
  });

  it('of names are for what is typed so far, so a client asks again with each letter', async () => {
    session = await startSession({});
    const text = 'integrations:\n  a: { owner: team-a }\n  b:\n    owner: ';
    await session.open(text, 'file:///names.yaml');
    const list = await session.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: 'file:///names.yaml' },
      position: { line: 3, character: 11 },
    });
    expect(list).toMatchObject({ isIncomplete: true, items: [{ label: 'team-a' }] });
  });
});
