/** Finding the integration at a place: a file may hold thousands. */
import { leadingCount } from '../yaml/search.ts';
import type { Manifest } from './model.ts';

/** The index of the last integration that begins at or before `offset`; -1 where there is none. */
export function integrationIndexAt({ integrations }: Pick<Manifest, 'integrations'>, offset: number): number {
  return leadingCount(integrations, ({ start }) => start <= offset) - 1;
}
