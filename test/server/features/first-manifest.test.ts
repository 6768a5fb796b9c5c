import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { allServices } from '../../../server/src/catalog/services.ts';
import {
  expectedOrganization,
  expectedServer,
  firstManifest,
} from '../../../server/src/features/first-manifest.ts';
import { serviceTemplates } from '../../../server/src/features/service-entry.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { CREDENTIAL_FORM, ORGANIZATION_SLUG, SERVER_ADDRESS } from '../../../server/src/protocol.ts';
import { findingsIn } from '../../../server/src/service.ts';

const HEX = '0123456789abcdef'.repeat(4);
const TODAY = parseDay('2026-11-23') ?? 0;

describe('firstManifest', () => {
  it.each(['acme', ''])('asks only for what its owner alone knows, for organization %j', (organization) => {
    const found = findingsIn(firstManifest(organization)!.text, TODAY);
    const rules = found.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['missing-purpose', 'missing-owner', 'missing-review']));
    expect(rules.filter((rule) => !rule.startsWith('missing-') || rule === 'missing-key')).toEqual([]);
  });

  it('writes the organization, or no key for none', () => {
    expect(firstManifest(' acme ')!.text).toMatch(/^organization: acme$/m);
    expect(firstManifest('')!.text).not.toContain('organization:');
  });

  it.each(['a: b', '# c', 'yes\nversion: 2', '- x', '"'])(
    'keeps %j one value, whatever it is',
    (organization) => {
      const { text } = firstManifest(organization)!;
      const rules = findingsIn(text, TODAY).map(({ rule }) => rule);
      expect(rules).toContain('invalid-value');
      expect(rules).not.toContain('invalid-yaml');
      expect(rules).not.toContain('duplicate-key');
    },
  );

  it.each([`sntryu_${HEX}`, HEX, HEX.slice(32), 'sntrys_eyJpYXQiOjE3'])(
    'writes no credential for an organization, and a client says so: %s',
    (credential) => {
      expect(firstManifest(credential)!.text).toBe(firstManifest('')!.text);
      expect(CREDENTIAL_FORM.test(credential)).toBe(true);
    },
  );

  it('writes no address with a password in it', () => {
    const { text } = firstManifest('acme', undefined, 'https://ci:hunter22@sentry.acme.example')!;
    expect(text).toBe(firstManifest('acme')!.text);
  });

  it.each(['acme', 'sntry', 'sntry-tools', 'deadbeef'])('a client takes %s for no credential', (name) => {
    expect(CREDENTIAL_FORM.test(name)).toBe(false);
  });

  it.each(['acme', 'acme-2', '0_a', 'Acme', 'Acme Inc.', '-a', 'a.b', 'é'])(
    'a client that asks for it takes %j exactly where the format does',
    (organization) => {
      expect(ORGANIZATION_SLUG.test(organization)).toBe(expectedOrganization(organization) === undefined);
    },
  );

  it.each([
    'https://sentry.acme.example',
    'https://a/b',
    'http://a',
    'https://',
    'https://a b',
    'https://a:b@c',
    'https://a@c/d',
    'https://a/@b',
    'https://a:9000',
    'a',
  ])('a client that asks for it takes %j exactly where the format does', (server) => {
    expect(SERVER_ADDRESS.test(server)).toBe(expectedServer(server) === undefined);
  });

  it('a client asks whose app it is where Sentry has one and people may make one', () => {
    const both = serviceTemplates().filter(({ ownApp }) => ownApp);
    expect(both.map(({ key }) => key).sort()).toEqual(['github', 'slack', 'vsts', 'vsts_extension']);
  });

  it('has no character that VS Code frames in a folder that nobody trusts yet', () => {
    expect(firstManifest('acme')!.text).toMatch(/^[\n -~]*$/);
  });

  it('goes on at the name of the first entry', () => {
    const { text, goOnAt } = firstManifest('acme')!;
    const document = TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text);
    expect(document.getText(goOnAt)).toBe('new-integration');
  });
});

describe('a manifest for a feature of which nobody knows what it needs', () => {
  it('holds what the set-up asks for, and says that it is not known', () => {
    const { text } = firstManifest('acme', { key: 'opsgenie', features: ['alert-rule'] })!;
    expect(text).toContain(`    features:
      - alert-rule
    # The catalogue does not know what alert-rule needs.
    permissions:
      - permission: Create and Update Access
        access: write
        rationale: Sentry opens and closes alerts of the team; its set-up asks for it.
      - permission: Read Access
`);
  });

  it('names what else there is', () => {
    const features = ['chat-unfurl', 'slash-commands'];
    const { text } = firstManifest('acme', { key: 'discord', features, ownApp: true })!;
    expect(text).toContain(
      '    # It may take more: CREATE_PUBLIC_THREADS, CREATE_PRIVATE_THREADS.\n    permissions:\n',
    );
  });
});

/** What only the owner knows: the texts, what the installation reaches, and whether what is broad may stay. */
const FOR_ITS_OWNER = [
  'missing-purpose',
  'missing-owner',
  'missing-review',
  'unlimited-installation',
  'broad-permission',
];

/** Where an administrator chooses, it is for a Sentry of their own. */
const OWN_SENTRY = 'https://sentry.acme.example';

describe.each(allServices())('a manifest that begins with $key', (service) => {
  const { key, limit, confidence, permissions } = service;

  it.each([false, true])('asks only for what its owner alone knows; an app of their own: %j', (ownApp) => {
    const { text } = firstManifest('acme', { key, ownApp }, ownApp ? OWN_SENTRY : '')!;
    const found = findingsIn(text, TODAY);
    const rules = new Set(found.map(({ rule }) => rule));
    expect(found.filter((finding) => !isForItsOwner(finding))).toEqual([]);
    for (const rule of ['missing-purpose', 'missing-owner', 'missing-review']) expect(rules).toContain(rule);
    expect(rules.has('unlimited-installation')).toBe(limit?.atInstall === true && confidence !== 'low');
  });

  it('has no character that VS Code frames in a folder that nobody trusts yet', () => {
    const { features } = serviceTemplates().find((own) => own.key === key)!;
    const all = features.map(({ name }) => name);
    for (const ownApp of [false, true])
      expect(firstManifest('acme', { key, features: all, ownApp })!.text).toMatch(/^[\n -~]*$/);
  });

  it('has a reason for every permission, and none twice', () => {
    const { text } = firstManifest('acme', { key })!;
    const reasons = [...text.matchAll(/^ {8}rationale: (.+)$/gm)].map(([, reason]) => reason);
    expect(reasons.length).toBe([...text.matchAll(/- permission: /g)].length);
    expect(new Set(reasons).size).toBe(reasons.length);
    if (permissions.length > 0) expect(reasons.length).toBeGreaterThan(0);
  });

  it('says all that Sentry’s own app holds', () => {
    const { text } = firstManifest('acme', { key })!;
    const names = permissions.flatMap(({ name, ownAppOnly }) => (ownAppOnly ? [] : [name]));
    const written = [...text.matchAll(/- permission: (.*)$/gm)].map(([, name]) => name!);
    if (service.chosenBy === 'sentry') expect(written.sort()).toEqual([...new Set(names)].sort());
  });

  it('serves every choice of features, and any one of them', () => {
    const features = serviceTemplates()
      .find((own) => own.key === key)!
      .features.map(({ name }) => name);
    for (const chosen of [features, ...features.map((name) => [name])]) {
      const found = findingsIn(firstManifest('', { key, features: chosen })!.text, TODAY);
      const odd = found.filter((finding) => !isForItsOwner(finding));
      expect(odd.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    }
  });
});

/** What Sentry's own app holds beyond the features in use is told as well, for only the owner knows whether to accept it. */
function isForItsOwner({ rule, message }: ReturnType<typeof findingsIn>[number]): boolean {
  const isHeldAnyway = rule === 'excess-permission' && message.includes("Sentry's own app fixes the set");
  return isHeldAnyway || FOR_ITS_OWNER.includes(rule);
}

describe('a manifest that begins with a service', () => {
  it('grants what the features need, and says why', () => {
    const { text, goOnAt } = firstManifest('acme', {
      key: 'github',
      features: ['suspect-commits'],
      ownApp: true,
    })!;
    expect(text.slice(text.indexOf('integrations:'))).toBe(`integrations:
  # One entry for each integration, token and connected service.
  github:
    kind: service
    service: github
    purpose:
    owner:
    # Which repositories: all or selected repositories, chosen when the app is installed.
    limitedTo:
    features:
      - suspect-commits
    permissions:
      - permission: Contents
        access: read
        rationale: Sentry reads commits and files of the repositories (suspect-commits).
      - permission: Metadata
        access: read
        rationale: Sentry lists the repositories to choose from.
      - permission: Webhooks
        access: write
        rationale: Sentry hears of pushes and pull requests.
    reviews:
`);
    const document = TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text);
    expect(document.getText(goOnAt)).toBe('github');
  });

  it('writes a feature once, however often and in what spelling it was asked for', () => {
    const features = ['Suspect commits', 'suspect-commits'];
    expect(firstManifest('acme', { key: 'github', features })).toEqual(
      firstManifest('acme', { key: 'github', features: ['suspect-commits'] }),
    );
  });

  it('says of what nobody can take out why it is there', () => {
    const { text } = firstManifest('acme', { key: 'slack', features: ['alert-rule'] })!;
    expect(text).toContain(`
      - permission: commands
        access: write
        rationale: People command Sentry from the chat; Sentry's own app asks for it.
`);
  });

  it('is of an app of their own by the address of the Sentry that they host', () => {
    const about = { key: 'slack', features: ['alert-rule'] };
    const text = firstManifest('acme', about, ` ${OWN_SENTRY} `)!.text;
    expect(text).toContain(`organization: acme\nserver: ${OWN_SENTRY}\n`);
    expect(text).not.toContain('commands');
    expect(firstManifest('acme', about, 'https://sentry.io')!.text).toContain('commands');
  });

  it('asks what the installation is limited to only where it can be', () => {
    expect(firstManifest('acme', { key: 'slack' })?.text).not.toContain('limitedTo');
    expect(firstManifest('acme', { key: 'slack', ownApp: true })?.text).toContain('limitedTo:');
  });

  it('is none for a service that nobody knows', () => {
    expect(firstManifest('acme', { key: 'nothing' })).toBeUndefined();
  });
});
