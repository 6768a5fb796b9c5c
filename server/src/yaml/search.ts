/** Searching in halves: a file may hold a list of any length. */
import type { Range } from './node.ts';

/** How many of the items are so, where those that are come first. */
export function leadingCount<Item>(items: readonly Item[], isSo: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the first range that begins at `offset` or behind it, of ranges in the order of the text. */
export function indexFrom(ranges: readonly Range[], offset: number): number {
  return leadingCount(ranges, ({ start }) => start < offset);
}
