/** Where a use lacks a scope and nothing takes another one, the fixes of both rules lead to the same place. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { closureBits } from '../../../server/src/privilege/scope-bits.ts';
import { useOfOperation } from '../../../server/src/privilege/requirement.ts';
import { scopeMeant } from '../../../server/src/rules/granted.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';

const TODAY = parseDay('2026-11-23') ?? 0;

const USES = allOperations()
  .filter((operation) => {
    const { clauses, confidence } = useOfOperation(operation);
    return clauses && clauses.length > 0 && confidence === 'high' && operation.dsn !== true;
  })
  .map(({ method, path }) => `${method} ${path}`);

const SCOPES = allScopes()
  .filter(({ choosable }) => choosable.includes('internal-integration'))
  .map(({ name }) => name);

/** The scopes that are left when the first fix of each of the rules was applied, those of the first one first, until nothing is found. */
function leftAfter(source: string, rules: readonly string[]): readonly string[] {
  let text = source;
  for (let round = 0; round < 12; round++) {
    const { findings, manifest } = analyse(text, TODAY);
    const found = rules.flatMap((rule) => findings.filter((finding) => finding.rule === rule));
    const [fix] = found.flatMap(({ fixes }) => fixes());
    if (!fix) {
      expect(found).toEqual([]);
      return (
        manifest.integrations[0]?.integration.scopes.flatMap(
          ({ scope }) => scopeMeant(scope?.text ?? '') ?? [],
        ) ?? []
      );
    }
    text = applyEdits(text, fix.edits);
  }
  throw new Error(`The fixes come to no end:\n${text}`);
}

it('whichever fix comes first, the same is granted at the end', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1, maxLength: 5 }),
      fc.uniqueArray(fc.constantFrom(...USES), { minLength: 1, maxLength: 3 }),
      (scopes, uses) => {
        const source = `version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n    scopes:\n${scopes
          .map((scope) => `      - scope: ${scope}\n`)
          .join('')}    uses: ${JSON.stringify(uses)}\n`;
        const { findings } = analyse(source, TODAY);
        const [taking] = findings
          .filter(({ rule }) => rule === 'excess-scope')
          .flatMap(({ fixes }) => fixes());
        fc.pre(taking?.title.startsWith('Take out') === true);
        const [excess, lack] = ['excess-scope', 'insufficient-scope'] as const;
        const first = leftAfter(source, [excess, lack]);
        expect(closureBits(first)).toBe(closureBits(leftAfter(source, [lack, excess])));
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
});

it('both rules name the same least', () => {
  const source = `version: 1
integrations:
  bot:
    kind: internal-integration
    scopes: [project:admin, team:admin]
    uses: [GET /organizations/, PUT /organizations/acme/workflows/, DELETE /projects/acme/shop/]
`;
  const messages = analyse(source, TODAY).findings.map(({ message }) => message);
  expect(messages).toContainEqual(
    expect.stringContaining('Least for what it declares: alerts:write, org:read and project:admin'),
  );
  expect(
    messages.filter((message) => message.includes('Add alerts:write and org:read for all')),
  ).toHaveLength(2);
});
