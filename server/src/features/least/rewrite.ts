/** Rewriting `scopes` as the uses need them: the least set in place of what is granted, or where nothing is granted yet. */
import { fixedScopes } from '../../catalog/credentials.ts';
import type { Day } from '../../manifest/dates.ts';
import { isKind } from '../../manifest/format.ts';
import type { Integration } from '../../manifest/model.ts';
import { verifiedFixes } from '../../lint/verified-fixes.ts';
import { leastScopes, reasonsFor } from '../../privilege/least-scopes.ts';
import { declaredUses, excessOf, scopesToWrite } from '../../rules/declared-uses.ts';
import { addScopesFix, replaceScopesFix } from '../../rules/least-fixes.ts';
import type { Fix } from '../../rules/rule.ts';

/** Puts the least scopes in the place of what is granted; undefined where that costs no less or the list cannot be edited surely. */
export function replacement(integration: Integration, today: Day): Fix | undefined {
  const excess = excessOf(integration, today);
  if (!excess?.isLess) return undefined;
  return verified(integration, replaceScopesFix(integration, scopesToWrite(excess), today));
}

/**
 * Fills an empty or absent `scopes` with the least scopes for the uses. Undefined where something is granted, where a use or
 * the kind is not known, or where no scopes that the kind can hold would do.
 */
export function filling(integration: Integration): Fix | undefined {
  const { kind, scopes, map } = integration;
  const { uses, webhooks, complete } = declaredUses(integration);
  if (!complete || uses.length === 0 || scopes.length > 0) return undefined;
  if (!kind || !isKind(kind.text) || kind.text === 'service' || fixedScopes(kind.text)) return undefined;
  const entry = map?.entries.get('scopes');
  if (entry?.value && entry.pair.value?.type !== 'sequence') return undefined;
  const { best, certificate } = leastScopes([...uses.map(({ use }) => use), ...webhooks], kind.text);
  if (!best || best.length === 0) return undefined;
  const title = `Fill “scopes” from “uses”: ${best.join(', ')}`;
  const added = certificate.kept.map((kept) => ({ scope: kept.scope, uses: reasonsFor(kept) }));
  return verified(integration, addScopesFix(integration, added, title));
}

function verified(integration: Integration, fix: Fix | undefined): Fix | undefined {
  return verifiedFixes(integration, [fix])[0];
}
