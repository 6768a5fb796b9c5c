/** How much harm an integration can do, as one number to sort by. */
import { fixedScopes } from '../../catalog/credentials.ts';
import { scopeNamed } from '../../catalog/scopes.ts';
import type { Integration } from '../../manifest/model.ts';
import { BROAD } from '../../rules/broad-scope.ts';
import { knownGrants } from '../../rules/granted.ts';
import { isBroad, rowsOf, serviceOf } from '../../rules/other-service.ts';

/** In words, from 0 on. */
export const SENSITIVITIES = ['Not rated', 'Lowest', 'Low', 'Medium', 'High', 'Highest'];

/**
 * The greatest sensitivity of the granted scopes, 1 (harmless) to 5 (total control of something), ended grants included: nobody may
 * have revoked them. Of permissions in another service the catalogue only knows which are broad. 0 where it cannot tell.
 */
export function sensitivityOf(integration: Integration): number {
  const service = serviceOf(integration);
  if (service) {
    const isAnyBroad = integration.permissions.some((grant) =>
      rowsOf(service, grant).some((row) => isBroad(grant, row)),
    );
    return isAnyBroad ? BROAD : 0;
  }
  const listed = knownGrants(integration).map(({ scope }) => scope);
  const held = listed.length > 0 ? listed : (fixedScopes(integration.kind?.text ?? '') ?? []);
  return Math.max(0, ...held.map((scope) => scopeNamed(scope)?.sensitivity ?? 0));
}
