/** What an integration says for itself, and does not say any more. */
import { describe, expect, it } from 'vitest';
import { compare, file } from './support.ts';

const BASE = file(`  bot:
    kind: internal-integration
    purpose: Files issues of the shop in our tracker.
    owner: team-shop@acme.example
    credential: { storedIn: vault://shop/sentry/bot, rotated: 2026-09-01, rotateEvery: 90 days }
    scopes:
      - { scope: event:read, rationale: It copies the title and link of each new issue. }
`);
const told = (before: string, after: string): string[] =>
  compare(before, after).integrations.flatMap(({ weakened, strengthened, details }) => [
    ...weakened.map(({ what, subject }) => `! ${what} ${subject}`.trim()),
    ...strengthened.map(({ what, subject }) => `= ${what} ${subject}`.trim()),
    ...details.map(({ what, before, after }) => `~ ${what}: ${before ?? '-'} > ${after ?? '-'}`),
  ]);

describe('an integration', () => {
  it.each([
    ['purpose', '    purpose: Files issues of the shop in our tracker.\n', '', 'purpose'],
    ['purpose that is written yet', 'Files issues of the shop in our tracker.', 'TODO', 'purpose'],
    ['rationale', ', rationale: It copies the title and link of each new issue.', '', 'rationale event:read'],
    [
      'rationale but a blank',
      'It copies the title and link of each new issue.',
      '" "',
      'rationale event:read',
    ],
    [
      'rationale but a word',
      'It copies the title and link of each new issue.',
      'n/a',
      'rationale event:read',
    ],
    ['purpose but a word', 'Files issues of the shop in our tracker.', 'none', 'purpose'],
    ['place of its secret', 'storedIn: vault://shop/sentry/bot, ', '', 'stored-in'],
    ['last rotation', 'rotated: 2026-09-01, ', '', 'rotated'],
    ['last rotation that anybody can read', '2026-09-01', 'lately', 'rotated'],
  ])('that has no %s any more is checked less', (_what, text, instead, expected) => {
    const head = BASE.replace(text, instead);
    expect(told(BASE, head)).toEqual([`! ${expected}`]);
    expect(told(head, BASE)).toEqual([`= ${expected}`]);
  });

  it('that has no owner any more is checked less', () => {
    const head = BASE.replace(/ {4}owner: .*\n/, '');
    expect(told(BASE, head)).toEqual(['! owner', '~ owner: team-shop@acme.example > -']);
  });

  it.each(['-', 'n/a', 'none', 'TODO', 'nobody', 'No one'])(
    'that has %s for an owner is checked less',
    (instead) => {
      const head = BASE.replace('team-shop@acme.example', `"${instead}"`);
      expect(told(BASE, head)).toEqual(['! owner', `~ owner: team-shop@acme.example > ${instead}`]);
    },
  );

  it.each(['-', 'n/a', 'unknown', '???'])(
    'that has %s for the place of its secret is checked less',
    (instead) => {
      const head = BASE.replace('vault://shop/sentry/bot', `"${instead}"`);
      expect(told(BASE, head)[0]).toBe('! stored-in');
      expect(told(head, head.replace(`storedIn: "${instead}", `, ''))).toEqual([]);
    },
  );

  it.each([
    ['an owner of one word', 'team-shop@acme.example', 'IT'],
    ['an owner for North America', 'team-shop@acme.example', 'NA'],
    ['a purpose in another language', 'Files issues of the shop in our tracker.', '課題を登録'],
    ['a short rationale', 'It copies the title and link of each new issue.', 'SEC-1'],
  ])('that has %s says something', (_what, text, instead) => {
    expect(told(BASE, BASE.replace(text, instead)).filter((line) => line.startsWith('!'))).toEqual([]);
  });

  it.each([
    ['purpose in other words', 'Files issues', 'Copies issues', []],
    ['rationale in other words', 'It copies', 'It takes', []],
    [
      'place of its secret elsewhere',
      'shop/sentry/bot',
      'web/sentry/bot',
      ['~ stored-in: vault://shop/sentry/bot > vault://web/sentry/bot'],
    ],
    ['place of its secret in capitals', 'vault://shop', 'vault://Shop', []],
    ['later rotation', '2026-09-01', '2026-11-01', ['~ rotated: 2026-09-01 > 2026-11-01']],
  ])('that has its %s is checked as before', (_what, text, instead, expected) => {
    expect(told(BASE, BASE.replace(text, instead))).toEqual(expected);
  });

  it('does not miss the rationale of a scope that is gone', () => {
    const head = BASE.replace(/- \{ scope.*/, '- project:read');
    expect(told(BASE, head)).toEqual([]);
  });

  it('does not miss the place of a secret where it has none', () => {
    const head = BASE.replace('internal-integration', 'service').replace(/ {4}credential: .*\n/, '');
    expect(told(BASE, head).filter((line) => /stored-in|rotated/.test(line))).toEqual([]);
  });
});
