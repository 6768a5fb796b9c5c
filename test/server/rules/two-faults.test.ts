/** Two independent faults in two integrations: neither may hide the other. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { rules } from '../../../server/src/rules/index.ts';

const STRUCTURE = new Set<string>(rules.flatMap(({ id, group }) => (group === 'structure' ? [id] : [])));

/** An integration, as lines that begin where its name does. */
const ENTRY = `
  NAME:
    kind: internal-integration
    purpose: Files issues of the shop in our tracker.
    owner: team-shop@acme.example
    credential:
      storedIn: vault://shop/sentry/NAME
      rotated: 2026-11-02
    scopes:
      - scope: event:read
        rationale: It copies the title of each new issue.
    reviews:
      - { date: 2026-11-01, by: dana@acme.example }
      - date: 2026-10-01
        by: dana@acme.example
`.slice(1);

/** The ways to break an entry; each replaces one text by another. */
const FAULTS: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
  alias: ['owner: team-shop@acme.example', 'owner: *team'],
  'word without a colon': ['        by: dana', '        wrd\n        by: dana'],
  'word at the end': ['        by: dana@acme.example\n', '        by: dana@acme.example\n    wrd\n'],
  'unclosed quote': ['owner: team', 'owner: "team'],
  tab: ['      rotated', '\trotated'],
  'key too deep': ['      rotated', '       rotated'],
  'key at a hyphen': ['        rationale', '      rationale'],
  'key at no column': ['    owner', '   owner'],
  'no blank behind a hyphen': ['- {', '-{'],
  'no comma': ['2026-11-01, by', '2026-11-01 by'],
  'colon in a scope': ['event:read', 'data: thing'],
};

/** What makes the meaning of lines unsure, but for a tab: what an alias in another entry stands for is unknown then. */
const SWALLOWING = new Set([
  'word without a colon',
  'unclosed quote',
  'key too deep',
  'key at a hyphen',
  'key at no column',
  'no blank behind a hyphen',
]);

/** Whether a fault is told only once the other one, above or below it, is mended. */
function waitsFor(other: string, fault: string, isBelow: boolean): boolean {
  if (fault === 'alias' && SWALLOWING.has(other)) return true;
  // The file is read whole for a tab: the parser has lost count below it, and an open quote above swallows it.
  return isBelow && ((other === 'tab' && fault !== 'tab') || (other === 'unclosed quote' && fault === 'tab'));
}

function broken(name: string, fault: string): string {
  const [right, wrong] = FAULTS[fault] ?? ['', ''];
  expect(ENTRY).toContain(right);
  return ENTRY.replace(right, wrong).replaceAll('NAME', name);
}

const HEAD = 'version: 1\nreview: { every: 90 days }\nintegrations:\n';
const names = Object.keys(FAULTS);

describe.each(names)('%s', (first) => {
  it.each(names)('above %s', (second) => {
    const [above, below] = [broken('above', first), broken('below', second)];
    const { findings } = analyse(HEAD + above + below, parseDay('2026-11-23') ?? 0);
    const starts = findings.filter(({ rule }) => STRUCTURE.has(rule)).map(({ at }) => at.start - HEAD.length);
    const told = [
      starts.some((start) => start < above.length),
      starts.some((start) => start >= above.length),
    ];
    expect(told).toEqual([!waitsFor(second, first, false), !waitsFor(first, second, true)]);
  });
});
