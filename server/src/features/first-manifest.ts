/** The text of a new manifest: what is sure is written, what only its owner knows is left empty and thereby asked for. */
import { hideCredentials } from '../catalog/hide-credentials.ts';
import { chooserOf, limitFor, serviceNamed } from '../catalog/services.ts';
import type { Service } from '../catalog/services.ts';
import { manifestShape } from '../manifest/format.ts';
import { expectedText } from '../manifest/text-format.ts';
import { CREDENTIAL_FORM } from '../protocol.ts';
import type { FirstManifest } from '../protocol.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { joined } from '../rules/wording.ts';
import { serviceEntry } from './service-entry.ts';

const NAME = 'new-integration';

/** What the first entry of a new manifest is about. */
export interface FirstService {
  /** Its key in the catalogue. */
  readonly key: string;
  /** What Sentry is to do there; what it usually does where left out. */
  readonly features?: readonly string[];
  /** The administrator of that service made the app and chooses its permissions. */
  readonly ownApp?: boolean;
}

/** What an organization must be called, to be read after "must be"; undefined where it may be called that. */
export function expectedOrganization(organization: string): string | undefined {
  return expectedOf('organization', organization);
}

/** What the address of an own Sentry must be, to be read after "must be"; undefined where it may be that. */
export function expectedServer(server: string): string | undefined {
  return expectedOf('server', server);
}

function expectedOf(key: string, text: string): string | undefined {
  const shape = manifestShape.keys[key]?.shape;
  return shape?.type === 'text' ? expectedText(text.trim(), shape) : undefined;
}

/**
 * A manifest for an organization of the Sentry at `server`, with its first entry to be filled in; without a name, or an address, the
 * key stays away, and so it does where a credential was given for it. For another service the entry is the least that its features need, or all that Sentry's own app holds; undefined
 * where the catalogue knows no such service.
 */
export function firstManifest(
  organization: string,
  about?: FirstService,
  server = '',
): FirstManifest | undefined {
  const service = about && serviceNamed(about.key);
  if (about && !service) return undefined;
  const slug = unlessCredential(organization.trim());
  const address = unlessCredential(server.trim());
  const name = service?.key ?? NAME;
  const lines = [
    '# What the integrations of this Sentry organization are meant to hold, and why.',
    '# Permissions are granted in Sentry; a review states that somebody compared the two.',
    'version: 1',
    ...(slug === '' ? [] : [`organization: ${scalarText(slug, { flow: false })}`]),
    ...(address === '' ? [] : [`server: ${scalarText(address, { flow: false })}`]),
    'review:',
    '  every: 90 days',
    '',
    'integrations:',
    '  # One entry for each integration, token and connected service.',
    `  ${name}:`,
    ...(service ? serviceLines(service, about, address) : TOKEN_LINES).map((line) => `    ${line}`),
    '',
  ];
  const line = lines.indexOf(`  ${name}:`);
  return {
    text: lines.join('\n'),
    goOnAt: { start: { line, character: 2 }, end: { line, character: 2 + name.length } },
  };
}

function unlessCredential(text: string): string {
  return CREDENTIAL_FORM.test(text) || hideCredentials(text) !== text ? '' : text;
}

const TOKEN_LINES = [
  'kind: internal-integration',
  'purpose:',
  'owner:',
  'credential:',
  '  # Where the secret is kept, never its value.',
  '  storedIn:',
  'scopes:',
  'reviews:',
];

function serviceLines(service: Service, { features: asked, ownApp }: FirstService, server: string): string[] {
  const chooser = ownApp ? 'administrator' : chooserOf(service, server === '' ? undefined : server);
  const { features, permissions, unserved, undecided } = serviceEntry(service, asked, chooser);
  const limit = limitFor(service, chooser);
  const plain = (text: string): string => scalarText(text, { flow: false });
  return [
    'kind: service',
    `service: ${service.key}`,
    'purpose:',
    'owner:',
    ...(limit === null ? [] : [`# Which ${limit.of}: ${limit.how}.`, 'limitedTo:']),
    ...listed('features', features.map(plain)),
    ...(unserved.length === 0
      ? []
      : [
          `# The catalogue does not know what ${joined(unserved)} ${unserved.length > 1 ? 'need' : 'needs'}.`,
          ...(undecided.length === 0 ? [] : [`# It may take more: ${undecided.join(', ')}.`]),
        ]),
    ...(permissions.length === 0
      ? [...(undecided.length === 0 ? ['# The sources of the catalogue name none.'] : []), 'permissions: []']
      : [
          'permissions:',
          ...permissions.flatMap(({ permission, access, rationale }) => [
            `  - permission: ${plain(permission)}`,
            `    access: ${access}`,
            `    rationale: ${plain(rationale)}`,
          ]),
        ]),
    'reviews:',
  ];
}

function listed(key: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}
