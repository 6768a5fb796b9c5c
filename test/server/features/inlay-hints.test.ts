import { describe, expect, it } from 'vitest';
import { namesThatFit } from '../../../server/src/features/hint.ts';
import { inlayHints } from '../../../server/src/features/inlay-hints.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';
import type { Range } from '../../../server/src/yaml/node.ts';
import { entry, read, TODAY } from './cursor.ts';

const ALL = { impliedScopes: true, reviewDue: true, uses: true };

/** The text with the hints in it. */
function hinted(text: string, options = ALL, range: Range = { start: 0, end: text.length }): string {
  const hints = inlayHints(read(text), range, TODAY, options);
  return applyEdits(
    text,
    hints.map(({ offset, label }) => ({ start: offset, end: offset, newText: `‹${label}›` })),
  );
}

const REVIEWED = `version: 1
review: { every: 90 days }
integrations:
  bot:
    scopes: [org:read, { scope: team:admin }, org:admin]
    reviews:
      - { date: 2026-10-05, by: dana }
      - { date: 2025-10-05, by: dana }
  late:
    review: { every: 30 days }
    reviews: [{ date: 2026-10-05 }]
`;

describe('inlay hints', () => {
  it('say what a scope includes and when the next review is due', () => {
    expect(hinted(REVIEWED)).toBe(`version: 1
review: { every: 90 days }
integrations:
  bot:
    scopes: [org:read, { scope: team:admin‹includes team:read and team:write› }, org:admin‹includes org:integrations, org:read +1›]
    reviews:
      - { date: 2026-10-05‹next review 2027-01-03›, by: dana }
      - { date: 2025-10-05, by: dana }
  late:
    review: { every: 30 days }
    reviews: [{ date: 2026-10-05‹overdue since 2026-11-04› }]
`);
  });

  it('tell the whole of it in the tooltip', () => {
    const [scope, , review] = inlayHints(read(REVIEWED), { start: 0, end: 999 }, TODAY, ALL);
    expect(scope?.tooltip).toBe('Who holds team:admin also holds team:read, team:write.');
    expect(review?.tooltip).toBe(
      'By the schedule “90 days” the next review is due on 2027-01-03, in 41 days.',
    );
  });

  it('can each be switched off', () => {
    const none = hinted(REVIEWED, { impliedScopes: false, reviewDue: false, uses: false });
    expect(none).toBe(REVIEWED);
    expect(hinted(REVIEWED, { impliedScopes: true, reviewDue: false, uses: false })).not.toMatch(
      /next review|overdue/,
    );
    expect(hinted(REVIEWED, { impliedScopes: false, reviewDue: true, uses: false })).not.toContain(
      'includes',
    );
  });

  it('keep to the range that was asked for', () => {
    const start = REVIEWED.indexOf('  late');
    const text = hinted(REVIEWED, ALL, { start, end: REVIEWED.length });
    expect(text.match(/‹.*?›/g)).toEqual(['‹overdue since 2026-11-04›']);
    expect(hinted(REVIEWED, ALL, { start: 0, end: start }).match(/‹/g)).toHaveLength(3);
  });

  it.each([
    ['no schedule', entry('    reviews: [{ date: 2026-10-05 }]\n')],
    ['no review', entry('    review: { every: 90 days }\n')],
    [
      'a date that is none',
      entry('    review: { every: 90 days }\n    reviews: [{ date: 2026-10-05 }, { date: soon }]\n'),
    ],
    ['a span that is none', entry('    review: { every: often }\n    reviews: [{ date: 2026-10-05 }]\n')],
    ['an unknown scope', entry('    scopes: [org:everything, constructor]\n')],
    ['a syntax error before it', entry('    purpose: "open\n    scopes: [org:admin]\n')],
    ['another version', 'version: 2\nintegrations:\n  a: { scopes: [org:admin] }\n'],
  ])('are silent for %s', (_, text) => {
    expect(hinted(text)).toBe(text);
  });

  it.each([
    ['CRLF', entry('    scopes:\n      - team:admin\n').replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${entry('    scopes:\n      - team:admin\n')}`],
    ['an anchor', entry('    scopes:\n      - &a team:admin\n      - *a\n')],
    ['an entry by alias', entry('    scopes: [team:admin]\n').replace('bot:', 'bot: &b') + '  copy: *b\n'],
  ])('stand behind the scope with %s', (_, text) => {
    expect(hinted(text).split('team:admin‹includes team:read and team:write›')).toHaveLength(2);
    expect(hinted(text).match(/‹/g)).toHaveLength(1);
  });
});

describe('the names in a hint', () => {
  it('are as many as fit, and one at least', () => {
    expect(namesThatFit('served by', ['a:b'])).toBe('served by a:b');
    expect(namesThatFit('served by', ['org:read', 'project:releases'])).toBe(
      'served by org:read and project:releases',
    );
    expect(namesThatFit('served by', ['org:integrations', 'project:releases', 'x:y'])).toBe(
      'served by org:integrations +2',
    );
    expect(namesThatFit('served by', ['x'.repeat(60), 'y'])).toBe(`served by ${'x'.repeat(60)} +1`);
  });
});
