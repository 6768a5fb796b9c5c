/** A manifest to try things on, for the walkthrough: too much is granted, and its review is overdue. */
import { formatDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { FirstManifest } from '../protocol.ts';

const SCOPE = 'project:admin';

/** The sample as it is on `today`, and the scope to begin with. */
export function sampleManifest(today: Day): FirstManifest {
  const lines = [
    '# A sample to try things on. It is nowhere until you save it.',
    'version: 1',
    'organization: acme',
    'review:',
    '  every: 90 days',
    '',
    'integrations:',
    '  status-page:',
    '    kind: internal-integration',
    '    purpose: Shows the name and the platform of each project of the shop.',
    '    owner: team-shop@acme.example',
    '    credential:',
    '      storedIn: vault://platform/sentry/status-page',
    `      rotated: ${formatDay(today - 30)}`,
    '    scopes:',
    `      - scope: ${SCOPE}`,
    '        rationale: The first try failed with less, and nobody looked again.',
    '      - scope: org:read',
    '        rationale: Finds the projects that it shows.',
    '    uses:',
    '      - GET /api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/',
    '    reviews:',
    `      - { date: ${formatDay(today - 100)}, by: dana@acme.example, notes: Set up. }`,
    '',
  ];
  const line = lines.indexOf(`      - scope: ${SCOPE}`);
  const character = lines[line]?.indexOf(SCOPE) ?? 0;
  return {
    text: lines.join('\n'),
    goOnAt: { start: { line, character }, end: { line, character: character + SCOPE.length } },
  };
}
