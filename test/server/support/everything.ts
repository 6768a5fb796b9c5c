/** All that an editor asks about a text, at a few of its places. Whoever throws here would have thrown in an editor. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { formatter } from '../../../server/src/formatter/formatter.ts';
import { ClientCommand } from '../../../server/src/protocol.ts';
import { createService } from '../../../server/src/service.ts';
import type { Client, Service } from '../../../server/src/service.ts';
import { countErrors } from '../../../server/src/yaml/compose.ts';

const URI = 'file:///project/sentry-permissions.yaml';
const CLIENT: Client = {
  commands: new Set(Object.values(ClientCommand)),
  snippetEdits: true,
  snippets: true,
  documentationBase: 'file:///docs/',
  documentationEnd: '.md',
};
const ALL_HINTS = { impliedScopes: true, reviewDue: true, uses: true };

/** Asks everything at these shares of the text; throws where an answer is not of its form. */
export async function askEverything(
  text: string,
  today: number,
  shares: readonly number[] = [0, 0.3, 0.7, 1],
): Promise<void> {
  const service = createService({ today: () => today });
  const document = TextDocument.create(URI, 'sentry-permissions', 1, text);
  const all = { start: document.positionAt(0), end: document.positionAt(text.length) };

  for (const { range, message } of service.diagnostics(document, CLIENT)) {
    assert.ok(document.offsetAt(range.start) <= document.offsetAt(range.end), JSON.stringify(message));
  }
  service.documentSymbols(document, true);
  service.documentSymbols(document, false);
  service.workspaceSymbols([document], 'a');
  service.foldingRanges(document, {});
  service.documentLinks(document, true);
  service.inlayHints(document, all, ALL_HINTS);
  service.codeLenses(document, CLIENT);
  service.reviewLenses(document, CLIENT);
  service.checked(document);
  service.owners(document);
  for (const { owner } of service.owners(document).slice(0, 2)) {
    for (const { places } of service.acceptable(document, owner).rules) {
      const answers = places.map(({ id }) => ({ id, text: 'x: y' }));
      service.acceptMany(document, { uri: URI, until: '9000-01-01', by: 'dana', answers });
    }
  }
  const { places: bare } = service.allBareGrants(document);
  service.addRationales(document, { uri: URI, answers: bare.map(({ id }) => ({ id, text: 'x: y' })) });
  service.codeActions(document, all, undefined, CLIENT);
  service.codeActions(document, all, ['source.fixAll'], CLIENT);
  service.markManyReviewed(document, { uri: URI, by: 'dana', notes: 'x' });
  for (const share of shares) askAt(service, document, Math.floor(share * text.length));
  await askFormatting(service, document);
}

function askAt(service: Service, document: TextDocument, offset: number): void {
  const position = document.positionAt(offset);
  const target = { uri: URI, position };
  service.hover(document, position, CLIENT);
  for (const item of service.completions(document, position, CLIENT).items.slice(0, 3))
    service.resolveCompletion(item, CLIENT);
  service.selectionRanges(document, [position]);
  service.definition(document, position);
  service.references(document, position, true);
  service.highlights(document, position);
  service.prepareRename(document, position);
  service.rename(document, position, 'other');
  service.bareGrants(document, target);
  service.explainLeast(document, target);
  service.replaceByLeast(document, target);
  service.addUses(document, target, ['sentry-cli info']);
  service.matchRequests(document, target, ['GET /api/0/organizations/']);
  service.markManyReviewed(document, { uri: document.uri, by: 'dana', notes: '' });
}

/** Laid out anew it has no more errors than before, and laying it out once more changes nothing. */
async function askFormatting(service: Service, document: TextDocument): Promise<void> {
  const first = await service.formatting(document, formatter, { tabSize: 2 });
  if ('refused' in first) return;
  const after = TextDocument.applyEdits(document, [...first.edits] as TextEdit[]);
  assert.ok(countErrors(after) <= countErrors(document.getText()), 'formatting broke it');
}
