/** What hangs on a key that is no text is read by nobody: an error that nobody silences, and a fault where states are compared. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { FORM_RULES } from '../../../server/src/lint/lint.ts';
import { compare, TODAY } from './support.ts';

const OFF = [...FORM_RULES.keys()].map((rule) => `${rule}: off`).join(', ');
const GOOD = `version: 1
rules: { ${OFF} }
integrations:
  bot:
    kind: internal-integration
    scopes:
      - scope: event:read
        rationale: Draws the curve.
    credential:
      storedIn: vault://a
    reviews:
      - date: 2026-11-20
  chat:
    kind: service
    service: slack
    permissions:
      - permission: chat:write
`;
const behind = (line: string, added: string): string => GOOD.replace(line, `${line}${added}`);
const WHY = '        rationale: Draws the curve.\n';
const STORED = '      storedIn: vault://a\n';
const REVIEW = '      - date: 2026-11-20\n';
const KIND = '    kind: internal-integration\n';

const hiding: [string, string][] = [
  ['an integration', `${GOOD}  ? evil:\n      kind: internal-integration\n      scopes: [org:admin]\n`],
  ['one in braces', `${GOOD}  ? { evil: 1 }\n  : kind: internal-integration\n    scopes: [org:admin]\n`],
  ['one in brackets', `${GOOD}  ? [evil]\n  : kind: internal-integration\n    scopes: [org:admin]\n`],
  ['one before the others', behind('integrations:\n', '  ? evil:\n      scopes: [org:admin]\n')],
  [
    'one in a flow map',
    GOOD.replace(/integrations:\n[^]*/, 'integrations: { ? { evil: { scopes: [org:admin] } } }\n'),
  ],
  ['all integrations', `${GOOD}? integrations:\n    evil: { kind: personal-token, scopes: [org:admin] }\n`],
  ['anything at the top level', `${GOOD}? [evil]\n`],
  ['the scopes', GOOD.replace('    scopes:\n', '    ? scopes:\n')],
  ['a kind', GOOD.replace(KIND, '    ? kind: personal-token\n')],
  ['a list under a map', behind(KIND, '    ? { x: [y] }\n    : scopes: [org:admin]\n')],
  ['webhooks', behind(KIND, '    ? webhooks: [issue]\n')],
  ['permissions', behind('    service: slack\n', '    ? permissions:\n        - permission: users:read\n')],
  ['a scope among the keys of one', behind(WHY, '        ? { scope: org:admin }\n        : x\n')],
  ['an end', behind(WHY, '        ? until: 2026-01-01\n')],
  ['an access', behind('      - permission: chat:write\n', '        ? access: write\n')],
  ['scopes below a credential', behind(STORED, '      ? scopes: [org:admin]\n')],
  ['a scope within a review', behind(REVIEW, '        ? [x]\n        : { scope: org:admin }\n')],
  [
    'an integration below the schedule',
    behind('version: 1\n', 'review:\n  ? [x]\n  : kind: personal-token\n'),
  ],
  [
    'an integration below a key of nobody',
    `${GOOD}tokens:\n  ? evil:\n      kind: internal-integration\n      scopes: [org:admin]\n`,
  ],
];

describe('a key that is no text', () => {
  it.each(hiding)('is an error whatever the file says: %s', (_, text) => {
    const told = analyse(text, TODAY).findings.filter(({ rule }) => FORM_RULES.has(rule));
    expect(told).not.toEqual([]);
    for (const { level } of told) expect(level).toBe('error');
  });

  it.each(hiding)('is a fault, and nothing narrower: %s', (_, text) => {
    expect(compare(GOOD, text).faults).toMatchObject([{ side: 'head' }]);
  });

  it.each([
    ['one’s own at the top level', `${GOOD}x-own:\n  ? [scopes]\n  : { scope: org:admin }\n`],
    ['one’s own among the names', `${GOOD}  x-own:\n    ? scopes: [org:admin]\n`],
    ['one’s own in an integration', behind(KIND, '    x-own:\n      ? scopes: [org:admin]\n')],
    ['in a review', behind(REVIEW, '        ? [by, notes]\n        : Dana\n')],
    ['in a credential', behind(STORED, '      ? [a]\n      : b\n')],
    ['in the schedule', behind('version: 1\n', 'review:\n  ? [every]\n  : 90 days\n')],
  ])('hides nothing where nothing is granted: %s', (_, text) => {
    expect(compare(GOOD, text).faults).toEqual([]);
    expect(analyse(text, TODAY).findings.filter(({ rule }) => FORM_RULES.has(rule))).toEqual([]);
  });
});
