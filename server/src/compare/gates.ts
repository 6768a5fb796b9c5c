/** What a pull request may be stopped for. */
import type { GrantChange, IntegrationChange, ManifestChange } from './model.ts';

export const GATES = ['widened-without-rationale', 'weakened-check', 'widened'] as const;
export type Gate = (typeof GATES)[number];

/** Everything that widened, with what it widened in. */
function widenings({
  integrations,
}: ManifestChange): { readonly integration: IntegrationChange; readonly change: GrantChange }[] {
  return integrations.flatMap((integration) =>
    integration.widened.map((change) => ({ integration, change })),
  );
}

/** The gates that the change does not pass. */
export function closedGates(change: ManifestChange): readonly Gate[] {
  const widened = widenings(change);
  const closed: Readonly<Record<Gate, boolean>> = {
    'widened-without-rationale': widened.some(({ change: { rationale } }) => rationale !== 'new'),
    'weakened-check':
      change.weakened.length > 0 || change.integrations.some(({ weakened }) => weakened.length > 0),
    widened: widened.length > 0,
  };
  return GATES.filter((gate) => closed[gate]);
}

/**
 * Whether it can be said what the head grants beyond the base. Faults of the base alone do not keep from it: what cannot be read there
 * counts as not granted, and a change that mends it has to get through.
 */
export function isJudged({ faults }: ManifestChange): boolean {
  return faults.every(({ side }) => side === 'base');
}

/** Whether nothing changed that anybody has to look at. */
export function isUnchanged({ faults, weakened, strengthened, integrations }: ManifestChange): boolean {
  return [faults, weakened, strengthened, integrations].every(({ length }) => length === 0);
}
