/** Which fix a client makes at one key. */
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { createService } from '../../../server/src/service.ts';
import type { Client } from '../../../server/src/service.ts';

const CLIENT: Client = {
  snippets: true,
  snippetEdits: true,
  commands: new Set(),
  documentationBase: undefined,
  documentationEnd: '',
};

/** The titles of the preferred and of the other actions on `at`. */
function actionsOn(at: string, use: string): { preferred: string[]; others: string[] } {
  const text = `version: 1
integrations:
  uploader:
    kind: internal-integration
    scopes:
      - scope: org:admin
        rationale: It creates the releases of the shop.
    uses:
      - ${use}
`;
  const document = TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text);
  const position = document.positionAt(text.indexOf(at));
  const actions = createService({ today: () => parseDay('2026-11-23') ?? 0 })
    .codeActions(document, { start: position, end: position }, undefined, CLIENT)
    .filter(({ diagnostics }) => diagnostics !== undefined);
  const titles = (isPreferred: boolean): string[] =>
    actions.filter((action) => (action.isPreferred === true) === isPreferred).map(({ title }) => title);
  return { preferred: titles(true), others: titles(false) };
}

it('the least set is, also where narrower scopes are offered beside it', () => {
  const { preferred, others } = actionsOn('org:admin', 'GET /organizations/acme/projects/');
  expect(preferred).toEqual(['Replace 1 scope by the least one, org:read']);
  expect(others.some((title) => title.startsWith('Narrow org:admin to'))).toBe(true);
});

it('the least set is not where it rests on a guess', () => {
  const { preferred, others } = actionsOn(
    'org:admin',
    'POST /projects/acme/shop/files/preprodartifacts/assemble/',
  );
  expect(preferred).toEqual([]);
  expect(others.some((title) => title.startsWith('Replace 1 scope by'))).toBe(true);
});
