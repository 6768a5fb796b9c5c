/** Which integration of one state is which of the other. */
import type { Integration } from '../manifest/model.ts';

export interface Match {
  readonly base: Integration | undefined;
  readonly head: Integration | undefined;
}

/**
 * Pairs integrations by their id in Sentry, and by name where one of the two has no id. Those of the head come first, in its order;
 * then those that are gone. Of several with one name or id, which is a fault of the file, the first goes with the first.
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
  return [
    ...head.map((now) => ({ base: partners.get(now), head: now })),
    ...[...left].map((gone) => ({ base: gone, head: undefined })),
  ];
}
