import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, day, manifest, openFile, until, provided } from './support.ts';

const SCOPES = [
  '- scope: team:admin',
  '  rationale: &why Lists the teams, see https://wiki.acme.example/why.',
  '- scope: org:read',
  '  rationale: *why',
];

suite('structure', () => {
  teardown(closeEditors);

  async function open(name: string): Promise<vscode.TextDocument> {
    const text = manifest({ scopes: SCOPES }).replace(
      '    reviews:',
      '    uses:\n      - GET /api/0/organizations/\n    reviews:',
    );
    const { document } = await openFile(`${name}.sentry-permissions.yaml`, text);
    return document;
  }

  function place(document: vscode.TextDocument, text: string, after = 0): vscode.Position {
    return document.positionAt(document.getText().indexOf(text) + after);
  }

  test('the outline shows integrations and what they hold', async () => {
    const document = await open('outline');
    const [bot] = await until('there are symbols', async () => {
      const symbols = await provided<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      return symbols?.some(({ name }) => name === 'release-bot') ? symbols : undefined;
    });
    assert.ok(bot);
    assert.equal(bot.name, 'release-bot');
    assert.equal(bot.detail, 'internal-integration');
    assert.deepEqual(
      bot.children.map(({ name, children }) => [name, ...children.map((child) => child.name)]),
      [
        ['credential'],
        ['scopes', 'team:admin', 'org:read'],
        ['uses', 'GET /api/0/organizations/'],
        ['reviews', day(-1)],
      ],
    );
  });

  test('an integration is found by its name from anywhere', async () => {
    await open('anywhere');
    const found = await until('there are symbols', async () => {
      const symbols = await provided<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'release-bot',
      );
      return symbols.find(({ location }) => location.uri.path.endsWith('/anywhere.sentry-permissions.yaml'));
    });
    assert.equal(found.name, 'release-bot');
    assert.equal(found.containerName, 'acme');
  });

  test('entries and lists fold', async () => {
    const document = await open('folding');
    const line = (text: string): number => place(document, text).line;
    const folds = await until('there are folds', async () => {
      const ranges = await provided<vscode.FoldingRange[] | undefined>(
        'vscode.executeFoldingRangeProvider',
        document.uri,
      );
      return ranges && ranges.length > 0 ? ranges : undefined;
    });
    const ends = new Map(folds.map(({ start, end }) => [start, end]));
    assert.equal(ends.get(line('integrations:')), document.lineCount - 2);
    assert.equal(ends.get(line('    scopes:')), line('rationale: *why'));
    assert.equal(ends.get(line('- scope: team:admin')), line('rationale: &why'));
  });

  test('addresses and operations are links', async () => {
    const document = await open('links');
    const links = await until('there are links', async () => {
      const found = await provided<vscode.DocumentLink[] | undefined>(
        'vscode.executeLinkProvider',
        document.uri,
      );
      return found?.find(({ tooltip }) => tooltip?.includes('Sentry’s documentation')) ? found : undefined;
    });
    const targets = links.map(({ range, target }) => [document.getText(range), target?.toString()]);
    assert.ok(
      targets.some(
        ([text, target]) =>
          text === 'https://wiki.acme.example/why' && target === 'https://wiki.acme.example/why',
      ),
      JSON.stringify(targets),
    );
    const [, page] = targets.find(([text]) => text === 'GET /api/0/organizations/') ?? [];
    assert.match(page ?? '', /^https:\/\/docs\.sentry\.io\/api\//);
  });

  test('selection grows from the word to the entry', async () => {
    const document = await open('selection');
    const [chain] = await until('there are ranges', async () => {
      const found = await provided<vscode.SelectionRange[] | undefined>(
        'vscode.executeSelectionRangeProvider',
        document.uri,
        [place(document, 'org:read', 2)],
      );
      return found?.[0]?.parent ? found : undefined;
    });
    const texts: string[] = [];
    for (let at = chain; at; at = at.parent) texts.push(document.getText(at.range));
    assert.ok(texts.includes('scope: org:read'), texts.join('\n–\n'));
    assert.ok(texts.some((text) => text.startsWith('release-bot:')));
  });

  test('an anchor is found from its alias and renamed with it', async () => {
    const document = await open('anchor');
    const alias = place(document, '*why', 2);
    const [definition] = await until('there is a definition', async () => {
      const found = await provided<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        alias,
      );
      return found.length > 0 ? found : undefined;
    });
    assert.ok(definition);
    assert.equal(document.getText(definition.range), '&why');
    const references = await provided<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      alias,
    );
    assert.deepEqual(references.map(({ range }) => document.getText(range)).sort(), ['&why', '*why']);
    const edit = await provided<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      alias,
      'reason',
    );
    const before = document.getText();
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), before.replace('&why', '&reason').replace('*why', '*reason'));
    await assert.rejects(
      async () => provided('vscode.executeDocumentRenameProvider', document.uri, alias, 'two words'),
      /YAML allows no spaces/,
    );
  });

  test('hints say what a scope includes and when the next review is due, each until it is switched off', async () => {
    const document = await open('hints');
    const settings = vscode.workspace.getConfiguration('sentryPermissions.inlayHints');
    const labels = async (): Promise<string[]> => {
      const hints = await provided<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      return hints.map(({ label }) =>
        (typeof label === 'string' ? label : label.map(({ value }) => value).join('')).replace(
          /\d+ op/,
          'n op',
        ),
      );
    };
    const become = (...expected: string[]): Promise<true> =>
      until(`the hints are ${JSON.stringify(expected)}`, async () =>
        (await labels()).join('|') === expected.join('|') ? true : undefined,
      );
    const scope = 'includes team:read and team:write';
    const review = `next review ${day(89)}`;
    const all = ['reaches n operations, 1 declared', scope, 'served by org:read', review];
    await become(...all);
    try {
      await settings.update('uses', false, vscode.ConfigurationTarget.Global);
      await become(scope, review);
      await settings.update('impliedScopes', false, vscode.ConfigurationTarget.Global);
      await become(review);
      await settings.update('reviewDue', false, vscode.ConfigurationTarget.Global);
      await become();
    } finally {
      await settings.update('uses', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('impliedScopes', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('reviewDue', undefined, vscode.ConfigurationTarget.Global);
    }
    await become(...all);
  });
});
