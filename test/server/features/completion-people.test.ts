import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { applied, complete, labels, take } from './complete.ts';
import { atMark } from './cursor.ts';

/** A file that names somebody, and asks who reviewed another integration. */
function naming(name: string, review: string): string {
  return `integrations:\n  a: { kind: service, owner: ${JSON.stringify(name)} }\n  b:\n    kind: service\n    reviews:\n${review}\n`;
}

/** Whom the file names at the mark after the name was taken; undefined where it is not offered. */
function readBack(name: string, review: string): unknown {
  const marked = naming(name, review);
  const found = complete(marked).find(({ label }) => label === name);
  if (!found) return undefined;
  const document = parseDocument(applied(atMark(marked).text, found));
  expect(document.errors).toEqual([]);
  return document.getIn(['integrations', 'b', 'reviews', 0, 'by']);
}

const PLACES = [
  '      - by: ‸',
  '      - by: ‸ # who',
  '      - by: te‸',
  '      - by: "‸"',
  '      - { date: 2026-11-01, by: ‸ }',
  '      - { by: ‸, date: 2026-11-01 }',
  "      - { by: '‸' }",
];

describe('completion of people', () => {
  it.each(['Team: Platform Eng', 'dana: lead', 'foo:', 'a:b: c', 'A :b'])(
    'writes a name with a colon so that it is read as it is: %j',
    (name) => {
      for (const place of PLACES)
        expect(readBack(name, place.replace('te‸', `${name.slice(0, 1)}‸`)), place).toBe(name);
    },
  );

  it('writes no quotes around a name whose colon is no sign of YAML', () => {
    expect(take(naming('team:platform', '      - by: ‸'), 'team:platform')).toContain('by: team:platform\n');
  });

  it.each([
    ['      - by: @‸', '      - by: "@acme/team"'],
    ['      - by: @ac‸me/other # who', '      - by: "@acme/team" # who'],
    ['      - { by: @‸ }', '      - { by: "@acme/team" }'],
    ['      - { by: @ac‸, date: 2026-11-01 }', '      - { by: "@acme/team", date: 2026-11-01 }'],
  ])(
    'replaces the sign that a name begins with, and writes the quotes that it takes: %j',
    (before, after) => {
      expect(take(naming('@acme/team', before), '@acme/team')).toBe(naming('@acme/team', after));
    },
  );

  it('does so for an owner, and offers nothing behind such a sign where no name can begin with it', () => {
    const known = 'integrations:\n  a: { owner: "@acme/team" }\n  b:\n    kind: service\n';
    expect(take(`${known}    owner: @‸\n`, '@acme/team')).toBe(`${known}    owner: "@acme/team"\n`);
    for (const value of [
      'service: @‸',
      'review: { every: @‸ }',
      'accept: [{ rule: @‸ }]',
      'owner: &‸',
      'owner: !‸',
    ])
      expect(labels(`${known}    ${value}\n`), value).toEqual([]);
  });

  it('writes every name that it offers so that it is read as it is', () => {
    const names = fc
      .array(fc.constantFrom('a', 'Team', ':', ': ', ' ', '-', '@', '#', ',', '[', '}', '"', "'", '/', '1'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => parts.join('').trim().replaceAll(/\s+/g, ' '))
      .filter((name) => name !== '');
    fc.assert(
      fc.property(names, fc.constantFrom(...PLACES), (name, place) => {
        const read = readBack(name, place);
        // Some names count as none, and some cannot stand between quotes that are there.
        if (read !== undefined) expect(read).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  it('offers only names that begin with what is typed, so that Enter ends the line behind a new one', () => {
    const offered = (review: string): string[] => labels(naming('team-a@acme.example', review));
    for (const review of [
      '      - by: te‸',
      '      - by: TEAM-‸',
      '      - by: "team-a‸"',
      '      - { by: te‸ }',
    ])
      expect(offered(review), review).toEqual(['team-a@acme.example']);
    for (const review of ['      - by: team-c‸', '      - by: acme‸', "      - { by: 'team-c‸' }"])
      expect(offered(review), review).toEqual([]);
  });
});
