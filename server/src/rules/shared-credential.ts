import { grouped } from '../manifest/grouped.ts';
import type { Integration, PlacedIntegration } from '../manifest/model.ts';
import { createTally } from '../manifest/tally.ts';
import { shiftRange } from '../yaml/shift.ts';
import { defineRule } from './rule.ts';
import type { NamedElsewhere } from './rule.ts';
import { isAnother, secretPlacesOf } from './secret-place.ts';
import { joined, shown } from './wording.ts';

/** How many others are named in the message, and pointed at. */
const NAMED = 2;
const SHOWN = 5;

const placeTally = createTally(secretPlacesOf, 2);

export const sharedCredential = defineRule({
  id: 'shared-credential',
  group: 'credentials',
  level: 'warning',
  summary: 'Two integrations name the same place of one secret.',
  threat: 'lateral movement · unauthorized action',
  acceptable: true,
  *manifest(manifest, { elsewhere }) {
    const { often } = placeTally(manifest);
    if (often.size === 0 && elsewhere.size === 0) return;
    for (const [place, here] of byPlace(
      manifest.integrations,
      (name) => often.has(name) || elsewhere.has(name),
    )) {
      const othersHere = othersAmong(here.map((placed) => ({ placed, ...named(placed.integration) })));
      const othersAway = othersAmong(elsewhere.get(place) ?? []);
      for (const { integration, start } of here) {
        const storedIn = integration.credential?.storedIn;
        const others = othersHere(named(integration)).map(({ placed }) => placed);
        const foreign = othersAway(named(integration));
        const names = [
          ...others.map((other) => shown(other.integration.name.text)),
          ...foreign.map((other) => `${shown(other.integration)} (in another file)`),
        ];
        if (!storedIn || names.length === 0) continue;
        yield {
          at: shiftRange(storedIn.at, start),
          definedAt: storedIn.definedAt,
          integration,
          message: `${shown(integration.name.text)} names the same place for its secret as ${joined(names.length > NAMED ? [...names.slice(0, NAMED), 'others'] : names)}. With one credential for all of them a leak opens them all, and none can be revoked or replaced alone. Make one for each; if each has its own, say more exactly where it is.`,
          related: others.map((other) => ({
            message: `the secret of ${shown(other.integration.name.text)}`,
            at: shiftRange(
              other.integration.credential?.storedIn?.at ?? other.integration.name.at,
              other.start,
            ),
            from: 'file' as const,
          })),
          elsewhere: foreign.map(({ integration: name, at }) => ({
            message: `the secret of ${shown(name)}`,
            at,
          })),
        };
      }
    }
  },
});

function byPlace(
  integrations: readonly PlacedIntegration[],
  isWanted: (place: string) => boolean,
): Map<string, PlacedIntegration[]> {
  return grouped(
    integrations.flatMap((placed) => {
      const [place] = secretPlacesOf(placed.entry);
      return place !== undefined && isWanted(place) ? [[place, placed] as const] : [];
    }),
  );
}

function named({ name, id }: Integration): Known {
  return { integration: name.text, id: id?.text };
}

/**
 * Tells the first few of those that are another than one. Looks no further: thousands may name one place. Nor at one after the other of
 * the same id: they may be thousands too.
 */
function othersAmong<Item extends Known>(items: readonly Item[]): (one: Known) => readonly Item[] {
  const behindSame: number[] = [];
  for (let i = items.length - 1; i >= 0; i--)
    behindSame[i] = items[i]?.id === items[i + 1]?.id ? (behindSame[i + 1] ?? i + 1) : i + 1;
  const known = new Map<string, readonly Item[]>();
  return (one) => {
    const key = JSON.stringify([one.integration, one.id]);
    const found = known.get(key) ?? find(one);
    known.set(key, found);
    return found;
  };

  function find(one: Known): Item[] {
    const found: Item[] = [];
    for (let i = 0; found.length < SHOWN;) {
      const item = items[i];
      if (!item) break;
      if (isAnother(one, item)) found.push(item);
      i = item.id !== undefined && item.id === one.id ? (behindSame[i] ?? i + 1) : i + 1;
    }
    return found;
  }
}

type Known = Pick<NamedElsewhere, 'integration' | 'id'>;
