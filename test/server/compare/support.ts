/** Two states of a manifest, written in short. */
import { compareManifest } from '../../../server/src/compare/compare.ts';
import type { GrantChange, IntegrationChange, ManifestChange } from '../../../server/src/compare/model.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';

export const TODAY = parseDay('2026-11-23')!;

/** The head of the file, with further keys. */
export const file = (entries: string, keys = 'review: { every: 90 days }'): string =>
  `version: 1\norganization: acme\n${keys}\nintegrations:\n${entries}`;

/** An internal integration named `bot`, with these lines of flow YAML for its scopes and more keys. */
export const bot = (scopes: readonly string[], more = '', name = 'bot'): string => `  ${name}:
    kind: internal-integration
    purpose: Creates a release for every deploy.
    owner: team-release@acme.example
    scopes: [${scopes.join(', ')}]
${more === '' ? '' : `    ${more}\n`}    reviews:
      - { date: 2026-11-10, by: dana@acme.example }
`;

export const compare = (base: string | undefined, head: string | undefined): ManifestChange =>
  compareManifest(base, head, TODAY);

/** What changed in the only integration that did. */
export function only(base: string, head: string): IntegrationChange {
  const { faults, integrations } = compare(file(base), file(head));
  if (faults.length > 0 || integrations.length !== 1)
    throw new Error(JSON.stringify({ faults, integrations }));
  return integrations[0]!;
}

/** "scope project:write (project:read)", "permission Contents write". */
export const inShort = ({ what, name, access, includes }: GrantChange): string =>
  [what, name, ...access, ...(includes.length > 0 ? [`(${includes.join(', ')})`] : [])].join(' ');
