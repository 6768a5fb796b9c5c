/** A rule that says what it looks at finds nothing where there is none of it: so it may be passed over. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import type { Integration } from '../../../server/src/manifest/model.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { Part, RuleContext } from '../../../server/src/rules/rule.ts';
import { read } from '../features/cursor.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';

const HOLDS: Readonly<Record<Part, (integration: Integration) => boolean>> = {
  exceptions: ({ accept, scopes, permissions }) =>
    accept.length + [...scopes, ...permissions].flatMap((grant) => grant.accept).length > 0,
  faults: ({ problems, errors }) => problems.length + errors.length > 0,
  service: ({ service, permissions }) => service !== undefined || permissions.length > 0,
  webhooks: ({ webhooks }) => webhooks.length > 0,
};

const partial = rules.flatMap(({ id, within, integration }) =>
  within && integration ? [{ id, within, integration }] : [],
);

it('is so for every one of them, whatever is in the file', () => {
  const seen = new Map<string, number>();
  const texts = fc
    .tuple(fc.oneof(manifests, fc.constantFrom(EXAMPLE, FAULTY)), damages)
    .map(([text, changes]) => damaged(text, changes));
  fc.assert(
    fc.property(texts, (text) => {
      const { file, integrations } = read(text);
      const context: RuleContext = {
        today: parseDay('2026-11-23') ?? 0,
        file: { review: file.review, server: file.server },
        elsewhere: new Map(),
        rules: new Map(rules.map(({ id, acceptable }) => [id, { acceptable }])),
        isOff: () => false,
        verdict: () => 'unused',
      };
      for (const { id, within, integration: check } of partial) {
        for (const { integration } of integrations) {
          const found = [...check(integration, context)].filter((one) => !('undecided' in one));
          if (HOLDS[within](integration)) seen.set(id, (seen.get(id) ?? 0) + found.length);
          else expect(found, id).toEqual([]);
        }
      }
    }),
    { numRuns: 1000 },
  );
  // And with the part there most of them have something to say, so that the above is no matter of course.
  expect([...seen.values()].filter((count) => count > 0).length).toBeGreaterThan(partial.length / 2);
});
