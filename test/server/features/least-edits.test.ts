/** What writes scopes and uses into a manifest, over texts of every form. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addUsesFix } from '../../../server/src/features/least/add-uses.ts';
import { filling, replacement } from '../../../server/src/features/least/rewrite.ts';
import type { Integration } from '../../../server/src/manifest/model.ts';
import type { Fix } from '../../../server/src/rules/rule.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';
import { errorCount, read, TODAY } from './cursor.ts';

const USES = ['sentry-cli releases new', 'sentry-cli releases set-commits --auto', 'sentry-cli issues list'];

/** An entry whose lists are written in every way, with comments wherever one may stand. */
const entries = fc
  .record({
    uses: fc.subarray(USES, { minLength: 1 }),
    isFlow: fc.boolean(),
    scopes: fc.constantFrom(
      '',
      'scopes:',
      'scopes: []',
      'scopes:   []   # none yet',
      'scopes: [ ] # none',
      'scopes: # none\n      []',
      'scopes: [\n      # none\n    ]',
      'scopes: &none []',
      'scopes: !!seq []',
      'scopes: null',
      'scopes: [org:admin, project:admin]',
      'scopes: [org:admin] # all',
      'scopes:\n      # first\n      - org:admin # why\n      # last\n      - project:admin\n      # end',
      'scopes:\n    - scope: org:admin\n      rationale: &r Because it is so.\n    - scope: event:admin\n      rationale: *r',
    ),
    eol: fc.constantFrom('\n', '\r\n'),
    after: fc.constantFrom(
      '',
      '    # behind\n',
      '  other:\n    kind: internal-integration\n',
      '    owner: a@b.example # who\n',
    ),
    last: fc.boolean(),
    name: fc.constantFrom('bot', '"a b"', 'bot # it'),
  })
  .map(({ uses, isFlow, scopes, eol, after, last, name }) => {
    const list = isFlow
      ? `    uses: [${uses.join(', ')}] # does\n`
      : `    uses:\n${uses.map((use) => `      - ${use} # does\n`).join('')}`;
    const key = name.includes(' #') ? 'bot: # it' : `${name}:`;
    const text = `version: 1\nintegrations:\n  ${key}\n    kind: internal-integration\n${scopes === '' ? '' : `    ${scopes}\n`}${list}${after}`;
    return (last ? text : text.replace(/\n$/, '')).replaceAll('\n', eol);
  });

const comments = (text: string): string[] => (text.match(/# \w+/g) ?? []).sort();

function integrationIn(text: string): Integration {
  const [placed] = read(text).integrations;
  if (!placed) throw new Error(`No integration in ${text}`);
  return placed.integration;
}

/** The text after the fix, which reads no worse and has lost nothing. */
function fixed(text: string, fix: Fix): string {
  const start = read(text).integrations[0]?.start ?? 0;
  const after = applyEdits(
    text,
    fix.edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start })),
  );
  expect(errorCount(read(after)), after).toBeLessThanOrEqual(errorCount(read(text)));
  expect(after.includes('\r\n') && /[^\r]\n/.test(after), after).toBe(false);
  return after;
}

const scopesOf = (text: string): string[] =>
  integrationIn(text)
    .scopes.map(({ scope }) => scope?.text ?? '')
    .sort();

it('filling writes the least scopes, and leaves every comment and every use', () => {
  let filled = 0;
  fc.assert(
    fc.property(entries, (text) => {
      const fix = filling(integrationIn(text));
      if (!fix) return;
      filled++;
      const after = fixed(text, fix);
      expect(comments(after)).toEqual(comments(text));
      expect(scopesOf(after).join(', ')).toBe(fix.title.replace(/^.*: /, ''));
      expect(integrationIn(after).uses.map((use) => use.text)).toEqual(
        integrationIn(text).uses.map((use) => use.text),
      );
      expect(filling(integrationIn(after))).toBeUndefined();
      expect(replacement(integrationIn(after), TODAY)).toBeUndefined();
    }),
    { numRuns: 600 },
  );
  expect(filled).toBeGreaterThan(50);
});

it('replacing leaves the least scopes, and comments but those of the items that go', () => {
  let replaced = 0;
  fc.assert(
    fc.property(entries, (text) => {
      const fix = replacement(integrationIn(text), TODAY);
      if (!fix) return;
      replaced++;
      const after = fixed(text, fix);
      const lost = comments(text).filter((comment) => !comments(after).includes(comment));
      expect(
        lost.filter((comment) => comment !== '# why'),
        after,
      ).toEqual([]);
      expect(replacement(integrationIn(after), TODAY)).toBeUndefined();
    }),
    { numRuns: 600 },
  );
  expect(replaced).toBeGreaterThan(50);
});

it('replacing never grants again what has ended, and leaves it where it stands', () => {
  const text = (ended: string): string => `version: 1
integrations:
  cleaner:
    kind: internal-integration
    scopes:
      - scope: ${ended}
        until: 2026-11-01
      - org:admin
    uses: ["DELETE /projects/{org}/{proj}/"]
`;
  expect(replacement(integrationIn(text('project:admin')), TODAY)).toBeUndefined();
  const other = text('team:write');
  const fix = replacement(integrationIn(other), TODAY);
  expect(fix && fixed(other, fix)).toContain(`scopes:
      - scope: team:write
        until: 2026-11-01
      - scope: project:admin
        rationale:`);
});

it('adding uses adds them behind those that are there, and nothing else', () => {
  const added = ['GET /api/0/organizations/{organization_id_or_slug}/projects/', 'sentry-cli info'];
  fc.assert(
    fc.property(entries, (text) => {
      const before = integrationIn(text);
      const fix = addUsesFix(before, added);
      expect(fix, text).toBeDefined();
      if (!fix) return;
      const after = fixed(text, fix);
      expect(comments(after)).toEqual(comments(text));
      expect(integrationIn(after).uses.map((use) => use.text)).toEqual([
        ...before.uses.map((use) => use.text),
        ...added,
      ]);
      expect(scopesOf(after)).toEqual(scopesOf(text));
    }),
    { numRuns: 600 },
  );
});
