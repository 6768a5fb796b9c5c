/** Counts over all integrations of a manifest that are carried on from one version of it to the next. */
import type { IntegrationEntry, Manifest } from './model.ts';

/** How often each text stands in a manifest. */
export interface Tally {
  readonly counts: ReadonlyMap<string, number>;
  /** The texts that stand there often. */
  readonly often: ReadonlySet<string>;
}

interface Counting {
  readonly counts: Map<string, number>;
  readonly often: Set<string>;
}

/** What of a manifest is counted, or of one that is being read. */
export type Countable = Pick<Manifest, 'integrations' | 'state' | 'since'>;

/** Counts the texts that `textsOf` names; `enough` of them are often. An answer holds until a later version is asked about. */
export function createTally(
  textsOf: (entry: IntegrationEntry) => readonly string[],
  enough: number,
): (manifest: Countable) => Tally {
  const known = new WeakMap<object, Counting>();

  function count({ counts, often }: Counting, entry: IntegrationEntry, by: 1 | -1): void {
    for (const text of textsOf(entry)) {
      const number = (counts.get(text) ?? 0) + by;
      if (number > 0) counts.set(text, number);
      else counts.delete(text);
      if (number >= enough) often.add(text);
      else often.delete(text);
    }
  }

  return ({ integrations, state, since }) => {
    let counting = known.get(state);
    if (counting) return counting;
    counting = since && known.get(since.state);
    if (since && counting) {
      known.delete(since.state);
      for (const entry of since.gone) count(counting, entry, -1);
      for (const entry of since.added) count(counting, entry, 1);
    } else {
      counting = { counts: new Map(), often: new Set() };
      for (const { entry } of integrations) count(counting, entry, 1);
    }
    known.set(state, counting);
    return counting;
  };
}
