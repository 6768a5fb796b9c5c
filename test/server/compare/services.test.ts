/** What Sentry may do in another service, however that is spelled. */
import { describe, expect, it } from 'vitest';
import { allServices } from '../../../server/src/catalog/services.ts';
import { digest } from '../../../server/src/privilege/digest.ts';
import { compare, file, inShort, only } from './support.ts';

const service = (access: string, key = 'github', permission = 'Contents'): string =>
  `  gh:\n    kind: service\n    service: ${key}\n    purpose: Suspect commits.\n    permissions:\n      - { permission: ${permission}${access && `, access: ${access}`}, rationale: Reads the lines around a fault. }\n`;

describe('a service', () => {
  it.each([
    ['GitHub', 'github'],
    ['Azure DevOps', 'vsts'],
    ['github-enterprise', 'github_enterprise'],
    ['GitHubCopilotAgent', 'github_copilot'],
    ['JIRA Server / Data Center', 'jira_server'],
    ['gihub', 'github'],
  ])('%s holds what %s holds', (written, key) => {
    for (const [base, head] of [
      [written, key],
      [key, written],
    ] as const) {
      expect(only(service('read', base), service('read', head))).toMatchObject({
        details: [{ what: 'service', before: base, after: head }],
        widened: [],
        narrowed: [],
      });
    }
  });

  it.each([
    ['gitea', 'gitlab'],
    ['asts', 'vsts'],
    ['jira', 'jira_server'],
    ['github', 'github_enterprise'],
  ])('%s is another one than %s', (base, head) => {
    expect(only(service('read', base), service('read', head)).widened.map(inShort)).toEqual([
      'permission Contents read',
    ]);
  });

  it('corrected explains by a new text what goes further', () => {
    const head = service('write').replace('Reads the lines', 'Opens a pull request for the lines');
    expect(only(service('read', 'GitHub'), head).widened).toMatchObject([
      { name: 'Contents', access: ['write'], rationale: 'new' },
    ]);
  });
});

describe('an access', () => {
  it.each([
    ['readonly', 'read'],
    ['reed', 'read'],
    ['readwrite', 'write'],
    ['Read-Only', 'read'],
    ['wrote', 'write'],
  ])('%s is %s', (written, meant) => {
    expect(compare(file(service(written)), file(service(meant))).integrations).toEqual([]);
    expect(compare(file(service(meant)), file(service(written))).integrations).toEqual([]);
  });

  it('of all that an account may do is more than any other', () => {
    const change = only(service('account'), service('read'));
    expect(change.widened).toEqual([]);
    expect(change.narrowed.map(inShort)).toEqual(['permission Contents write admin account']);
    expect(only(service('admin'), service('account')).widened.map(inShort)).toEqual([
      'permission Contents account',
    ]);
  });

  it('that nobody says is what Sentry asks for', () => {
    const account = (access: string): string =>
      file(service(access, 'bitbucket_server', 'Administrator account'));
    expect(compare(account(''), account('account')).integrations).toEqual([]);
  });

  it('of a permission without levels is the same, whatever the word, and no more than the word for others', () => {
    const slack = (access: string): string => service(access, 'slack', 'chat:write');
    for (const [base, head] of [
      ['read', 'write'],
      ['account', 'reed'],
      ['', 'read'],
    ] as const) {
      expect(compare(file(slack(base)), file(slack(head))).integrations).toEqual([]);
      expect(compare(file(slack(head)), file(slack(base))).integrations).toEqual([]);
    }
    expect(only(slack('write'), slack('admin')).widened.map(inShort)).toEqual([
      'permission chat:write admin',
    ]);
  });

  it('differs where its digest does, for all that the catalogue knows', () => {
    for (const { key, permissions } of allServices()) {
      for (const { name } of permissions) {
        const digestAt = (access: string): string =>
          digest({
            kind: 'service',
            service: key,
            scopes: [],
            webhooks: [],
            permissions: [{ permission: name, access: access || undefined }],
            limitedTo: [],
          });
        const quoted = JSON.stringify(name);
        for (const [base, head] of [
          ['', 'read'],
          ['write', ''],
          ['Read-only', 'account'],
          ['', 'sideways'],
        ] as const) {
          const { integrations } = compare(
            file(service(base, key, quoted)),
            file(service(head, key, quoted)),
          );
          expect([key, name, base, head, integrations.length > 0]).toEqual([
            key,
            name,
            base,
            head,
            digestAt(base) !== digestAt(head),
          ]);
        }
      }
    }
  });

  it.each([
    ['none', 'read'],
    ['read', 'sideways'],
    ['readonly', 'readwrite'],
  ])('%s is no %s', (base, head) => {
    expect(only(service(base), service(head)).widened).not.toEqual([]);
  });
});

describe('a permission under another name that the catalogue knows', () => {
  const [own, other] = ['vso.work_write', 'vso.work_item'] as const;
  const azure = (permission: string, access = 'write', more = ''): string =>
    service(access, 'vsts', permission).replace('lines around a fault.', `$&${more}`);

  it('is the same, with its exceptions and its rationale', () => {
    const accept = ', accept: [{ rule: broad-permission, until: 2027-01-31 }]';
    for (const more of ['', accept]) {
      const [one, two] = [own, other].map((name) => file(azure(name, 'write', more)));
      expect(compare(one, two).integrations).toEqual([]);
      expect(compare(two, one).integrations).toEqual([]);
    }
  });

  it('widens by what goes further, which its new rationale explains', () => {
    const head = azure(other, 'admin').replace('Reads the lines', 'Moves the work items');
    expect(only(azure(own), head).widened).toMatchObject([
      { name: other, access: ['admin'], line: 10, rationale: 'new' },
    ]);
  });

  it('is explained by what stood on the same elsewhere', () => {
    const copy = azure(own).replace('  gh:', '  copy:');
    const changes = compare(file(azure(other)), file(azure(other) + copy)).integrations;
    expect(changes.flatMap(({ widened }) => widened)).toMatchObject([{ name: own, rationale: 'new' }]);
  });
});

describe('a permission that is written twice', () => {
  const twice = (first: string, second: string): string =>
    `${service('read').replace('Reads the lines around a fault.', first)}      - { permission: contents, access: write${second} }\n`;

  it('widens where it goes further, and is explained there', () => {
    const base = service('read');
    expect(only(base, twice('Reads the lines around a fault.', '')).widened).toMatchObject([
      { access: ['write'], line: 11, rationale: 'missing' },
    ]);
    expect(only(base, twice('Looks up who wrote the lines around a fault.', '')).widened).toMatchObject([
      { line: 11, rationale: 'missing' },
    ]);
    const told = ', rationale: Opens pull requests with what mends a fault.';
    expect(only(base, twice('Reads the lines around a fault.', told)).widened).toMatchObject([
      { line: 11, rationale: 'new' },
    ]);
  });
});
