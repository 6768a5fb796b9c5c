import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOfOneSecret } from '../../../server/src/rules/secret-place.ts';

const ONE: readonly string[] = [
  'vault://platform/sentry/offboarding-bot',
  'vault://platform/sentry#token',
  'vault://platform/secrets#sentry',
  'op://Engineering/Sentry/credential',
  'op://Engineering/Sentry bot/credential',
  'aws-sm://eu-west-1/sentry/bot',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:sentry/bot-AbCdEf',
  'file:///etc/shop/sentry-token',
  'https://acme.vault.azure.net/secrets/sentry-token',
  'https://vault.acme.example/ui/vault/secrets/kv/show/sentry/bot',
  'https://vault.acme.example/ui/#/secrets/kv/sentry',
  'https://console.aws.example/secretsmanager/secret?name=sentry%2Fbot',
  'https://github.com/acme/shop/settings/secrets/actions/SENTRY_AUTH_TOKEN',
  'GitHub Actions secret SENTRY_AUTH_TOKEN of acme/shop',
  'GitHub Actions secret SENTRY_AUTH_TOKEN',
  'Kubernetes secret sentry-bot in namespace shop',
  '1Password item "Sentry bot" in the vault Platform',
  '1Password item 8c1f4f0e-6a51-4c0e-9d6e-0f6f3a2b7c11',
  'Jenkins credential sentry.upload',
  'AWS Parameter Store /prod/sentry/token',
  'HashiCorp Vault kv/sentry',
  'Kept in Vault: vault://platform/sentry/bot',
  'CircleCI variable: sentry_auth_token, for the deploys',
];

const NOT_ONE: readonly string[] = [
  '',
  'Vault',
  '1Password',
  'vault',
  'AWS Secrets Manager',
  'AWS Secrets Manager, eu-west-1',
  'AWS Secrets Manager in eu-west-1',
  'GitHub Actions secrets',
  'GitHub Actions secrets of acme/shop',
  'GitHub repository acme/shop',
  'GitLab project acme/web/shop',
  'the secrets of GitHub acme/shop',
  '1Password vault of team-platform',
  '1Password vault team-platform',
  '1Password vault 8c1f4f0e-6a51-4c0e-9d6e-0f6f3a2b7c11',
  'Azure Key Vault of the platform team',
  'the password manager of the shop',
  'where the secret is kept, never the secret',
  'SENTRY_AUTH_TOKEN',
  'acme/shop',
  'stored in the CI/CD system',
  'managed by the vendor (SOC2/ISO27001)',
  'kept by the vendor and/or its partner',
  'wird von CI/CD verwaltet, siehe OPS-12',
  'secret SENTRY_AUTH_TOKEN',
  'platform/sentry/bot',
  'AWS SSM Parameter Store path /prod/sentry/',
  'Kept in Vault under the path "kv/sentry/".',
  'vault://platform',
  'vault://platform/',
  'vault://platform/sentry/',
  'vault://platform/sentry/secrets',
  'vault://platform/sentry/*',
  'vault://platform/<team>/sentry',
  'vault://platform/${TEAM}/sentry',
  'vault://platform/…',
  'op://Engineering',
  'github://acme/shop',
  'https://vault.acme.example',
  'https://vault.acme.example/ui/',
  'https://vault.acme.example/ui/vault/secrets',
  'https://github.com/acme/shop',
  'https://github.com/acme/shop/settings/secrets/actions',
  'https://gitlab.acme.example/acme/shop/-/settings/ci_cd',
  'https://wiki.acme.example/display/OPS/Sentry',
  'See https://wiki.acme.example/display/OPS/Sentry for it',
  'https://sentry.io/settings/acme/developer-settings/',
  'file:///etc/shop/.env',
  'The file /etc/shop/app.env on the shop hosts',
  'Encrypted in infra/prod/secrets.yaml with sops',
  'Printed, in the safe of the office',
  'with dana@acme.example until March',
  'Terraform variables of the workspace shop-prod',
  'secret since 2026-10-20',
];

describe('a text', () => {
  it.each(ONE)('names the place of one secret: %s', (text) => {
    expect(placeOfOneSecret(text)).toBeDefined();
  });

  it.each(NOT_ONE)('does not: %s', (text) => {
    expect(placeOfOneSecret(text)).toBeUndefined();
  });

  it.each([
    [
      'GitHub Actions secret SENTRY_AUTH_TOKEN of acme/shop',
      ' github  actions secret\n SENTRY_AUTH_TOKEN of acme/shop.',
    ],
    ['vault://platform/sentry/bot', 'Vault://Platform/sentry/bot'],
    ['vault://platform/sentry/bot', 'vault://platform/sentry/bot#'],
    ['https://Acme.vault.azure.net/secrets/bot', 'https://acme.vault.azure.net/secrets/bot'],
  ])('%s names the same place as %s', (text, other) => {
    expect(placeOfOneSecret(text)).toBe(placeOfOneSecret(other));
  });

  it.each([
    ['vault://platform/sentry/bot#read', 'vault://platform/sentry/bot#write'],
    ['vault://platform/sentry/bot', 'vault://platform/sentry/bot#write'],
    ['vault://platform/sentry/bot', 'vault://platform/sentry/Bot'],
    ['vault://platform/sentry/bot', 'vault://shop/sentry/bot'],
    ['https://a.example/secret?name=a', 'https://a.example/secret?name=b'],
    [
      'GitHub Actions secret SENTRY_AUTH_TOKEN of acme/shop',
      'GitHub Actions secret SENTRY_AUTH_TOKEN of acme/api',
    ],
    ['op://Engineering/Sentry bot/credential', 'op://Engineering/Sentry app/credential'],
  ])('%s names another place than %s', (text, other) => {
    expect(placeOfOneSecret(text)).not.toBe(placeOfOneSecret(other));
  });

  it('is read whatever it holds, and names itself under its one spelling', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...ONE, ...NOT_ONE)), (text) => {
        const place = placeOfOneSecret(text);
        if (place !== undefined) expect(placeOfOneSecret(place)).toBe(place);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['a/', 'a_', 'secret ', 'vault://a/', 'a-', '"', '(', '://'])(
    'of %j, many times over, comes to an end and names none',
    (almost) => {
      expect(placeOfOneSecret(almost.repeat(20_000))).toBeUndefined();
    },
  );
});
