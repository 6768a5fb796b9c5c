/** Where in the head it says what widened. */
import type { Day } from '../manifest/dates.ts';
import type { Integration, PlacedIntegration } from '../manifest/model.ts';
import type { Located } from '../manifest/value.ts';
import { isEverything } from '../rules/limits.ts';
import { leadingCount } from '../yaml/search.ts';
import { grantIndex, grantsOfPermission } from './grant-index.ts';
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
    const place = (starts.get(integration) ?? 0) + offset;
    return 1 + leadingCount(ends, (end) => end < place);
  };
}

function lineEnds(text: string): number[] {
  return [...text.matchAll(/\r\n?|\n/g)].map(({ index, 0: end }) => index + end.length - 1);
}

/** The offset of what grants it on a day; of the name where no single place does. */
export function placeIn(integration: Integration, change: GrantChange, today: Day): number {
  return (grantOf(integration, change, today) ?? integration.name).at.start;
}

function grantOf(integration: Integration, change: GrantChange, today: Day): Located | undefined {
  const { what, name } = change;
  switch (what) {
    case 'scope':
      return grantIndex(integration, today).scopes.get(name)?.[0];
    case 'permission':
      return grantsOfPermission(integration, change, today)[0];
    case 'webhook':
      return grantIndex(integration, today).webhooks.get(name)?.[0];
    case 'limit':
      return name === '*'
        ? integration.limitedTo.find(isEverything)
        : grantIndex(integration, today).limits.get(name)?.[0];
    case 'kind':
      return integration.kind;
  }
}
