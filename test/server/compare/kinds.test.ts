/** What stands under a key that the kind does not have is not held. */
import { describe, expect, it } from 'vitest';
import { bot, compare, file, inShort, only } from './support.ts';

const PERMISSION = '{ permission: Contents, access: write, rationale: Opens pull requests with its fixes. }';
const service = (kind: string): string =>
  `  gh:\n    kind: ${kind}\n    service: github\n    purpose: Fixes what it finds.\n    limitedTo: [acme/shop]\n    permissions: [${PERMISSION}]\n`;
const hooked = (kind: string): string =>
  bot(['event:read'], 'webhooks: [issue.created]').replace('internal-integration', kind);

describe('another kind', () => {
  it('gives a service the permissions that stood under a credential before, where nobody had them', () => {
    const change = only(service('internal-integration'), service('service'));
    expect(change.widened).toMatchObject([{ name: 'Contents', rationale: 'unchanged' }]);
    expect(only(service('service'), service('internal-integration')).narrowed.map(inShort)).toEqual([
      'permission Contents read write',
    ]);
  });

  it('gives a credential the scopes that stood under a service before', () => {
    const of = (kind: string): string => bot(['org:write']).replace('internal-integration', kind);
    expect(only(of('service'), of('public-integration')).widened.map(inShort)).toEqual([
      'scope org:write (org:read)',
    ]);
  });

  it('gives an integration the webhooks that stood under a token before', () => {
    expect(only(hooked('oauth-application'), hooked('internal-integration')).widened.map(inShort)).toContain(
      'webhook issue.created',
    );
    expect(compare(file(hooked('internal-integration')), file(hooked('public-integration')))).toMatchObject({
      integrations: [{ widened: [], narrowed: [] }],
    });
  });

  it('does not take the limits of a service from what has none', () => {
    const head = service('internal-integration').replace('    limitedTo: [acme/shop]\n', '');
    expect(only(service('service'), head).widened).toEqual([]);
  });

  it('explains nothing with what stood where nobody had it', () => {
    const other = service('service').replace('gh', 'app');
    const { integrations } = compare(file(service('internal-integration')), file(other));
    expect(integrations[0]).toMatchObject({
      name: 'app',
      change: 'appeared',
      widened: [{ name: 'Contents', rationale: 'unchanged' }],
    });
    const hook = hooked('internal-integration').replace('  bot:', '  app:');
    expect(compare(file(hooked('personal-token')), file(hook)).integrations[0]!.widened).toContainEqual(
      expect.objectContaining({ name: 'issue.created', rationale: 'unchanged' }),
    );
  });

  it('that was not there yet could be any', () => {
    const none = service('service').replace('    kind: service\n', '');
    expect(only(none, service('service')).widened).toEqual([]);
  });
});
