import { describe, expect, it } from 'vitest';
import { notScopes } from '../../../server/src/catalog/data/scopes.json';
import {
  allScopes,
  formControls,
  kindsWithKnownChoice,
  notScope,
  scopeNamed,
} from '../../../server/src/catalog/scopes.ts';

const names = allScopes().map((scope) => scope.name);

describe('scopes', () => {
  it('has 25, each once', () => {
    expect(names).toHaveLength(25);
    expect(new Set(names).size).toBe(25);
  });

  it('orders them strictly: nothing implies itself, directly or in a circle, and what is implied is complete', () => {
    for (const scope of allScopes()) {
      expect(scope.implies).not.toContain(scope.name);
      for (const implied of scope.implies) {
        expect(names).toContain(implied);
        expect(scopeNamed(implied)?.implies).not.toContain(scope.name);
        expect(scope.implies).toEqual(expect.arrayContaining([...(scopeNamed(implied)?.implies ?? [])]));
      }
    }
  });

  it('has impliedBy as the inverse of implies', () => {
    for (const a of allScopes())
      for (const b of allScopes()) expect(a.implies.includes(b.name)).toBe(b.impliedBy.includes(a.name));
  });

  it('never rates a scope below one that it implies', () => {
    for (const scope of allScopes())
      for (const implied of scope.implies)
        expect(scope.sensitivity).toBeGreaterThanOrEqual(scopeNamed(implied)?.sensitivity ?? 5);
  });

  it('knows the hierarchy of org:admin and that no level above read leads to org:ci', () => {
    expect([...(scopeNamed('org:admin')?.implies ?? [])].sort()).toEqual([
      'org:integrations',
      'org:read',
      'org:write',
    ]);
    expect(scopeNamed('org:ci')).toMatchObject({
      implies: [],
      impliedBy: [],
      tokenOnly: true,
      lowestRole: null,
    });
  });

  it('names where the form grants a scope, lowest level first', () => {
    expect(scopeNamed('org:write')?.formLevels).toEqual([
      { label: 'Organization', level: 'Read & Write' },
      { label: 'Organization', level: 'Admin' },
    ]);
    expect(scopeNamed('project:releases')?.formLevels).toEqual([{ label: 'Release', level: 'Admin' }]);
    expect(scopeNamed('member:invite')?.formLevels).toEqual([]);
  });

  it('offers an organization token nothing but org:ci, and uses known kinds only', () => {
    const forToken = allScopes().filter((scope) => scope.choosable.includes('organization-token'));
    expect(forToken.map((scope) => scope.name)).toEqual(['org:ci']);
    for (const { choosable } of allScopes())
      for (const kind of choosable) expect(kindsWithKnownChoice()).toContain(kind);
  });

  it('says something of every scope', () => {
    for (const { allows, risk } of allScopes())
      for (const text of [allows, risk]) expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it('does not find properties that every object has', () => {
    expect(scopeNamed('constructor')).toBeUndefined();
    expect(notScope('toString')).toBeUndefined();
  });
});

describe('names that are no scope', () => {
  it('are no scopes, and mean one or nothing', () => {
    for (const { written, meant } of notScopes) {
      expect(names).not.toContain(written);
      if (meant !== null) expect(names).toContain(meant);
    }
  });

  it('know what was meant', () => {
    expect(notScope('release:admin')?.meant).toBe('project:releases');
    expect(notScope('issue:read')?.meant).toBe('event:read');
    expect(notScope('project:delete')?.meant).toBe('project:admin');
    expect(notScope('alerts:admin')?.meant).toBeNull();
    expect(notScope('org:superuser')?.meant).toBeNull();
    expect(notScope('org:billing')?.meant).toBeNull();
    expect(notScope('org:read')).toBeUndefined();
  });
});

describe('the form', () => {
  it('grants known scopes, nothing at its first level, and more at each next one', () => {
    for (const { levels } of formControls()) {
      expect(levels[0]?.scopes).toEqual([]);
      levels.forEach(({ scopes }, index) => {
        for (const scope of scopes) expect(names).toContain(scope);
        expect(scopes).toEqual(expect.arrayContaining([...(levels[index - 1]?.scopes ?? [])]));
      });
    }
  });
});
