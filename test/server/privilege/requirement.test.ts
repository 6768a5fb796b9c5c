import { describe, expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { mayCheck, mayTake, useNamed } from '../../../server/src/privilege/requirement.ts';

describe('what a use may take besides what is known', () => {
  it('rests on the checks inside operations that are known', () => {
    const known = allOperations().flatMap((operation) =>
      [...(operation.effectiveAnyOf ?? []), ...(operation.effectiveAllOf ?? [])].map((scope) => ({
        operation,
        scope,
      })),
    );
    expect(known.length).toBeGreaterThan(20);
    for (const { operation, scope } of known) expect(mayCheck(operation, scope)).toBe(true);
  });

  it.each([
    ['POST /organizations/acme/monitors/', 'alerts:write', true],
    ['POST /organizations/acme/monitors/', 'project:write', true],
    ['POST /organizations/acme/monitors/', 'team:write', false],
    ['GET /organizations/acme/teams/', 'team:write', false],
    ['sentry-cli sourcemaps upload', 'team:write', true],
  ])('%s: %s may be taken: %s', (written, scope, expected) => {
    const use = useNamed(written);
    expect(use && mayTake(use, scope)).toBe(expected);
  });
});
