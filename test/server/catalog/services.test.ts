import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../../../server/src/catalog/data/services.json';
import { scopeNamed } from '../../../server/src/catalog/scopes.ts';
import {
  accessFor,
  allFeatures,
  featureNamed,
  featureOf,
  featuresOf,
  isInferred,
} from '../../../server/src/catalog/service-features.ts';
import {
  ACCESSES,
  accessMeant,
  allServices,
  askedBy,
  chooserOf,
  limitFor,
  permissionsNamed,
  serviceNamed,
} from '../../../server/src/catalog/services.ts';

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

  it('have their source files by their keys', () => {
    const keys = allServices().map(({ key }) => key);
    for (const [key, file] of Object.entries(sourceFiles)) {
      expect(keys).toContain(key);
      expect(file).toMatch(/^src\/sentry\/[\w/]+\.py$/);
    }
  });

  it('say why a permission is broad, and write features in lower case with hyphens', () => {
    for (const { features, permissions, docs } of allServices()) {
      expect(docs).toMatch(/^https:\/\/docs\.sentry\.io\/organization\/integrations\/[a-z0-9/-]+\/$/);
      for (const permission of permissions) {
        expect(['read', 'write', 'account']).toContain(permission.access);
        expect(permission.broadWhy !== undefined).toBe(permission.broad);
        expect(permission.features.length).toBeGreaterThan(0);
        expect(permission.features).toEqual(expect.arrayContaining([...permission.inferred]));
      }
      for (const feature of [...features, ...permissions.flatMap((permission) => permission.features)])
        expect(featureNamed(feature)?.name).toBe(feature);
    }
  });

  it.each(allServices())(
    '$key: both sides, and what is worth setting, with addresses of their own',
    (service) => {
      const { docs, providerDocs, settings, permissions } = service;
      for (const address of [docs, providerDocs, ...settings.map(({ source }) => source)])
        expect(new URL(address).protocol).toBe('https:');
      expect(new URL(providerDocs).hostname).not.toMatch(/sentry/);
      for (const { do: what, source } of settings) {
        expect(what).toMatch(/^[A-Z].*\.$/);
        expect(new URL(source).hostname).not.toMatch(/sentry/);
      }
      if (permissions.length > 0) expect(settings.length).toBeGreaterThan(0);
      for (const { does } of permissions) expect(does).toMatch(/^[A-Z][^.]*[^.\s]$/);
    },
  );

  it('never repeat a permission at one level', () => {
    for (const { permissions } of allServices()) {
      const keys = permissions.map(({ name, level }) => `${name} ${level ?? ''}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('know GitHub', () => {
    const github = service('github');
    expect(github).toMatchObject({ confidence: 'high', chosenBy: 'sentry' });
    expect(github.limit).toMatchObject({ of: 'repositories', atInstall: true });
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

  it('know what is said of an app of one’s own alone', () => {
    const github = service('github');
    const names = (of: typeof github): string[] => of.permissions.map(({ name }) => name);
    expect(names(askedBy(github, 'administrator'))).toContain('Email addresses');
    expect(names(askedBy(github, 'sentry'))).toEqual(
      names(github).filter((name) => name !== 'Email addresses'),
    );
    expect(askedBy(github, 'sentry')).toBe(askedBy(github, 'sentry'));
    expect(askedBy(service('slack'), 'sentry')).toBe(service('slack'));
  });

  it('know that who hosts Sentry chooses more', () => {
    expect(chooserOf(service('github'))).toBe('sentry');
    expect(chooserOf(service('github'), 'https://sentry.io')).toBe('sentry');
    expect(chooserOf(service('github'), 'https://acme.sentry.io/')).toBe('sentry');
    expect(chooserOf(service('github'), 'https://sentry.acme.example')).toBe('administrator');
    expect(chooserOf(service('github'), 'https://notsentry.io')).toBe('administrator');
    expect(chooserOf(service('gitlab'), 'https://sentry.acme.example')).toBe('sentry');
    expect(chooserOf(service('cursor_origin'), 'https://sentry.acme.example')).toBeNull();
    // Whether what one's own Sentry asks of Jira can be made less, nobody has tried.
    expect(chooserOf(service('jira'))).toBe('sentry');
    expect(chooserOf(service('jira'), 'https://sentry.acme.example')).toBeNull();
  });

  it('order the levels of access, and ask for one of them', () => {
    for (const { permissions } of allServices()) {
      for (const { access, levels, atLess } of permissions) {
        expect(levels).toContain(access);
        expect([...levels].sort((a, b) => ACCESSES.indexOf(a) - ACCESSES.indexOf(b))).toEqual(levels);
        for (const less of Object.keys(atLess)) expect(levels.indexOf(less as 'read')).toBe(0);
      }
    }
    expect(permissionsNamed(service('github'), 'Issues')[0]?.levels).toEqual(['read', 'write']);
    expect(permissionsNamed(service('github'), 'Metadata')[0]?.levels).toEqual(['read']);
    expect(permissionsNamed(service('slack'), 'commands')[0]?.levels).toEqual(['write']);
  });

  it('limit an installation to something, or say that it cannot be', () => {
    expect(service('jira').limit).toBeNull();
    for (const { limit } of allServices()) if (limit) expect(limit.how).not.toMatch(/\.$|\n/);
  });

  it('limit no app of Sentry by a permission that it holds', () => {
    expect(limitFor(service('slack'), 'sentry')).toBeNull();
    expect(limitFor(service('slack'), 'administrator')).toMatchObject({ of: 'channels' });
    expect(limitFor(service('github'), 'sentry')).toMatchObject({ of: 'repositories' });
    expect(limitFor(service('pagerduty'), null)).toMatchObject({ of: 'services' });
    for (const { limit, permissions } of allServices())
      if (limit?.without !== undefined) expect(permissions.map(({ name }) => name)).toContain(limit.without);
  });

  it('name permissions that come with another', () => {
    for (const { permissions } of allServices())
      for (const { covers } of permissions)
        for (const name of covers) expect(permissions.map((row) => row.name)).toContain(name);
  });

  it('go by the names that other pages of the sources have', () => {
    for (const name of ['vso.work_item', 'VSO.WORK_ITEM', 'vso.work_write'])
      expect(permissionsNamed(service('vsts'), name).map((row) => row.name)).toEqual(['vso.work_write']);
    expect(permissionsNamed(service('vsts'), 'vso.service_endpoint')).toHaveLength(1);
  });

  it('need for a feature what its parts need, and that is only inferred', () => {
    const gcp = service('gcp');
    const [monitoring, logs] = ['monitoring', 'logs'].map((name) => featureNamed(name)!);
    const needs = (feature: typeof monitoring): string[] =>
      gcp.permissions.flatMap((row) =>
        accessFor(row, feature!) === undefined
          ? []
          : [`${row.name}${isInferred(row, feature!) ? ' inferred' : ''}`],
      );
    expect(needs(monitoring)).toEqual([
      'roles/mcp.toolUser',
      'roles/logging.viewer inferred',
      'roles/monitoring.viewer inferred',
      'roles/cloudtrace.user inferred',
    ]);
    expect(needs(logs)).toEqual(['roles/mcp.toolUser inferred', 'roles/logging.viewer']);
  });

  it('read access in the words of forms', () => {
    expect(accessMeant('Read-only')).toBe('read');
    expect(accessMeant('Read and write')).toBe('write');
    expect(accessMeant('write')).toBe('write');
    expect(accessMeant('all')).toBeUndefined();
    expect(accessMeant('constructor')).toBeUndefined();
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
    for (const server of [undefined, 'https://sentry.acme.example'])
      expect(chooserOf(service('vsts_extension'), server)).toBe(chooserOf(service('vsts'), server));
  });

  it('name known scopes where a set-up makes an integration in Sentry', () => {
    const scopes = service('vercel').createsIntegration?.scopes ?? [];
    expect(scopes).toContain('project:write');
    for (const scope of scopes) expect(scopeNamed(scope)).toBeDefined();
  });
});

describe('the features of services', () => {
  it('have one name each, and others that lead there', () => {
    const names = allFeatures().flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const { what, includes } of allFeatures()) {
      expect(what).toMatch(/^[A-Z].*\.$/);
      for (const name of includes) expect(featureNamed(name)?.name).toBe(name);
    }
    expect(featureNamed('Code owners')?.name).toBe('codeowners');
    expect(featureNamed('issue-basic')?.name).toBe('issue-creation');
    expect(featureNamed('constructor')).toBeUndefined();
  });

  it('are each of some service', () => {
    const used = new Set(allServices().flatMap((known) => featuresOf(known)));
    expect(allFeatures().filter((feature) => !used.has(feature))).toEqual([]);
  });

  it('belong to the service that has them', () => {
    expect(featureOf(service('github'), 'suspect commits')?.name).toBe('suspect-commits');
    expect(featureOf(service('slack'), 'suspect-commits')).toBeUndefined();
    expect(featuresOf(service('github')).at(-1)?.means).toBe(true);
  });

  it('are each served by a permission, where the service is well known', () => {
    const unserved = allServices().flatMap((known) =>
      known.confidence === 'high'
        ? featuresOf(known)
            .filter((feature) => known.permissions.every((row) => accessFor(row, feature) === undefined))
            .map(({ name }) => `${known.key} ${name}`)
        : [],
    );
    // Sentry's code names it for Discord; what it needs is said nowhere.
    expect(unserved).toEqual(['discord chat-unfurl']);
  });

  it('need of a permission what they need, not what Sentry asks for', () => {
    const [pulls] = permissionsNamed(service('github'), 'Pull requests');
    expect(accessFor(pulls!, featureNamed('pr-comments')!)).toBe('write');
    expect(accessFor(pulls!, featureNamed('resolve-by-pull-request')!)).toBe('read');
    expect(accessFor(pulls!, featureNamed('commits')!)).toBeUndefined();
  });
});
