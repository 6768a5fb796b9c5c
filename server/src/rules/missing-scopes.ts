import { fixedScopes } from '../catalog/credentials.ts';
import { kinds } from '../manifest/format.ts';
import { HOLE } from '../yaml/edits.ts';
import { setKey } from './fixes.ts';
import { lacks } from './missing-key.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

/** Whether an entry of this kind says what it is granted under `scopes`, and nowhere else. */
function needsScopes(kind: string): boolean {
  return Object.hasOwn(kinds, kind) && kind !== 'service' && fixedScopes(kind) === null;
}

export const missingScopes = defineRule({
  id: 'missing-scopes',
  group: 'why-and-who',
  level: 'warning',
  summary: 'Nothing says which scopes the credential is meant to hold.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: false,
  *integration({ source, map, name, kind }) {
    if (!map || !kind || !needsScopes(kind.text) || !lacks(map, 'scopes')) return;
    const own = shown(name.text);
    yield {
      at: name.at,
      absence: true,
      message: `${own} does not say which scopes it is meant to hold, so nobody can compare it with Sentry or tell what a leak would open. List its “scopes”, each with a rationale.`,
      fixes: () => {
        const edit = setKey(source, map, 'scopes', { list: [{ key: 'scope', value: HOLE }] }, 'credential');
        const question = { prompt: `Which scope does ${own} need?`, value: '', flow: map.flow };
        return [edit && { title: 'Add scopes', safe: false, edits: [edit], question }];
      },
    };
  },
});
