/** Manifests of any size to measure with; the same size gives the same text but for its dates, which stay fresh. */

const SCOPES = [
  'org:read',
  'project:read',
  'project:releases',
  'event:read',
  'team:read',
  'member:read',
  'alerts:read',
];
const USES = [
  'sentry-cli releases new',
  'GET /api/0/organizations/{organization_id_or_slug}/issues/',
  'GET /api/0/organizations/{organization_id_or_slug}/members/',
  'GET /api/0/teams/{organization_id_or_slug}/{team_id_or_slug}/members/',
  'sentry-cli monitors list',
];
const WORK = [
  'creates releases',
  'reports what broke',
  'keeps the list of owners',
  'counts what is unresolved',
];

/**
 * @param {number} size how many integrations
 * @param {string} [name] makes the names of one file differ from those of another
 */
export function manifestOf(size, name = 'app') {
  const entries = Array.from({ length: size }, (_, i) => entryOf(i, `${name}-${String(i)}`));
  return `version: 1\norganization: acme\nreview:\n  every: 90 days\n\nintegrations:\n${entries.join('')}`;
}

/** @param {number} i @param {string} name */
function entryOf(i, name) {
  const count = 3 + (i % 3);
  const scopes = Array.from({ length: count }, (_, k) => SCOPES[(i + k) % SCOPES.length] ?? '');
  // One in ten is wrong in a way that a schema sees too.
  const kind = i % 10 === 3 ? 'internal-integratoin' : 'internal-integration';
  return [
    `  ${name}:`,
    `    kind: ${kind}`,
    `    purpose: For the ${name} team it ${WORK[i % WORK.length] ?? ''} and tells them by mail.`,
    `    owner: team-${String(i % 40)}@acme.example`,
    '    credential:',
    `      storedIn: vault://acme/sentry/${name}`,
    `      rotated: ${daysAgo(20 + (i % 50))}`,
    '    scopes:',
    ...scopes.flatMap((scope) => [
      `      - scope: ${scope}`,
      `        rationale: The nightly job of ${name} asks for it when it ${WORK[(i + scope.length) % WORK.length] ?? ''}.`,
    ]),
    '    uses:',
    ...Array.from({ length: count }, (_, k) => `      - ${USES[(i + k) % USES.length] ?? ''}`),
    '    reviews:',
    `      - date: ${daysAgo(30 + (i % 40))}`,
    '        by: dana@acme.example',
    '',
  ].join('\n');
}

/** @param {number} days */
function daysAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
