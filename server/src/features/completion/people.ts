/** The people and teams that a file names already. */
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import type { Acceptance, Integration, Manifest } from '../../manifest/model.ts';
import type { Text } from '../../manifest/value.ts';
import { isPlaceholder } from '../../rules/weak-text.ts';
import type { Range } from '../../yaml/node.ts';

const MOST = 30;
const LONGEST = 80;
/** Nothing that does not show, and no line break: such a text is no name. */
const NAME = /^[^\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+$/;

/** The names, those under `key` first and the most used before the others. What stands at `apart` does not count. */
export function peopleOf({ integrations }: Manifest, key: 'by' | 'owner', apart: Range): string[] {
  const counts = new Map<string, { own: number; other: number }>();
  for (const { start, integration } of integrations) {
    const count = (text: Text | undefined, isOwn: boolean): void => {
      if (
        !text ||
        isPlaceholder(text.text) ||
        (text.at.start + start <= apart.end && text.at.end + start >= apart.start)
      )
        return;
      const known = counts.get(text.text) ?? { own: 0, other: 0 };
      known[isOwn ? 'own' : 'other']++;
      counts.set(text.text, known);
    };
    count(integration.owner, key === 'owner');
    for (const { by } of [...integration.reviews, ...acceptances(integration)]) count(by, key === 'by');
  }
  return [...counts]
    .sort(([, a], [, b]) => b.own - a.own || b.other - a.other)
    .map(([name]) => name)
    .filter((name) => name.length <= LONGEST && NAME.test(name) && hideCredentials(name) === name)
    .slice(0, MOST);
}

function* acceptances({ accept, scopes, permissions }: Integration): Generator<Acceptance> {
  yield* accept;
  for (const grant of [...scopes, ...permissions]) yield* grant.accept;
}
