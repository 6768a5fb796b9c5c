import { describe, expect, it } from 'vitest';
import { allOperations, isChange, isDelete, serves } from '../../../server/src/catalog/operations.ts';
import type { Operation } from '../../../server/src/catalog/operations.ts';
import { decodeScopes, encodeScopes } from '../../../server/src/catalog/operation-row.ts';
import { scopeNamed } from '../../../server/src/catalog/scopes.ts';
import { closure } from '../../../server/src/privilege/implication.ts';

const ORG = '/api/0/organizations/{organization_id_or_slug}';

function operation(method: string, path: string): Operation {
  const found = allOperations().find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`no ${method} ${path}`);
  return found;
}

function opens(scopes: readonly string[], method: string, path: string): boolean {
  return serves(closure(scopes), operation(method, path));
}

describe('operations', () => {
  it('are 612, of which 200 are sure, and decoded once', () => {
    expect(allOperations()).toHaveLength(612);
    expect(allOperations().filter(({ confidence }) => confidence === 'high')).toHaveLength(200);
    expect(allOperations().filter(({ documented }) => documented)).toHaveLength(223);
    expect(allOperations().filter(({ acceptsAnyOf }) => acceptsAnyOf.includes('org:ci'))).toHaveLength(63);
    expect(allOperations()).toBe(allOperations());
  });

  it('are each there once, whatever their parameters are called', () => {
    const keys = allOperations().map(
      (one) => `${one.method} ${one.path.replace(/\{[^}]*\}/g, '{}').replace(/\/$/, '')}`,
    );
    expect(new Set(keys).size).toBe(612);
  });

  it('are well formed and name known scopes only', () => {
    for (const one of allOperations()) {
      expect(one.method).toMatch(/^(GET|POST|PUT|PATCH|DELETE)$/);
      expect(one.path).toMatch(/^\/api\/0\/[\w{}.:/-]+$/);
      expect(one.path).not.toMatch(/\{(org|project)\}/);
      expect(one.title).not.toBe('');
      expect(one.docs === null).toBe(!one.documented);
      if (one.docs !== null)
        expect(one.docs).toMatch(/^https:\/\/docs\.sentry\.io\/api\/[a-z0-9-]+\/[a-z0-9-]+\/$/);
      for (const scope of [...one.acceptsAnyOf, ...(one.effectiveAnyOf ?? []), ...(one.effectiveAllOf ?? [])])
        expect(scopeNamed(scope), scope).toBeDefined();
    }
  });

  it('never check less inside than they declare', () => {
    for (const one of allOperations()) {
      const declared = { ...one, effectiveAnyOf: undefined, effectiveAllOf: undefined };
      const { effectiveAnyOf: _any, effectiveAllOf: _all, ...bare } = declared;
      for (const scope of one.effectiveAnyOf ?? []) expect(serves(closure([scope]), bare)).toBe(true);
      if (one.effectiveAllOf) expect(serves(closure(one.effectiveAllOf), bare)).toBe(true);
    }
  });

  it('tell changes, deletions and reads apart', () => {
    const count = (test: (one: Operation) => boolean): number => allOperations().filter(test).length;
    expect(count(isDelete)).toBe(81);
    expect(count(isChange)).toBe(179);
    expect(count((one) => !isChange(one) && !isDelete(one))).toBe(352);
  });

  it('know that removing a member needs member:admin, whatever is declared', () => {
    const path = `${ORG}/members/{member_id}/`;
    expect(operation('DELETE', path).acceptsAnyOf).toContain('member:read');
    expect(opens(['member:write'], 'DELETE', path)).toBe(false);
    expect(opens(['member:admin'], 'DELETE', path)).toBe(true);
  });

  it('ask for all where the check inside asks for all', () => {
    const path = `${ORG}/notifications/actions/`;
    expect(opens(['org:read'], 'POST', path)).toBe(false);
    expect(opens(['org:read', 'project:write'], 'POST', path)).toBe(true);
  });

  it('are open to nobody where the requirement is unknown', () => {
    expect(operation('GET', '/api/0/seer/models/').acceptsAnyOf).toEqual([]);
    expect(opens(['org:admin'], 'GET', '/api/0/seer/models/')).toBe(false);
  });

  it('serve the build pipeline with org:ci', () => {
    expect(opens(['org:ci'], 'POST', `${ORG}/releases/`)).toBe(true);
    expect(opens(['project:releases'], 'POST', `${ORG}/releases/`)).toBe(true);
    expect(opens(['project:read'], 'POST', `${ORG}/releases/`)).toBe(false);
  });

  it('mark the twelve of SCIM, and those documented by hand', () => {
    const scim = allOperations().filter(({ specialCredential }) => specialCredential === 'scim-token');
    expect(scim).toHaveLength(12);
    const byHand = allOperations().filter(({ source }) => source === 'openapi-handwritten');
    expect(byHand).toHaveLength(23);
    for (const one of byHand) expect(one).toMatchObject({ confidence: 'medium', documented: true });
  });
});

describe('the written form of scope lists', () => {
  it('goes both ways', () => {
    expect(decodeScopes('org:admin,read project:read')).toEqual(['org:admin', 'org:read', 'project:read']);
    expect(encodeScopes(['project:read', 'org:read', 'openid', 'org:admin'])).toBe(
      'openid org:admin,read project:read',
    );
    expect(decodeScopes('openid org:read')).toEqual(['openid', 'org:read']);
    expect(decodeScopes('')).toEqual([]);
    for (const { acceptsAnyOf } of allOperations())
      expect(decodeScopes(encodeScopes(acceptsAnyOf))).toEqual(acceptsAnyOf);
  });
});
