/** Integrations that moved from one manifest to another. */
import type { FileKeys, Integration, Manifest } from '../manifest/model.ts';
import { placeOf } from './checks.ts';
import { onlyPairs, renames } from './match.ts';
import type { Match } from './match.ts';

/** The two states of a manifest with their integrations paired; undefined for one that is not there or cannot be read. */
export interface FileMatches {
  readonly basePath: string;
  readonly base: Manifest | undefined;
  readonly head: Manifest | undefined;
  readonly matches: readonly Match[];
}

/** Where an integration was before. */
export interface Origin {
  readonly integration: Integration;
  readonly path: string;
  readonly file: FileKeys;
}

/** What moved from one file to another: where it was, by what it is now; and what left a file without being gone. */
export interface Moves {
  readonly from: ReadonlyMap<Integration, Origin>;
  readonly left: ReadonlySet<Integration>;
}

/** What moved between the files. */
export function movedBetween(files: readonly FileMatches[]): Moves {
  const origins = new Map<Integration, Origin>();
  const [gone, appeared]: [InFile[], InFile[]] = [[], []];
  for (const { basePath, base, head, matches } of files) {
    for (const match of matches) {
      if (match.base && base && !match.head) {
        gone.push({ integration: match.base, place: placeOf(base.file) });
        origins.set(match.base, { integration: match.base, path: basePath, file: base.file });
      } else if (match.head && head && !match.base) {
        appeared.push({ integration: match.head, place: placeOf(head.file) });
      }
    }
  }
  const from = new Map<Integration, Origin>();
  for (const [now, before] of matchMoved(gone, appeared)) {
    const origin = origins.get(before);
    if (origin) from.set(now, origin);
  }
  return { from, left: new Set([...from.values()].map(({ integration }) => integration)) };
}

/** An integration, and the file that it stands in. */
interface InFile {
  readonly integration: Integration;
  /** Which Sentry and which organization of it the file is about; of another one nothing can be the same. */
  readonly place: string;
}

/**
 * Pairs what is gone from one file with what appeared in another: by id, by name where there is one of that name and kind on either
 * side, and by what is written of it. By what appeared; the same pairs whichever side is asked from.
 */
function matchMoved(
  gone: readonly InFile[],
  appeared: readonly InFile[],
): ReadonlyMap<Integration, Integration> {
  const from = new Map<Integration, Integration>();
  const places = new Set(appeared.map(({ place }) => place));
  for (const place of places) {
    const here = ({ place: other }: InFile): boolean => other === place;
    const left = new Set(gone.filter(here).map(({ integration }) => integration));
    const open = new Set(appeared.filter(here).map(({ integration }) => integration));
    const pair = (before: Integration, now: Integration): void => {
      from.set(now, before);
      left.delete(before);
      open.delete(now);
    };
    for (const [before, now] of onlyPairs([...left], [...open], ({ id }) => id?.text)) pair(before, now);
    const nameAndKind = ({ name, kind }: Integration): string => JSON.stringify([name.text, kind?.text]);
    for (const [before, now] of onlyPairs([...left], [...open], nameAndKind)) {
      if (!before.id || !now.id) pair(before, now);
    }
    for (const [before, now] of renames([...left], [...open])) pair(before, now);
  }
  return from;
}
