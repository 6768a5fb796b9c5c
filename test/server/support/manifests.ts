/** Manifests for property tests: well-formed ones of every style, and ways to damage them. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The example that the documentation shows. */
export const EXAMPLE = readFileSync(
  fileURLToPath(new URL('../../../examples/sentry-permissions.yaml', import.meta.url)),
  'utf8',
);

/** A file with the faults that people make, in block and in flow style. */
export const FAULTY = `# every trap at once
version: 1
organization: acme
review: { every: 90 }
rules: { broad-scope: warning }
integrations:
  "quoted name": # a comment
    kind: internal-integraton
    purpose: Reads: everything
    owner: @acme/team
    scopes:
      - org: read
      - org:admin # too much
      - scope: org:read
        rationale: Looks up the projects it reports on.
      - { scope: release:admin, rationale: "Creates it, then deletes it" }
      - scope: proj:read
        until: 2026-1-1
        accept:
          - rule: broad-scope
          - { rule: unknown-scope, reason: Ticket 12, until: 2026-01-01 }
    uses: [GET /api/0/{x}/, @sentry/webpack-plugin]
    reviews:
      - { date: 2025-01-01, by: dana, of: p1-00000000, notes: a, and b }
    foo: 1
  anchored: &base
    kind: service
    service: github
    permissions:
      - permission: Contents
        access: read
  copy: *base
  flow: { kind: organization-token, scopes: [org:ci, org:ci, event:admin, event:read], owner: , reviews: [] }
  empty:
x-own: { anything: [1, 2] }
`;

const SCOPES = [
  'org:read',
  'org:admin',
  'org:write',
  'project:read',
  'project:releases',
  'event:admin',
  'event:read',
  'team:read',
  'member:write',
  'org:ci',
  'release:admin',
  'nonsense',
];
const KINDS = [
  'internal-integration',
  'organization-token',
  'personal-token',
  'service',
  'oauth-application',
  'robot',
];
const TEXTS = [
  'Reads the list of releases.',
  'needed',
  'it\'s: "quoted"',
  '# no comment',
  '- dash',
  'ünïcödé 🎈',
  '{flow}',
  'x',
];

const quoted = (text: string): string => JSON.stringify(text);
const text = fc.constantFrom(...TEXTS).map(quoted);
const date = fc
  .integer({ min: 20_000, max: 21_500 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

const scopeItem = fc
  .record({
    scope: fc.constantFrom(...SCOPES),
    rationale: fc.option(text),
    until: fc.option(date),
    form: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ scope, rationale, until, form }) => {
    if (form === 0) return `      - ${scope}`;
    const pairs = [
      `scope: ${scope}`,
      ...(rationale === null ? [] : [`rationale: ${rationale}`]),
      ...(until === null ? [] : [`until: ${until}`]),
    ];
    return form === 1 ? `      - { ${pairs.join(', ')} }` : `      - ${pairs.join('\n        ')}`;
  });

const USES = [
  'sentry-cli releases new',
  'sentry-cli releases set-commits --auto',
  'sentry-cli projects list',
  'DELETE /api/0/organizations/{organization_id_or_slug}/members/{member_id}/',
  'sentry-cli code-mappings upload',
  'our own script',
];
const WEBHOOKS = ['issue', 'issue.created', 'preprod_artifact', 'isue'];

const SERVICES = [
  'github',
  'github_enterprise',
  'slack',
  'gcp',
  'vercel',
  'opsgenie',
  'Azure DevOps',
  'githup',
];
const PERMISSIONS = [
  'Contents',
  'Pull requests',
  'members',
  'Checks',
  'chat:write.public',
  'roles/logging.viewer',
  'roles/mcp.toolUser',
  'everything',
];
const ACCESS = ['read', 'write', 'Read-only', 'admin'];
const FEATURES = [
  'suspect-commits',
  'resolve-by-pull-request',
  'Code owners',
  'logs',
  'alert-rule',
  'nonsense',
];

const permissionItem = fc
  .record({
    permission: fc.constantFrom(...PERMISSIONS),
    access: fc.option(fc.constantFrom(...ACCESS)),
    rationale: fc.option(text),
    flow: fc.boolean(),
  })
  .map(({ permission, access, rationale, flow }) => {
    const pairs = [
      `permission: ${permission}`,
      ...(access === null ? [] : [`access: ${access}`]),
      ...(rationale === null ? [] : [`rationale: ${rationale}`]),
    ];
    return flow ? `{ ${pairs.join(', ')} }` : pairs;
  });

/** Some lists of maps that have one pair each and no braces, by key. */
const bareLists = fc.record({
  scopes: fc.option(
    fc.constantFrom(...SCOPES).map((scope) => `    scopes: [scope: ${scope}, org:read]`),
    { freq: 4 },
  ),
  permissions: fc.option(
    fc.constantFrom(...PERMISSIONS).map((name) => `    permissions: [ permission: ${quoted(name)} ]`),
    { freq: 4 },
  ),
  reviews: fc.option(
    date.map((day) => `    reviews: [date: ${day}]`),
    { freq: 4 },
  ),
  accept: fc.option(fc.constantFrom('broad-scope', '').map((rule) => `    accept: [rule: ${rule}]`)),
});

/** The list of permissions, in either style; all in flow where one line holds it. */
const permissionList = fc
  .record({ items: fc.array(permissionItem, { maxLength: 5 }), flow: fc.boolean() })
  .map(({ items, flow }) => {
    if (flow && items.every((item) => typeof item === 'string'))
      return [`    permissions: [${items.join(', ')}]`];
    if (items.length === 0) return [];
    const lines = items.map((item) => `      - ${typeof item === 'string' ? item : item.join('\n        ')}`);
    return ['    permissions:', ...lines];
  });

/** A list of plain texts in either style, or none. */
const listOf = (key: string, words: readonly string[]): fc.Arbitrary<string[]> =>
  fc
    .record({ items: fc.array(fc.constantFrom(...words), { maxLength: 3 }), flow: fc.boolean() })
    .map(({ items, flow }) => {
      if (items.length === 0) return [];
      return flow
        ? [`    ${key}: [${items.map(quoted).join(', ')}]`]
        : [`    ${key}:`, ...items.map((item) => `      - ${item}`)];
    });

const integration = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    purpose: fc.option(text),
    owner: fc.option(text),
    scopes: fc.array(scopeItem, { maxLength: 5 }),
    scopesLast: fc.boolean(),
    uses: listOf('uses', USES),
    webhooks: listOf('webhooks', WEBHOOKS),
    service: fc.option(fc.constantFrom(...SERVICES)),
    permissions: permissionList,
    features: listOf('features', FEATURES),
    limitedTo: listOf('limitedTo', ['acme/shop']),
    reviews: fc.array(fc.record({ date, by: text, flow: fc.boolean() }), { maxLength: 2 }),
    comment: fc.boolean(),
    bare: fc.option(bareLists),
  })
  .map(({ kind, purpose, owner, scopes, scopesLast, uses, webhooks, reviews, comment, bare, ...there }) => {
    const granted = bare?.scopes ? [bare.scopes] : scopes.length > 0 ? ['    scopes:', ...scopes] : [];
    const permissions = bare?.permissions ? [bare.permissions] : there.permissions;
    return [
      `    kind: ${kind}`,
      ...(purpose === null ? [] : [`    purpose: ${purpose}`]),
      ...(comment ? ['    # what follows was agreed'] : []),
      ...(owner === null ? [] : [`    owner: ${owner}`]),
      ...(scopesLast ? [] : granted),
      ...uses,
      ...webhooks,
      ...(kind === 'service' && there.service !== null
        ? [`    service: ${there.service}`, ...there.features, ...permissions, ...there.limitedTo]
        : []),
      ...(bare?.accept ? [bare.accept] : []),
      ...(bare?.reviews
        ? [bare.reviews]
        : reviews.length > 0
          ? [
              '    reviews:',
              ...reviews.map(({ date: day, by, flow }) =>
                flow ? `      - { date: ${day}, by: ${by} }` : `      - date: ${day}\n        by: ${by}`,
              ),
            ]
          : []),
      ...(scopesLast ? granted : []),
    ].join('\n');
  });

/** What the names of entries begin with: plain words, and what only looks as if it could not be cut. */
const NAMES = ['', 'Ops (old), ', '🎈 R&D:', "it's "];

/** Manifests that are valid YAML. */
export const manifests: fc.Arbitrary<string> = fc
  .record({
    entries: fc.array(integration, { maxLength: 4 }),
    eol: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
    version: fc.boolean(),
    selfHosted: fc.boolean(),
  })
  .map(({ entries, eol, last, version, selfHosted }) => {
    const lines = [
      ...(version ? ['version: 1'] : ['# no version']),
      ...(selfHosted ? ['server: https://sentry.acme.example'] : []),
      'integrations:',
      ...entries.map((entry, i) => `  ${NAMES[i] ?? ''}app-${String(i)}:\n${entry}`),
      ...(last ? [''] : []),
    ];
    return lines.join('\n').replaceAll('\n', eol);
  });

/** One change somewhere in a text. */
export interface Damage {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

const FRAGMENTS = [
  '',
  '',
  '',
  '"',
  "'",
  ':',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\n    ',
  '\t',
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  ' #',
  '&a ',
  '*a',
  '!',
  '|\n',
  '>-\n',
  '%',
  '@',
  '`',
  '?',
  '<<: ',
  '---\n',
  '...\n',
  '\r\n',
  '\u0000',
  '\uFEFF',
  '🎈',
  '\uD800',
  'org: read',
  'scope: ',
  '~',
  'null',
  '2026-13-45',
  '__proto__: ',
  'constructor: x',
  'x-a: 1',
];

/** Some changes; `at` is a share of the text's length. */
export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 12 }),
    insert: fc.constantFrom(...FRAGMENTS),
  }),
  { minLength: 1, maxLength: 4 },
);

/** The text with the changes made, one after the other. */
export function damaged(source: string, changes: readonly Damage[]): string {
  return changes.reduce((current, { at, length, insert }) => {
    const start = Math.floor(at * current.length);
    return current.slice(0, start) + insert + current.slice(start + length);
  }, source);
}
