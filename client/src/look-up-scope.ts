/** *Look Up a Scope*: all scopes of the server's catalogue in a list, and what is known of the chosen one beside the editor. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ScopesRequest, type ScopeEntry } from '../../server/src/protocol.ts';
import { askServer } from './ask-server.ts';
import type { ShowPage } from './pages.ts';
import type { Questions } from './questions.ts';

/** Lets the person choose a scope, the one at the cursor first, and shows its page. */
export async function lookUpScope(
  client: BaseLanguageClient,
  questions: Questions,
  showPage: ShowPage,
): Promise<void> {
  const title = vscode.l10n.t('Look Up a Scope');
  const scopes = await askServer<readonly ScopeEntry[]>(client, { title, request: ScopesRequest });
  if (!scopes) return;
  const here = wordAtCursor();
  const items = scopes
    .map(({ name, note, detail, documentation }) => ({
      label: name,
      description: note,
      detail,
      documentation,
    }))
    .sort((a, b) => Number(b.label === here) - Number(a.label === here));
  const chosen = await questions.pick(title, items);
  if (chosen) await showPage(vscode.l10n.t('Scope {0}', chosen.label), chosen.documentation);
}

/** What stands at the cursor between blanks, quotes and brackets. */
function wordAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  // eslint-disable-next-line regexp/no-super-linear-move -- VS Code looks at a short stretch of the line only
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active, /[\w:-]+/);
  return range && editor?.document.getText(range);
}
