import { integrationShape, keyShape, mayHaveKey } from '../manifest/format.ts';
import type { FileKeys, Integration } from '../manifest/model.ts';
import { keyText } from '../yaml/node.ts';
import type { MapNode, Range } from '../yaml/node.ts';
import { indexFrom } from '../yaml/search.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';
import { didYouMean, joined, shown } from './wording.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt, key, known, map, edit } of problemsOf(part, 'unknown-key')) {
    if ('root' in part && isEntryAt(part, at)) {
      yield {
        at,
        message: `“${shown(key)}” seems to be an integration, but it stands at the top level of the file, where nobody reads it. Indent it with all that is below it, so that it stands under “integrations”.`,
      };
      continue;
    }
    const kind = 'kind' in part ? part.kind?.text : undefined;
    const here = known.filter((other) => mayHaveKey(other, kind));
    const meant = keyMeant(key, known, kind);
    const cure = meant === undefined ? choice(here) : didYouMean(key, meant);
    yield {
      at,
      definedAt,
      message: `The format has no key “${shown(key)}” here, so nobody reads it. ${cure} A key of your own begins with “x-”.`,
      fixes: () => [
        meant !== undefined && edit ? renameFix(edit, meant, `Rename to ${meant}`) : undefined,
        edit && !holdsKey(map, `x-${key}`)
          ? renameFix(edit, `x-${key}`, `Keep as a key of your own: x-${shown(key)}`)
          : undefined,
      ],
    };
  }
}

function choice(here: readonly string[]): string {
  return here.length === 0
    ? 'All keys that it has here are there already.'
    : `What may stand here: ${joined(here, 'or')}.`;
}

/** The keys of a map, which is asked for each key that nobody knows. */
const keysOf = new WeakMap<MapNode, ReadonlySet<string | undefined>>();

function holdsKey(map: MapNode, key: string): boolean {
  let keys = keysOf.get(map);
  if (!keys) keysOf.set(map, (keys = new Set(map.pairs.map(keyText))));
  return keys.has(key);
}

/** Which of the known keys is most likely meant by one that the format does not have, in an integration of the kind; undefined where none is. */
export function keyMeant(
  key: string,
  known: readonly string[],
  kind: string | undefined,
): string | undefined {
  const own = Object.hasOwn(NAMES_OF_SENTRY, key) ? NAMES_OF_SENTRY[key] : undefined;
  return nearest(key, known) ?? known.find((other) => other === own && mayHaveKey(other, kind));
}

/** Whether what stands under the file's own key at the place is an entry of which nobody would say that it is anything else. */
export function isEntryAt({ root }: FileKeys, { start }: Range): boolean {
  const pairs = root?.node?.pairs ?? [];
  const pair = pairs[indexFrom(pairs, start)];
  const value = pair?.value?.type === 'alias' ? pair.value.target : pair?.value;
  if (pair?.start !== start || value?.type !== 'map') return false;
  const keys = value.pairs.flatMap((own) => keyText(own) ?? []);
  const known = keys.filter((own) => keyShape(integrationShape, own));
  return known.length > 1 || known.includes('kind') || known.includes('scopes');
}

/** Keys as Sentry's own API calls what the format has under another name. */
const NAMES_OF_SENTRY: Readonly<Record<string, string>> = { events: 'webhooks' };

export const unknownKey = defineRule({
  id: 'unknown-key',
  group: 'structure',
  level: 'error',
  summary: 'A key that the format does not have in this place.',
  acceptable: false,
  within: 'faults',
  integration: check,
  file: check,
});
