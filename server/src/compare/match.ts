/** Which integration of one state is which of the other. */
import type { Integration } from '../manifest/model.ts';
import { reasonsIn } from './explained.ts';

export interface Match {
  readonly base: Integration | undefined;
  readonly head: Integration | undefined;
}

/**
 * Pairs integrations by their id in Sentry, by name where one of the two has no id, and what is left by what is written of it: a new
 * name makes no new integration. Those of the head come first, in its order; then those that are gone. Of several with one name or
 * id, which is a fault of the file, the first goes with the first.
 */
export function matchIntegrations(base: readonly Integration[], head: readonly Integration[]): Match[] {
  const partners = new Map<Integration, Integration>();
  const left = new Set(base);
  const pair = (fits: (before: Integration, now: Integration) => boolean): void => {
    for (const now of head) {
      if (partners.has(now)) continue;
      const before = [...left].find((other) => fits(other, now));
      if (!before) continue;
      partners.set(now, before);
      left.delete(before);
    }
  };
  const same = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;
  pair((a, b) => same(a.id?.text, b.id?.text) && a.name.text === b.name.text);
  pair((a, b) => same(a.id?.text, b.id?.text));
  pair((a, b) => a.name.text === b.name.text && (!a.id || !b.id));
  const renamed = renames(
    [...left],
    head.filter((now) => !partners.has(now)),
  );
  for (const [before, now] of renamed) {
    partners.set(now, before);
    left.delete(before);
  }
  return [
    ...head.map((now) => ({ base: partners.get(now), head: now })),
    ...[...left].map((gone) => ({ base: gone, head: undefined })),
  ];
}

/** An integration, and the file that it stands in. */
export interface InFile {
  readonly integration: Integration;
  /** Which Sentry and which organization of it the file is about; of another one nothing can be the same. */
  readonly place: string;
}

/**
 * Pairs what is gone from one file with what appeared in another: by id, by name where there is one of that name and kind on either
 * side, and by what is written of it. By what appeared; the same pairs whichever side is asked from.
 */
export function matchMoved(
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

/** The pairs of those that are alone on their side with their key. */
function onlyPairs(
  base: readonly Integration[],
  head: readonly Integration[],
  keyOf: (integration: Integration) => string | undefined,
): [Integration, Integration][] {
  const alone = (all: readonly Integration[]): Map<string, Integration | undefined> => {
    const found = new Map<string, Integration | undefined>();
    for (const integration of all) {
      const key = keyOf(integration);
      if (key !== undefined) found.set(key, found.has(key) ? undefined : integration);
    }
    return found;
  };
  const before = alone(base);
  return [...alone(head)].flatMap(([key, now]) => {
    const other = before.get(key);
    return now && other ? [[other, now] as [Integration, Integration]] : [];
  });
}

/**
 * What has another name now: of the same kind, without two ids, and with at least half of the rationales of that which has fewer in
 * common. Those that have most in common go together first, and the same ones whichever side is asked from.
 */
function renames(base: readonly Integration[], head: readonly Integration[]): [Integration, Integration][] {
  // Each is compared with each; and so many are not renamed one by one.
  if (base.length * head.length > MOST_COMPARED) return [];
  const reasons = new Map([...base, ...head].map((entry) => [entry, new Set(reasonsIn(entry))]));
  const candidates = base.flatMap((before, i) =>
    head.flatMap((now, j) => {
      if (before.kind?.text !== now.kind?.text || (before.id && now.id)) return [];
      const [a, b] = [reasons.get(before) ?? NONE, reasons.get(now) ?? NONE];
      const common = [...a].filter((text) => b.has(text)).length;
      const enough = common > 0 && common * 2 >= Math.min(a.size, b.size);
      return enough ? [{ before, now, common, at: i + j }] : [];
    }),
  );
  const taken = new Set<Integration>();
  return candidates
    .sort((a, b) => b.common - a.common || a.at - b.at)
    .flatMap(({ before, now }) => {
      if (taken.has(before) || taken.has(now)) return [];
      taken.add(before).add(now);
      return [[before, now] as [Integration, Integration]];
    });
}

const MOST_COMPARED = 250_000;
const NONE: ReadonlySet<string> = new Set();
