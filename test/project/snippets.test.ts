/** Each snippet, with the values that it proposes, reads as part of a manifest. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../../scripts/lib/paths.mjs';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { findingsIn } from '../../server/src/service.ts';
import { KINDS } from '../../server/src/manifest/schema.ts';

interface Snippet {
  readonly prefix: string | readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}
const snippets = Object.entries(
  JSON.parse(readFileSync(at('snippets/sentry-permissions.json'), 'utf8')) as Record<string, Snippet>,
);

const TODAY = '2026-11-23';
const HEAD = 'version: 1\norganization: acme\n';
const ENTRY = `${HEAD}integrations:
  bot:
    kind: internal-integration
    purpose: Files an issue in our tracker for each new issue.
    owner: team-shop@acme.example
`;

/** The places in which a snippet may stand; the first one whose key it begins with is its own. */
const PLACES: readonly [begins: RegExp, around: (text: string) => string][] = [
  [/^version:/, (text) => text],
  [/^rules:/, (text) => `${HEAD}${text}\nintegrations: {}\n`],
  [/^review:/, (text) => `${HEAD}${text}\nintegrations: {}\n`],
  [/^credential:/, (text) => ENTRY + indented(text, 4)],
  [/^- scope:/, (text) => `${ENTRY}    scopes:\n${indented(text, 6)}`],
  [/^- date:/, (text) => `${ENTRY}    reviews:\n${indented(text, 6)}`],
  [
    /^- permission:/,
    (text) =>
      `${HEAD}integrations:\n  hub:\n    kind: service\n    service: github\n    permissions:\n${indented(text, 6)}`,
  ],
  [
    /^accept:/,
    (text) =>
      `${ENTRY}    scopes:\n      - scope: org:admin\n        rationale: Moves the projects.\n${indented(text, 8)}`,
  ],
  [/^[\w-]+:\n {2}kind:/, (text) => `${HEAD}integrations:\n${indented(text, 2)}`],
];

describe('snippets', () => {
  it.each(snippets)('%s reads without an error of structure', (_name, { body }) => {
    const text = expanded(body.join('\n'));
    const around = PLACES.find(([begins]) => begins.test(text))?.[1];
    expect(around, text).toBeDefined();
    const manifest = around!(text);
    expect(manifest).not.toContain('$');
    // Findings on what the values say, such as a broad scope, are for the person; none may be about the form but that a text is owed.
    const found = findingsIn(manifest, parseDay(TODAY) ?? 0).filter(
      ({ rule, at: { start } }) => OF_STRUCTURE.has(rule) && !manifest.startsWith('TODO - ', start),
    );
    expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it.each(snippets)('%s, left as it is, is told to say nothing yet', (_name, { body }) => {
    const text = expanded(body.join('\n'));
    const manifest = PLACES.find(([begins]) => begins.test(text))?.[1](text) ?? '';
    const told = findingsIn(manifest, parseDay(TODAY) ?? 0).map(({ at: { start, end } }) =>
      manifest.slice(start, end),
    );
    expect(told).toEqual(expect.arrayContaining(manifest.match(/TODO - .*/g) ?? []));
  });

  it.each(snippets)('%s leaves no text that somebody seems to have written', (_name, { body }) => {
    const texts = [...expanded(body.join('\n')).matchAll(FREE_TEXT)].map(([, text = '']) => text);
    expect(texts.filter((text) => text !== '' && !text.startsWith('TODO - '))).toEqual([]);
  });

  it('has texts for a person to write', () => {
    const keys = snippets.flatMap(([, { body }]) => [...body.join('\n').matchAll(FREE_TEXT)]);
    expect(keys.length).toBeGreaterThan(20);
  });

  it('would be caught with an error of structure', () => {
    const rules = findingsIn(`${HEAD}integrations:\n  bot:\n    kind: token\n    when: 1\n`, 0).map(
      ({ rule }) => rule,
    );
    expect(rules.filter((rule) => OF_STRUCTURE.has(rule))).toEqual(['invalid-value', 'unknown-key']);
  });

  it('has one for each kind of integration', () => {
    const prefixes = snippets.flatMap(([, { prefix }]) => prefix);
    expect(prefixes).toEqual(expect.arrayContaining(Object.keys(KINDS)));
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});

const OF_STRUCTURE = new Set([
  'duplicate-key',
  'invalid-value',
  'invalid-yaml',
  'key-of-other-kind',
  'merge-key',
  'missing-key',
  'multiple-documents',
  'needs-quotes',
  'scope-written-as-map',
  'unknown-key',
  'unknown-scope',
  'unsupported-version',
]);

/** What only a person can know, with what stands behind the key. */
const FREE_TEXT = /^[ -]*(?:by|notes|owner|purpose|rationale|reason|storedIn):(?: (.*))?$/gm;

/** The text as it stands when somebody tabs through and takes every proposal. */
function expanded(body: string): string {
  const [year = '', month = '', date = ''] = TODAY.split('-');
  let text = body
    .replaceAll('$CURRENT_YEAR', year)
    .replaceAll('$CURRENT_MONTH', month)
    .replaceAll('$CURRENT_DATE', date)
    .replaceAll('YYYY-MM-DD', '2027-01-31')
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replaceAll(/\$\d+/g, '');
  // From the inside out: a proposal may hold a variable.
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replaceAll(/\$\{\d+:([^{}]*)\}/g, '$1');
  }
  return text;
}

function indented(text: string, by: number): string {
  return `${text.replaceAll(/^(?=.)/gm, ' '.repeat(by))}\n`;
}
