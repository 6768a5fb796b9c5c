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

/** The titles of the preferred and of the other actions on `at` in an integration with this use. */
function actionsOn(at: string, use: string): { preferred: string[]; others: string[] } {
  return actionsIn(
    `version: 1
integrations:
  uploader:
    kind: internal-integration
    scopes:
      - scope: org:admin
        rationale: It creates the releases of the shop.
    uses:
      - ${use}
`,
    at,
  );
}

function actionsIn(text: string, at: string): { preferred: string[]; others: string[] } {
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

it('the least set is not where it ends before what it takes the place of', () => {
  const text = (until: string): string => `version: 1
integrations:
  wallboard:
    kind: internal-integration
    scopes:
      - scope: org:read
        rationale: The names of the teams stand on the wallboard.
        until: 2026-12-31
      - scope: org:write
        rationale: Settings of the organization were written by it once.${until}
    uses:
      - GET /organizations/{org}/teams/
`;
  const { preferred, others } = actionsIn(text(''), 'org:write');
  expect(preferred).toEqual([]);
  expect(others).toContain('Replace 2 scopes by the least one, org:read; org:read ends on 2026-12-31');
  expect(actionsIn(text('\n        until: 2026-12-31'), 'org:write').preferred).toEqual([
    'Replace 2 scopes by the least one, org:read',
  ]);
});

/** An integration of these scopes and uses, each as the lines of its list. */
function holding(scopes: readonly string[], uses: readonly string[]): string {
  const list = (items: readonly string[]): string => items.map((item) => `      - ${item}\n`).join('');
  return `version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n    scopes:\n${list(scopes)}    uses:\n${list(uses)}`;
}

it.each([
  [
    'a new scope that ends with a stronger one',
    [
      '{ scope: project:read, rationale: Lists them. }',
      '{ scope: project:admin, rationale: Renames them., until: 2026-12-31 }',
    ],
    ['GET /api/0/projects/', 'PUT /api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/'],
    'project:admin',
    'Replace 2 scopes by the least one, project:write; project:write ends on 2026-12-31',
  ],
  [
    'one that stays and takes the place of a weaker one',
    ['{ scope: project:write, rationale: Renames., until: 2026-12-31 }', 'project:read', 'team:admin'],
    ['GET /api/0/projects/', 'PUT /api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/'],
    'team:admin',
    'Replace 3 scopes by the least one, project:write; project:write ends on 2026-12-31',
  ],
  [
    'another one that serves the use as well',
    ['org:read', '{ scope: alerts:read, rationale: Lists alerts., until: 2026-12-31 }'],
    ['GET /api/0/organizations/{organization_id_or_slug}/alert-rules/'],
    'org:read',
    'Replace 2 scopes by the least one, alerts:read; alerts:read ends on 2026-12-31',
  ],
])('nor is the least set where a use ends sooner by %s', (_, scopes, uses, at, title) => {
  const { preferred, others } = actionsIn(holding(scopes, uses), at);
  expect(preferred).toEqual([]);
  expect(others).toContain(title);
});

it('nor is it where the only reason for what stays would go', () => {
  const uses = ['GET /api/0/organizations/{organization_id_or_slug}/'];
  const reason = 'rationale: Shows the name of the shop.';
  const twice = ['org:read', `{ scope: org:read, ${reason}, until: 2027-06-30 }`, 'project:read'];
  const title = 'Replace 3 scopes by the least one, org:read';
  expect(actionsIn(holding(twice, uses), 'project:read').others).toContain(title);
  const said = [`{ scope: org:read, ${reason} }`, 'org:read', 'project:read'];
  expect(actionsIn(holding(said, uses), 'project:read').preferred).toEqual([title]);
});

it('the least set is not offered where it would bring back what has ended', () => {
  const scopes = ['project:admin', '{ scope: org:read, rationale: Shows the name., until: 2026-11-01 }'];
  const uses = ['PUT /api/0/organizations/{organization_id_or_slug}/'];
  const { preferred, others } = actionsIn(holding(scopes, uses), 'project:admin');
  expect([...preferred, ...others].filter((title) => title.startsWith('Replace'))).toEqual([]);
});

/** A self-made app of which `Issues` is of no use to the declared feature. */
function ownApp(service: string): string {
  return `version: 1
server: https://sentry.acme.example
integrations:
  github:
    kind: service
    service: ${service}
    features: [commits]
    permissions:
      - { permission: Contents, access: read }
      - { permission: Issues, access: write }
      - { permission: Checks, access: write }
`;
}

it('so are the least permissions, where the service is well known', () => {
  const { preferred, others } = actionsIn(ownApp('github'), 'Issues');
  expect(preferred).toEqual(['Bring 2 permissions down to what the declared features need']);
  expect(others).toContain('Remove Issues');
  expect(actionsIn(ownApp('github_enterprise'), 'Issues').preferred).toEqual([]);
});
