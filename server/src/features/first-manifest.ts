/** The text of a new manifest: what is sure is written, what only its owner knows is left empty and thereby asked for. */
import type { FirstManifest } from '../protocol.ts';
import { scalarText } from '../yaml/scalar-text.ts';

const NAME = 'new-integration';

/** A manifest for an organization, with its first entry to be filled in; without a name the key stays away. */
export function firstManifest(organization: string): FirstManifest {
  const slug = organization.trim();
  const lines = [
    '# What the integrations of this Sentry organization are meant to hold, and why.',
    '# Permissions are granted in Sentry; a review states that somebody compared the two.',
    'version: 1',
    ...(slug === '' ? [] : [`organization: ${scalarText(slug, { flow: false })}`]),
    'review:',
    '  every: 90 days',
    '',
    'integrations:',
    '  # One entry for each integration, token and connected service.',
    `  ${NAME}:`,
    '    kind: internal-integration',
    '    purpose:',
    '    owner:',
    '    credential:',
    '      # Where the secret is kept, never its value.',
    '      storedIn:',
    '    scopes:',
    '    reviews:',
    '',
  ];
  const line = lines.indexOf(`  ${NAME}:`);
  return {
    text: lines.join('\n'),
    goOnAt: { start: { line, character: 2 }, end: { line, character: 2 + NAME.length } },
  };
}
