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
 * A value on one line of a manifest.
 * @typedef {{line: number, start: number, end: number, value: string}} Place
 * @typedef {object} Manifest
 * @property {number} size how many integrations
 * @property {string} text
 * @property {Place} kind that of the integration in the middle, in which no rule finds anything
 * @property {Place} scope its first scope
 * @property {Place} typo the kind of the integration before it, which is none that a schema knows
 * @property {string} first the name of the first integration
 */

/**
 * @param {number} size
 * @param {string} [name] makes the names of one file differ from those of another
 * @returns {Manifest}
 */
export function manifestOf(size, name = 'app') {
  const middle = size >> 1;
  const entries = Array.from({ length: size }, (_, i) => {
    const own = `${name}-${String(i)}`;
    if (i === middle) return tidyEntry(own, KIND);
    return i === middle - 1 ? tidyEntry(own, TYPO) : entryOf(i, own);
  });
  const text = `version: 1\norganization: acme\nreview:\n  every: 90 days\n\nintegrations:\n${entries.join('')}`;
  return {
    size,
    text,
    kind: placeOf(text, `${name}-${String(middle)}`, '    kind: ', KIND),
    scope: placeOf(text, `${name}-${String(middle)}`, '      - scope: ', SCOPE),
    typo: placeOf(text, `${name}-${String(middle - 1)}`, '    kind: ', TYPO),
    first: `${name}-0`,
  };
}

/** @param {string} text @param {string} name of the integration @param {string} key @param {string} value @returns {Place} */
function placeOf(text, name, key, value) {
  const lines = text.split('\n');
  const line = lines.indexOf(key + value, lines.indexOf(`  ${name}:`));
  return { line, start: key.length, end: key.length + value.length, value };
}

const SCOPE = 'project:releases';
const KIND = 'internal-integration';
const TYPO = 'internal-integratoin';

/** An integration whose scopes are the least for what it uses. @param {string} name @param {string} kind */
function tidyEntry(name, kind) {
  return [
    `  ${name}:`,
    `    kind: ${kind}`,
    `    purpose: Announces each version of ${name} and retires those that nobody runs any more.`,
    '    owner: team-release@acme.example',
    '    credential:',
    `      storedIn: vault://acme/sentry/${name}`,
    `      rotated: ${daysAgo(20)}`,
    '    scopes:',
    `      - scope: ${SCOPE}`,
    `        rationale: The pipeline of ${name} announces versions and retires old ones every night.`,
    '      - scope: event:read',
    `        rationale: A version of ${name} stays while something that was seen in it is open.`,
    '      - scope: team:read',
    `        rationale: Looks up whom to tell when a version of ${name} is retired.`,
    '    uses:',
    '      - sentry-cli releases new',
    '      - DELETE /api/0/organizations/{organization_id_or_slug}/releases/{version}/',
    '      - GET /api/0/organizations/{organization_id_or_slug}/issues/',
    '      - GET /api/0/teams/{organization_id_or_slug}/{team_id_or_slug}/members/',
    '    reviews:',
    `      - date: ${daysAgo(30)}`,
    '        by: dana@acme.example',
    '',
  ].join('\n');
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
