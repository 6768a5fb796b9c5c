/** Which threats of the method a scope serves in the wrong hands. Ours to judge; each follows from the catalogue's own texts. */
import { reachOf } from '../../privilege/reach.ts';

export type Threat = 'lateral movement' | 'data breach' | 'unauthorized action';

/** Opens people's accounts and teams, other services, or code: ways from Sentry to something else. */
const LATERAL = new Set([
  'org:admin',
  'org:integrations',
  'member:invite',
  'member:write',
  'member:admin',
  'team:write',
  'team:admin',
  'event:write',
  'event:admin',
]);

/** Shows events, attachments, telemetry, client keys or personal data. */
const BREACH = new Set([
  'org:read',
  'org:write',
  'org:admin',
  'member:invite',
  'member:read',
  'member:write',
  'member:admin',
  'project:read',
  'project:write',
  'project:admin',
  'event:read',
  'event:write',
  'event:admin',
  'profile',
  'email',
]);

/** The threats of a scope; that of unauthorized action wherever an operation that it opens changes or deletes. */
export function threatsOf(scope: string): Threat[] {
  const reach = reachOf(scope);
  return [
    ...(LATERAL.has(scope) ? (['lateral movement'] as const) : []),
    ...(BREACH.has(scope) ? (['data breach'] as const) : []),
    ...(reach.change + reach.delete > 0 ? (['unauthorized action'] as const) : []),
  ];
}
