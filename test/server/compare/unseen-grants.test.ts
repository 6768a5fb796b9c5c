/** No grant vanishes unseen: what a slip of the hand takes out of its list is an error that nobody silences, and a fault where states are compared. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { FORM_RULES } from '../../../server/src/lint/lint.ts';
import { compare, TODAY } from './support.ts';

const FORM = [...FORM_RULES.keys()].map((rule) => `${rule}: off`).join(', ');

const GOOD = `version: 1
rules: { ${FORM} }
integrations:
  bot:
    kind: internal-integration
    purpose: Shows the events of the shop on the wall.
    scopes:
      - scope: event:read
        rationale: Draws the curve.
      - org:admin
    reviews:
      - { date: 2026-11-20, by: dana@acme.example }
`;
const ADMIN = '      - org:admin\n';
const WHY = '        rationale: Draws the curve.\n';
const LISTED = GOOD.slice(GOOD.indexOf('    scopes'), GOOD.indexOf('    reviews'));

/** The manifest with one of its grants in the wrong place. */
const without = (from: string, to: string, grant = ADMIN): string =>
  GOOD.replace(grant, '').replace(from, () => to);

/** The manifest without the line of its integrations, so that they stand below what is above them. */
const below = (above: string): string =>
  GOOD.replace(/^rules.*\n/m, above.startsWith('rules') ? '' : '$&').replace('integrations:\n', above);

const unseen: [string, string][] = [
  ['below a text', GOOD.replace(ADMIN, '          - org:admin\n')],
  ['below a day', GOOD.replace(WHY + ADMIN, '        until: 2027-01-31\n          - org:admin\n')],
  ['in a text of many lines', GOOD.replace(WHY, '        rationale: |\n          Draws it.\n    ')],
  [
    'a whole item in one',
    GOOD.replace(WHY + ADMIN, '        rationale: >-\n          Draws it.\n          - scope: org:admin\n'),
  ],
  [
    'the list itself in one',
    GOOD.replace(LISTED, '').replace('purpose: Shows', 'purpose: >-\n      scopes: [org:admin]\n      Shows'),
  ],
  ['behind a text that lost its line break', GOOD.replace(`\n${ADMIN}`, `  ${ADMIN}`)],
  ['an item behind one', GOOD.replace(`\n${ADMIN}`, ' - scope: org:admin\n')],
  ['a list behind a text', GOOD.replace(LISTED, '').replace('wall.', 'wall. scopes: [org:admin]')],
  [
    'a list behind a text with no blank',
    GOOD.replace(LISTED, '').replace('wall.', 'wall.scopes: [org:admin]'),
  ],
  ['a list of lines behind one', GOOD.replace('wall.\n    scopes', 'wall. scopes')],
  [
    'a list behind the last text of a map',
    GOOD.replace(LISTED, '').replace(
      '    reviews',
      '    credential:\n      storedIn: vault://a scopes: [org:admin]\n    reviews',
    ),
  ],
  [
    'a list behind a day',
    GOOD.replace(LISTED, '').replace(
      '    reviews',
      '    credential:\n      rotated: 2026-11-02 scopes: [org:admin]\n    reviews',
    ),
  ],
  [
    'a list behind a text of one’s own',
    GOOD.replace(LISTED, '').replace('purpose', 'x-purpose').replace('wall.', 'wall. scopes: [org:admin]'),
  ],
  ['an end behind a text', GOOD.replace('curve.', 'curve. until: 2026-01-01')],
  [
    'an access behind a permission',
    GOOD.replace(
      LISTED,
      '    service: github\n    permissions: [{ permission: Contents access: write }]\n',
    ).replace('internal-integration', 'service'),
  ],
  ['integrations below the schedule', below('review:\n  every: 90 days\n')],
  ['the same, and the key at the end', `${below('review:\n  every: 90 days\n')}integrations:\n`],
  ['integrations below the rules', `${below(`rules:\n  ${FORM.replaceAll(', ', '\n  ')}\n`)}integrations:\n`],
  [
    'integrations below a key of nobody',
    `${GOOD}tokens:\n  web: { kind: internal-integration, scopes: [org:admin] }\n`,
  ],
  [
    'an integration two steps too far right',
    `${GOOD.replace('    reviews:\n', '    reviews: []\n    review:\n').replace(/ +- \{ date.*\n/, '      every: 90 days\n')}      web: { kind: internal-integration, scopes: [org:admin] }\n`,
  ],
  ...['- scope: org:admin', '- org:admin', '- { scope: org:admin, rationale: Why }'].flatMap(
    (item): [string, string][] =>
      ['reviews', 'uses', 'accept', 'webhooks', 'limitedTo', 'grants'].map((list) => [
        `${item} among ${list}`,
        list === 'reviews'
          ? `${without('', '')}      ${item}\n`
          : without('    reviews', `    ${list}:\n      ${item}\n    reviews`),
      ]),
  ),
  ['a permission among the reviews', `${GOOD}      - permission: Contents\n        access: write\n`],
  [
    'a scope among exceptions of another',
    without(WHY, `${WHY}        accept:\n          - scope: org:admin\n`),
  ],
  ['behind a day', without('curve.\n', 'curve.\n        until: 2027-01-31 - org:admin\n')],
  ['below the schedule', without('version: 1\n', 'version: 1\nreview:\n  every: 90 days\n    - org:admin\n')],
  ['with a line of another text', `${without('', '')}      - org:admin\n        All is well.\n`],
  ['a list of scopes at the edge', `${GOOD}grants: [org:admin]\n`],
  [
    'behind a text of many lines',
    GOOD.replace(
      `${WHY}${ADMIN}`,
      '        rationale: |\n          Draws the\n          curve.      - org:admin\n',
    ),
  ],
  ['below the credential, as its list', GOOD.replace('    scopes:\n', '    credential:\n')],
  [
    'below an item at the edge',
    GOOD.replace('  bot:', 'accept:\n- rule: broad-scope\n  bot:').replace(
      'integrations:\n',
      'integrations: {}\n',
    ),
  ],
  [
    'below a text at the edge',
    GOOD.replace('  bot:\n', '')
      .replace('    kind: internal-integration\n', '')
      .replace('    purpose: ', 'purpose: >-\n  '),
  ],
  ['one with a capital there', `${GOOD}Webhooks: [issue]\n`],
  ...['Scopes: org:admin', 'SCOPES: [org:foo]', 'scops: [org:foo]', 'scops: org:admin', 'Webhooks: [issue]']
    .concat('org:admin: Because', 'org:admin:')
    .flatMap((line): [string, string][] => [
      [`${line} among the keys of a scope`, without(WHY, `${WHY}        ${line}\n`)],
      [
        `${line} below the credential`,
        without('    reviews', `    credential:\n      storedIn: vault://a\n      ${line}\n    reviews`),
      ],
    ]),
  [
    'a scope among the keys of the integration',
    without('    reviews', '    org:admin: Because\n    reviews'),
  ],
  ['a scope among the keys of the file', without('version: 1\n', 'version: 1\norg:admin: Because\n')],
  [
    'an item with its reason among the uses',
    without('    reviews', '    uses:\n      - org:admin: Because\n    reviews'),
  ],
  [
    'a permission of nobody knows which service',
    GOOD.replace('internal-integration', 'service').replace(
      LISTED,
      '    permissions: [{ permission: Contents }]\n',
    ),
  ],
];

describe('a grant that is not read', () => {
  it.each(unseen)('is an error whatever the file says: %s', (_, text) => {
    const told = analyse(text, TODAY).findings.filter(({ rule }) => FORM_RULES.has(rule));
    expect(told).not.toEqual([]);
    for (const { level } of told) expect(level).toBe('error');
  });

  it.each(unseen)('is a fault, and not only narrower: %s', (_, text) => {
    const { faults } = compare(GOOD, text);
    expect(faults).toMatchObject([{ side: 'head' }]);
  });
});

it('is none in the manifest as it was meant, nor in a text that says what it is', () => {
  const quoted = WHY.replace(/: (.*)/, ': "$1\n          - org:admin"');
  for (const text of [
    GOOD,
    without(WHY, quoted),
    without(WHY, `${WHY}        accept: [{ rule: broad-scope, scope: org:admin }]\n`),
    GOOD.replace(WHY, '        rationale: |\n          lists  - org:read\n          all    - org:admin\n'),
    without(WHY, `${WHY}        ticket: org:admin\n        scopenote: See the wiki.\n`),
  ])
    expect(compare(GOOD, text).faults).toEqual([]);
});
