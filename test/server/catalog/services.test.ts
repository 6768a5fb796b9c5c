import { describe, expect, it } from 'vitest';
import { scopeNamed } from '../../../server/src/catalog/scopes.ts';
import { allServices, permissionsNamed, serviceNamed } from '../../../server/src/catalog/services.ts';

function service(key: string): NonNullable<ReturnType<typeof serviceNamed>> {
  const found = serviceNamed(key);
  if (!found) throw new Error(`no ${key}`);
  return found;
}

describe('services', () => {
  it('are 23 with own keys', () => {
    expect(allServices()).toHaveLength(23);
    expect(new Set(allServices().map(({ key }) => key)).size).toBe(23);
    expect(serviceNamed('nothing')).toBeUndefined();
  });

  it('say why a permission is broad, and write features in lower case with hyphens', () => {
    for (const { features, permissions, docs } of allServices()) {
      expect(docs).toMatch(/^https:\/\/docs\.sentry\.io\/organization\/integrations\/[a-z0-9/-]+\/$/);
      for (const permission of permissions) {
        expect(['read', 'write', 'account']).toContain(permission.access);
        expect(permission.broadWhy !== undefined).toBe(permission.broad);
        expect(permission.features.length).toBeGreaterThan(0);
      }
      for (const feature of [...features, ...permissions.flatMap((permission) => permission.features)])
        expect(feature).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
  });

  it('never repeat a permission at one level', () => {
    for (const { permissions } of allServices()) {
      const keys = permissions.map(({ name, level }) => `${name} ${level ?? ''}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('know GitHub', () => {
    const github = service('github');
    expect(github).toMatchObject({ confidence: 'high', chosenBy: 'sentry' });
    expect(github.installScopeChoice).not.toBeNull();
    const [contents] = permissionsNamed(github, 'Contents');
    expect(contents).toMatchObject({ access: 'read', broad: true, required: true });
    expect(contents?.features).toEqual(expect.arrayContaining(['suspect-commits', 'codeowners']));
  });

  it('know who chooses', () => {
    expect(service('github_enterprise').chosenBy).toBe('administrator');
    expect(service('aws_lambda').chosenBy).toBe('administrator');
    expect(service('slack').chosenBy).toBe('sentry');
    expect(service('cursor_origin').chosenBy).toBeNull();
  });

  it('find a name at every level, and mind the case only where it helps', () => {
    expect(permissionsNamed(service('slack'), 'links:read').map(({ level }) => level)).toEqual([
      'bot token',
      'user token',
    ]);
    expect(permissionsNamed(service('jira'), 'act_as_user')).toHaveLength(1);
    expect(permissionsNamed(service('jira'), 'nothing')).toEqual([]);
  });

  it('follow a second entry point to its service', () => {
    expect(service('vsts_extension').permissions).toEqual(service('vsts').permissions);
    expect(service('vsts_extension').confidence).toBe('low');
  });

  it('name known scopes where a set-up makes an integration in Sentry', () => {
    const scopes = service('vercel').createsIntegration?.scopes ?? [];
    expect(scopes).toContain('project:write');
    for (const scope of scopes) expect(scopeNamed(scope)).toBeDefined();
  });
});
