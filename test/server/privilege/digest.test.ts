import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { allWebhooks } from '../../../server/src/catalog/webhooks.ts';
import { digest } from '../../../server/src/privilege/digest.ts';
import type { Granted } from '../../../server/src/privilege/digest.ts';
import { closure } from '../../../server/src/privilege/implication.ts';

const EMPTY: Granted = {
  kind: 'internal-integration',
  scopes: [],
  webhooks: [],
  permissions: [],
  limitedTo: [],
};

function hashOf(lines: readonly string[]): string {
  return `p1-${createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex').slice(0, 8)}`;
}

function holding(...scopes: readonly string[]): Granted {
  return { ...EMPTY, scopes: scopes.map((scope) => ({ scope })) };
}

describe('digest p1', () => {
  it('hashes exactly these lines for an integration', () => {
    const granted: Granted = {
      kind: 'internal-integration',
      scopes: [{ scope: 'org:write', until: '2027-01-31' }, { scope: 'event:read' }, { scope: 'org:read' }],
      webhooks: ['comment', 'issue.archived'],
      permissions: [],
      limitedTo: [],
    };
    expect(digest(granted)).toBe(
      hashOf([
        'kind\tinternal-integration',
        'scope\tevent:read',
        'scope\torg:write\t2027-01-31',
        'webhook\tcomment.created',
        'webhook\tcomment.deleted',
        'webhook\tcomment.updated',
        'webhook\tissue.ignored',
      ]),
    );
  });

  it('hashes exactly these lines for a service', () => {
    const granted: Granted = {
      kind: 'service',
      service: 'github',
      scopes: [],
      webhooks: [],
      permissions: [{ permission: 'Contents', access: 'read' }, { permission: 'Metadata' }],
      limitedTo: ['acme/shop', 'acme/äpi 😀'],
    };
    expect(digest(granted)).toBe(
      hashOf([
        'kind\tservice',
        'limited-to\tacme/shop',
        'limited-to\tacme/äpi 😀',
        'permission\tContents\tread',
        'permission\tMetadata\tread',
        'service\tgithub',
      ]),
    );
  });

  it('counts a fixed set that is not written, and a retired name as what it meant', () => {
    const token = { ...EMPTY, kind: 'organization-token' };
    expect(digest(token)).toBe(digest({ ...token, scopes: [{ scope: 'org:ci' }] }));
    expect(digest(holding('release:admin'))).toBe(digest(holding('project:releases')));
    expect(digest(holding('no:such'))).toBe(hashOf(['kind\tinternal-integration', 'scope\tno:such']));
  });

  it('takes the longest of two grants of one scope, in any order', () => {
    const until = (...days: readonly (string | undefined)[]): string =>
      digest({ ...EMPTY, scopes: days.map((day) => ({ scope: 'org:read', until: day })) });
    expect(until('2027-01-01', '2026-01-01')).toBe(until('2027-01-01'));
    expect(until('2026-01-01', '2027-01-01')).toBe(until('2027-01-01'));
    expect(until(undefined, '2027-01-01')).toBe(until(undefined));
    expect(until('2027-01-01', undefined)).toBe(until(undefined));
    expect(until('2027-01-01')).not.toBe(until(undefined));
  });

  it('cannot be led astray by white space in a value', () => {
    expect(digest({ ...EMPTY, limitedTo: ['a\nlimited-to\tb'] })).not.toBe(
      digest({ ...EMPTY, limitedTo: ['a', 'b'] }),
    );
  });

  const scope = fc.record(
    {
      scope: fc.constantFrom(...allScopes().map(({ name }) => name)),
      until: fc.constantFrom('2026-12-31', '2027-06-30'),
    },
    { requiredKeys: ['scope'] },
  );
  const webhook = fc.constantFrom(
    'issue.archived',
    ...allWebhooks().flatMap((one) => [one.resource, ...one.events]),
  );
  const permission = fc.record(
    { permission: fc.string(), access: fc.constantFrom('read', 'write') },
    { requiredKeys: ['permission'] },
  );
  const granted: fc.Arbitrary<Granted> = fc.record({
    kind: fc.constantFrom('internal-integration', 'personal-token'),
    scopes: fc.array(scope, { maxLength: 8 }),
    webhooks: fc.array(webhook, { maxLength: 6 }),
    permissions: fc.array(permission, { maxLength: 5 }),
    limitedTo: fc.array(fc.string(), { maxLength: 5 }),
  });

  it('has its form and does not depend on order', () => {
    fc.assert(
      fc.property(granted, (one) => {
        expect(digest(one)).toMatch(/^p1-[0-9a-f]{8}$/);
        const turned = {
          ...one,
          scopes: one.scopes.toReversed(),
          webhooks: one.webhooks.toReversed(),
          permissions: one.permissions.toReversed(),
          limitedTo: one.limitedTo.toReversed(),
        };
        expect(digest(turned)).toBe(digest(one));
      }),
    );
  });

  it('does not see scopes that are implied, and sees any other', () => {
    fc.assert(
      fc.property(granted, fc.constantFrom(...allScopes().map(({ name }) => name)), (one, extra) => {
        const held = one.scopes.map((item) => item.scope);
        const implied = [...closure(held)].filter((name) => !held.includes(name));
        expect(digest({ ...one, scopes: [...implied.map((name) => ({ scope: name })), ...one.scopes] })).toBe(
          digest(one),
        );
        const more = digest({ ...one, scopes: [...one.scopes, { scope: extra }] });
        if (!closure(held).has(extra)) expect(more).not.toBe(digest(one));
      }),
    );
  });

  it('does not see whether a resource is written as its events', () => {
    for (const { resource, events } of allWebhooks())
      expect(digest({ ...EMPTY, webhooks: [resource] })).toBe(digest({ ...EMPTY, webhooks: [...events] }));
    expect(digest({ ...EMPTY, webhooks: ['issue.archived'] })).toBe(
      digest({ ...EMPTY, webhooks: ['issue.ignored'] }),
    );
    expect(digest({ ...EMPTY, webhooks: ['issue.created'] })).not.toBe(
      digest({ ...EMPTY, webhooks: ['issue'] }),
    );
  });
});

describe('the digest of permissions in another service', () => {
  const held = (service: string, permission: string, access?: string): string =>
    digest({ ...EMPTY, kind: 'service', service, permissions: [{ permission, access }] });

  it('is one for all spellings that the catalogue knows, and that of its own one is what it always was', () => {
    const own = held('github', 'Contents', 'read');
    expect(own).toBe(hashOf(['kind\tservice', 'permission\tContents\tread', 'service\tgithub']));
    expect(held('github', 'contents', 'read-only')).toBe(own);
    expect(held('github', 'CONTENTS ', 'Read only')).toBe(own);
    expect(held('github', 'Contents', 'write')).not.toBe(own);
  });

  it('is one for the key and the name of a service, in whatever capitals', () => {
    for (const spelled of ['GitHub', 'Github', ' GITHUB '])
      expect(held(spelled, 'contents', 'read-only')).toBe(held('github', 'Contents', 'read'));
    expect(held('Azure DevOps', 'Code', 'read')).toBe(held('vsts', 'Code', 'read'));
    expect(held('VSTS', 'Code', 'read')).not.toBe(held('vsts_extension', 'Code', 'read'));
  });

  it('is that of what Sentry asks for where no access is written', () => {
    expect(held('github', 'Issues')).toBe(held('github', 'Issues', 'write'));
    expect(held('github', 'Metadata', ' ')).toBe(held('github', 'Metadata', 'read'));
    expect(held('github', 'Issues')).not.toBe(held('github', 'Issues', 'read'));
  });

  it('is the same with any access and with none where the service has no levels', () => {
    const own = held('slack', 'chat:write');
    expect(own).toBe(hashOf(['kind\tservice', 'permission\tchat:write', 'service\tslack']));
    for (const access of ['read', 'write', 'account', 'Read & write', ''])
      expect(held('slack', 'chat:write', access)).toBe(own);
    expect(held('slack', 'chat:write', 'sideways')).not.toBe(own);
  });

  it('takes what it does not know as it is written', () => {
    expect(held('gihub', 'Contents', 'read')).not.toBe(held('github', 'Contents', 'read'));
    expect(held('github', 'contence', 'read-only')).not.toBe(held('github', 'contence', 'read'));
    expect(held('gitmud', 'contents', 'read')).not.toBe(held('gitmud', 'Contents', 'read'));
  });
});
