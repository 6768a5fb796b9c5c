import { describe, expect, it } from 'vitest';
import {
  allCredentials,
  credentialFacts,
  fixedScopes,
  secretPatterns,
} from '../../../server/src/catalog/credentials.ts';
import { scopeNamed } from '../../../server/src/catalog/scopes.ts';
import { CREDENTIAL_KINDS } from '../../../server/src/manifest/format.ts';

const hex = (length: number): string => '0123456789abcdef'.repeat(8).slice(0, length);

function kindsIn(text: string): readonly string[] {
  return secretPatterns()
    .filter(({ source, flags }) => new RegExp(source, flags).test(text))
    .map(({ kind }) => kind);
}

describe('credentials', () => {
  it('cover every kind of the manifest that is a credential', () => {
    const kinds = allCredentials().filter(({ kind }) => CREDENTIAL_KINDS.includes(kind));
    expect(kinds).toHaveLength(CREDENTIAL_KINDS.length);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual([
      'internal-integration',
      'legacy-api-key',
      'oauth-application',
      'organization-token',
      'personal-token',
      'public-integration',
      'scim-token',
    ]);
    expect(credentialFacts('service')).toBeUndefined();
  });

  it('know the fixed sets', () => {
    expect(fixedScopes('organization-token')).toEqual(['org:ci']);
    expect(fixedScopes('scim-token')).toContain('member:admin');
    expect(fixedScopes('personal-token')).toBeNull();
    for (const { fixedScopes: fixed } of allCredentials())
      for (const scope of fixed ?? []) expect(scopeNamed(scope)).toBeDefined();
  });

  it('know which ones end with a person', () => {
    expect(credentialFacts('personal-token')?.survivesPersonLeaving).toBe(false);
    expect(credentialFacts('internal-integration')).toMatchObject({
      survivesPersonLeaving: true,
      maxCount: 20,
    });
  });
});

describe('secret patterns', () => {
  it('compile without inline flags, in both regular expression modes of today', () => {
    for (const { source, flags } of secretPatterns()) {
      expect(flags).toMatch(/^i?$/);
      expect(() => new RegExp(source, `${flags}g`)).not.toThrow();
      expect(() => new RegExp(source, `${flags}gu`)).not.toThrow();
    }
  });

  it.each([
    ['organization-token', `sntrys_eyJ${'A'.repeat(40)}_${'b'.repeat(43)}`],
    ['internal-integration', `sntryi_${hex(64)}`],
    ['public-integration', `sntrya_${hex(64)}`],
    ['personal-token', `token: "sntryu_${hex(64)}"`],
    ['agent-token', 'sntryag_eyJhbGciOi.eyJzdWIi.c2ln'],
    ['unprefixed-token', `SENTRY_AUTH_TOKEN=${hex(64)}`],
    ['unprefixed-token', `sentry-cli --auth-token ${hex(64)} releases list`],
    ['unprefixed-token', `["sentry-cli", "--auth-token", "${hex(64)}"]`],
    ['unprefixed-token', `sentry_token: >-\n            ${hex(64)}`],
    ['unprefixed-token', `"\${SENTRY_AUTH_TOKEN:-${hex(64)}}"`],
    ['unprefixed-token', `"sentry_token" => "${hex(64)}"`],
    ['client-key-with-secret', `Sentry sentry_version=5, sentry_key=${hex(32)}, sentry_secret=${hex(32)}`],
    ['legacy-api-key', `sentry_api_key: ${hex(32)}`],
    ['integration-client-secret', `SENTRY_CLIENT_SECRET = "${hex(64)}"`],
    ['client-key-with-secret', `https://${hex(32)}:${hex(32)}@sentry.example.com/4`],
    ['client-key-with-secret', `https://${hex(32)}:${hex(32)}@sentry.acme.example:9000/4`],
    ['client-key-with-secret', `http://${hex(32)}:${hex(32)}@sentry_web:9000/4`],
    ['client-key-with-secret', `https://${hex(32)}:${hex(32)}@acme.example/sentry/~eu/4`],
    ['client-key-with-secret', `HTTPS://${hex(32)}:${hex(32)}@Sentry.Acme.example/4`],
    ['client-key-with-secret', `https://${hex(32)}:${hex(32)}@[::1]:9000/4`],
    ['client-key-with-secret', `https://${hex(32)}:${hex(32)}@${'a'.repeat(300)}/4`],
  ])('find %s', (kind, text) => {
    expect(kindsIn(text)).toContain(kind);
  });

  it.each([
    ['a place', 'GitHub Actions secret SENTRY_AUTH_TOKEN of acme/shop'],
    ['a checksum', `sha256 ${hex(64)}`],
    ['an argument with another value', `sentry-cli --auth-token ${hex(40)}`],
    ['an argument and something else', `sentry-cli --auth-token $TOKEN ${hex(64)}`],
    ['a public client key', `https://${hex(32)}@o1.ingest.sentry.io/4`],
    ['a public client key with a port', `http://${hex(32)}@localhost:9000/sentry/4`],
    ['a public client key with a number', `http://${hex(32)}@[::1]:9000/4`],
    ['no address of a project', `https://${hex(32)}:${hex(32)}@packages.acme.example/npm/`],
    ['a prefix alone', 'tokens begin with sntrys_ or sntryu_'],
    ['a URI', 'vault://platform/sentry/offboarding-bot'],
  ])('leave %s alone', (_what, text) => {
    expect(kindsIn(text)).toEqual([]);
  });

  it('put the exact ones first', () => {
    const certainties = secretPatterns().map(({ certainty }) => certainty);
    expect(certainties).toEqual([...certainties].sort());
  });

  it('stay linear on long hostile text', () => {
    const dsn = `https://${hex(32)}:${hex(32)}@`;
    const long = [
      'sentry',
      ' "',
      'sntrys_eyJ',
      `https://${hex(32)}@`,
      dsn,
      `${dsn}a`,
      `${dsn}a/`,
      '/b',
      '/4x',
    ]
      .map((piece) => piece.repeat(20_000))
      .join('');
    expect(kindsIn(long).length).toBeGreaterThanOrEqual(0);
  });
});
