/** The people and teams that a file names already. */
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import type { Acceptance, Integration, IntegrationEntry, Manifest } from '../../manifest/model.ts';
import type { Text } from '../../manifest/value.ts';
import { isPlaceholderFor } from '../../rules/weak-text.ts';
import type { Range } from '../../yaml/node.ts';

const MOST = 30;
const LONGEST = 80;
/** Nothing that does not show, and no line break: such a text is no name. */
const NAME = /^[^\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+$/;

/** The names, those under `key` first and the most used before the others. What stands at `apart` does not count. */
export function peopleOf({ integrations }: Manifest, key: 'by' | 'owner', apart: Range): string[] {
  const counts = new Map<string, { own: number; other: number }>();
  for (const { start, entry } of integrations) {
    for (const { name, under, at } of mentionsIn(entry)) {
      if (at.start + start <= apart.end && at.end + start >= apart.start) continue;
      const known = counts.get(name) ?? { own: 0, other: 0 };
      known[under === key ? 'own' : 'other']++;
      counts.set(name, known);
    }
  }
  return [...counts]
    .sort(([, a], [, b]) => b.own - a.own || b.other - a.other)
    .map(([name]) => name)
    .filter((name) => name.length <= LONGEST && NAME.test(name) && hideCredentials(name) === name)
    .slice(0, MOST);
}

interface Mention {
  readonly name: string;
  readonly under: 'by' | 'owner';
  readonly at: Range;
}

const mentions = new WeakMap<IntegrationEntry, readonly Mention[]>();

/** Whom an integration names. Kept, for one of a large file would have to be read again. */
function mentionsIn(entry: IntegrationEntry): readonly Mention[] {
  let found = mentions.get(entry);
  if (!found) {
    const { integration } = entry;
    const named = (text: Text | undefined, under: Mention['under']): Mention[] =>
      !text || isPlaceholderFor(under, text.text)
        ? []
        : [{ name: text.text, under, at: { start: text.at.start, end: text.at.end } }];
    found = [
      ...named(integration.owner, 'owner'),
      ...[...integration.reviews, ...acceptances(integration)].flatMap(({ by }) => named(by, 'by')),
    ];
    mentions.set(entry, found);
  }
  return found;
}

function* acceptances({ accept, scopes, permissions }: Integration): Generator<Acceptance> {
  yield* accept;
  for (const grant of [...scopes, ...permissions]) yield* grant.accept;
}
