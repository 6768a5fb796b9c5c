/** Shows a rule's page out of the extension itself, so that a link in a finding needs no network. */
import * as vscode from 'vscode';
import { ClientCommand } from '../../server/src/protocol.ts';
import { showPreview } from './show-preview.ts';

/** Start of a rule page's address in this VS Code, be it stable, insiders or a fork. */
export function documentationBase(extensionId: string): string {
  return `${vscode.env.uriScheme}://${extensionId}/rules/`;
}

/** The rule that an address names, or undefined: an address may come from any web page. */
export function ruleOf(path: string): string | undefined {
  return /^\/rules\/([a-z]+(?:-[a-z]+)*)$/.exec(path)?.[1];
}

/** Opens `<scheme>://<this extension>/rules/<id>`; every other address is left alone. */
export class RulePages implements vscode.UriHandler {
  readonly #pages: vscode.Uri;

  constructor(extensionUri: vscode.Uri) {
    this.#pages = vscode.Uri.joinPath(extensionUri, 'docs', 'rules');
  }

  async handleUri(uri: vscode.Uri): Promise<void> {
    const rule = ruleOf(uri.path);
    if (rule !== undefined) await this.open(rule);
  }

  /** Shows the page of a rule; says so where there is none. */
  async open(rule: string): Promise<void> {
    const page = vscode.Uri.joinPath(this.#pages, `${rule}.md`);
    try {
      // On the web only reading tells; the file system there knows no more of a file than its address.
      await vscode.workspace.fs.readFile(page);
    } catch {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('This version has no page on a rule “{0}”.', rule),
      );
      return;
    }
    await showPreview(page);
  }
}

/** Offers rule pages by address, for findings, and by command, for hovers: they drop every address with the editor's own scheme. */
export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable[] {
  const pages = new RulePages(extensionUri);
  return [
    vscode.window.registerUriHandler(pages),
    vscode.commands.registerCommand(ClientCommand.openRulePage, async (id: unknown) => {
      const rule = typeof id === 'string' ? ruleOf(`/rules/${id}`) : undefined;
      if (rule !== undefined) await pages.open(rule);
    }),
  ];
}
