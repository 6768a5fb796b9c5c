/** What of a long document is shown where not all of it has room. */

/** One thing that is said. */
export interface Entry {
  readonly text: string;
  /** The lower, the graver. */
  readonly gravity: number;
}

/** A heading and what stands below it. */
export interface Section<E extends Entry = Entry> {
  readonly heading: string;
  readonly entries: readonly E[];
  /** The section around it, whose heading has to be shown too. */
  readonly within: Section<E> | undefined;
  /** Whether its heading says something even with nothing below it. */
  readonly standsAlone: boolean;
}

/** What is written between two blocks, and for what is left out of a section. */
const AROUND = 60;

/**
 * The sections that are shown, each with those of its entries that are, for which there is room for so many characters: the gravest
 * come first, and of equally grave ones the first of every section before the second of any, so that no long list keeps out what
 * stands below it.
 */
export function fitting<E extends Entry>(
  sections: readonly Section<E>[],
  room: number,
): ReadonlyMap<Section<E>, ReadonlySet<E>> {
  const shown = new Map<Section<E>, Set<E>>();
  let left = room;
  for (const { section, entry } of inOrder(sections)) {
    const headings = [section, section.within].filter((each) => each !== undefined && !shown.has(each));
    const length =
      (entry ? entry.text.length + 1 : 0) +
      headings.reduce((sum, each) => sum + (each?.heading.length ?? 0) + AROUND, 0);
    if (length > left) continue;
    left -= length;
    for (const each of headings) if (each) shown.set(each, new Set());
    if (entry) shown.get(section)?.add(entry);
  }
  return shown;
}

/** Everything that can be shown, what matters most first. */
function inOrder<E extends Entry>(
  sections: readonly Section<E>[],
): { readonly section: Section<E>; readonly entry?: E }[] {
  const all = sections.flatMap((section) => {
    const turns = new Map<number, number>();
    const entries = section.entries.map((entry) => {
      const turn = turns.get(entry.gravity) ?? 0;
      turns.set(entry.gravity, turn + 1);
      return { section, entry, gravity: entry.gravity, turn };
    });
    if (entries.length > 0 || !section.standsAlone) return entries;
    return [{ section, gravity: Infinity, turn: 0 }];
  });
  return all.sort((a, b) => (a.gravity === b.gravity ? a.turn - b.turn : a.gravity - b.gravity));
}
