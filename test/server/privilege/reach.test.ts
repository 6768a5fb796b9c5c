import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isChange, isDelete } from '../../../server/src/catalog/operations.ts';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { examples, reach, reachOf, reachCount } from '../../../server/src/privilege/reach.ts';

const names = allScopes().map((scope) => scope.name);

describe('reach', () => {
  it('counts every operation in one sort and one source', () => {
    for (const name of names) {
      const { operations, read, change, delete: deletions, documented, undocumented } = reachOf(name);
      expect(read + change + deletions).toBe(operations.length);
      expect(documented + undocumented).toBe(operations.length);
    }
  });

  it('grows with the scopes', () => {
    fc.assert(
      fc.property(fc.subarray(names), fc.subarray(names), (some, more) => {
        const large = new Set(reach([...some, ...more]).operations);
        for (const operation of reach(some).operations) expect(large.has(operation)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('holds what implied scopes reach', () => {
    const admin = new Set(reachOf('org:admin').operations);
    for (const operation of reachOf('org:read').operations) expect(admin.has(operation)).toBe(true);
    expect(reachOf('org:admin').operations.length).toBeGreaterThan(reachOf('org:write').operations.length);
  });

  it('keeps what it computed for a scope, and reaches nothing with none', () => {
    expect(reachOf('org:read')).toBe(reachOf('org:read'));
    expect(reach([])).toEqual({
      operations: [],
      read: 0,
      change: 0,
      delete: 0,
      documented: 0,
      undocumented: 0,
    });
    expect(reachOf('no:such').operations).toEqual([]);
  });

  it('counts the operations of SCIM for its own credential only', () => {
    const held = ['member:admin', 'team:admin'];
    const paths = (kind?: string): string[] => reach(held, kind).operations.map(({ path }) => path);
    expect(paths().some((path) => path.includes('/scim/'))).toBe(false);
    expect(paths('internal-integration')).toEqual(paths());
    expect(paths('scim-token').filter((path) => path.includes('/scim/'))).toHaveLength(12);
  });
});

describe('examples', () => {
  it('are changes and deletions with different titles, documented ones first', () => {
    for (const name of names) {
      const some = examples(reachOf(name), 5);
      expect(some.length).toBeLessThanOrEqual(5);
      expect(new Set(some.map(({ title }) => title)).size).toBe(some.length);
      for (const operation of some) expect(isChange(operation) || isDelete(operation)).toBe(true);
      const documented = some.map((operation) => operation.documented);
      expect(documented).toEqual([...documented].sort((a, b) => Number(b) - Number(a)));
    }
  });

  it('show what only this scope opens', () => {
    expect(examples(reachOf('member:admin'), 1).map(({ title }) => title)).toEqual([
      'Delete organization member',
    ]);
    expect(examples(reachOf('project:admin'), 3).map(({ title }) => title)).toContain('Delete project');
    expect(examples(reachOf('openid'), 3)).toEqual([]);
  });

  it('do not depend on the order of what is reached', () => {
    const from = reachOf('project:write');
    const turned = { ...from, operations: [...from.operations].reverse() };
    expect(examples(turned, 4)).toEqual(examples(from, 4));
  });
});

it('counts as many operations as it lists', () => {
  fc.assert(
    fc.property(fc.subarray(names), (scopes) => {
      expect(reachCount(scopes)).toBe(reach(scopes).operations.length);
    }),
    { numRuns: 300 },
  );
  expect(reachCount(['nonsense'])).toBe(0);
});
