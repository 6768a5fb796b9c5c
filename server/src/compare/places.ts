/** Where in the head it says what widened. */
import type { Day } from '../manifest/dates.ts';
import type { Integration, PlacedIntegration } from '../manifest/model.ts';
import { hasPassed } from '../rules/granted.ts';
import { eventsHeld, grantsOfPermission, meantBy } from './held.ts';
import { isEverything } from '../rules/limits.ts';
import type { GrantChange } from './model.ts';

/** The line of an offset in an integration, counting from 1. */
export type LineOf = (integration: Integration, offset: number) => number;

/** The lines of a text and of the integrations in it, counted when somebody first asks. */
export function linesOf(
  text: string,
  integrations: readonly Pick<PlacedIntegration, 'integration' | 'start'>[],
): LineOf {
  let starts: ReadonlyMap<Integration, number> | undefined;
  let ends: readonly number[] | undefined;
  return (integration, offset) => {
    starts ??= new Map(integrations.map((placed) => [placed.integration, placed.start]));
    ends ??= lineEnds(text);
    return 1 + countBelow(ends, (starts.get(integration) ?? 0) + offset);
  };
}

function lineEnds(text: string): number[] {
  return [...text.matchAll(/\r\n?|\n/g)].map(({ index, 0: end }) => index + end.length - 1);
}

/** How many of the sorted numbers lie below the limit. */
function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The offset of what grants it on a day; of the name where no single place does. */
export function placeIn(integration: Integration, change: GrantChange, today: Day): number {
  const { what, name } = change;
  const { scopes, webhooks, limitedTo, kind } = integration;
  const place = {
    scope: scopes.find(
      (grant) => grant.scope && meantBy(grant.scope.text) === name && !hasPassed(grant, today),
    )?.at,
    permission: grantsOfPermission(integration, change)[0]?.at,
    webhook: webhooks.find(({ text }) => eventsHeld(text).includes(name))?.at,
    limit: limitedTo.find((limit) => (name === '*' ? isEverything(limit) : limit.text.trim() === name))?.at,
    kind: kind?.at,
  }[what];
  return (place ?? integration.name.at).start;
}
