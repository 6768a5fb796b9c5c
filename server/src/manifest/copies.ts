/** Keys that stand in a map more than once: all copies are judged, whichever of them a parser would keep. */
import type { Item, ListValue } from './value.ts';

/** The lists that were put together here: they grow with the next copy, where thousands of copies would be copied thousands of times. */
const growing = new WeakMap<readonly Item[], Item[]>();

/** The list with the items of a further copy behind its own. */
export function withCopy(first: ListValue, further: ListValue): ListValue {
  const items = growing.get(first.items) ?? [...first.items];
  for (const item of further.items) items.push(item);
  growing.set(items, items);
  return { ...first, items };
}
