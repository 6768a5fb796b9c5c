/** Which integration of one state is which of the other. */
import { grouped } from '../manifest/grouped.ts';
import type { Integration } from '../manifest/model.ts';
import { placeOfOneSecret } from '../rules/secret-place.ts';
import { isPlaceholderFor } from '../rules/weak-text.ts';
import { grantKey } from './accepted.ts';
import { reasonsIn } from './explained.ts';
import { serviceMeant } from './service-meant.ts';

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
  const pair = (
    keyOf: (integration: Integration) => string | undefined,
    fits: (before: Integration, now: Integration) => boolean = () => true,
  ): void => {
    const byKey = grouped([...left].map((before) => [keyOf(before), before] as const));
    for (const now of head) {
      const key = partners.has(now) ? undefined : keyOf(now);
      const others = key === undefined ? undefined : byKey.get(key);
      const before = others?.find((other) => left.has(other) && fits(other, now));
      if (!before) continue;
      partners.set(now, before);
      left.delete(before);
    }
  };
  pair(({ id, name }) => id && JSON.stringify([id.text, name.text]));
  pair(({ id }) => id?.text);
  pair(
    ({ name }) => name.text,
    (before, now) => !before.id || !now.id,
  );
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

/**
 * What has another name now: of the same kind and without two ids. First by where its secret is stored, then by purpose and owner
 * with a grant in common, both where one alone on either side says so; then by rationales. The same pairs whichever side is asked from.
 */
export function renames(
  base: readonly Integration[],
  head: readonly Integration[],
): [Integration, Integration][] {
  const pairs: [Integration, Integration][] = [];
  let [gone, open] = [base, head];
  const take = (found: readonly [Integration, Integration][]): void => {
    const fitting = found.filter(([before, now]) => !before.id || !now.id);
    const taken = new Set(fitting.flat());
    pairs.push(...fitting);
    [gone, open] = [gone, open].map((all) => all.filter((entry) => !taken.has(entry))) as [
      Integration[],
      Integration[],
    ];
  };
  take(onlyPairs(gone, open, secretOf));
  take(onlyPairs(gone, open, dutyOf).filter(([before, now]) => haveGrantInCommon(before, now)));
  take(alikeByRationales(gone, open));
  return pairs;
}

function secretOf(integration: Integration): string | undefined {
  const place = placeOfOneSecret(integration.credential?.storedIn?.text ?? '');
  return place === undefined ? undefined : JSON.stringify([...sortOf(integration), place]);
}

/** What it is for, and who answers for it; undefined where not both are said. */
function dutyOf(integration: Integration): string | undefined {
  const [purpose, owner] = [integration.purpose?.text ?? '', integration.owner?.text ?? ''];
  return isPlaceholderFor('purpose', purpose) || isPlaceholderFor('owner', owner)
    ? undefined
    : JSON.stringify([...sortOf(integration), purpose.trim(), owner.trim()]);
}

function sortOf({ kind, service }: Integration): (string | undefined)[] {
  return [kind?.text, serviceMeant(service?.text)];
}

/** Of a kind whose set nobody lists, any two have that. */
function haveGrantInCommon(one: Integration, other: Integration): boolean {
  const [keys, others] = [one, other].map(
    ({ scopes, permissions, service }) =>
      new Set([...scopes, ...permissions].map((grant) => grantKey(grant, service))),
  ) as [Set<string>, Set<string>];
  return (keys.size === 0 && others.size === 0) || [...keys].some((key) => others.has(key));
}

/** The pairs of those that are alone on their side with their key. */
export function onlyPairs(
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

/** At least half of the rationales of that which has fewer in common; those that have most in common go together first. */
function alikeByRationales(
  base: readonly Integration[],
  head: readonly Integration[],
): [Integration, Integration][] {
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
