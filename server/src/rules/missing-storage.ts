import type { Integration } from '../manifest/model.ts';
import type { MapValue } from '../manifest/value.ts';
import { HOLE } from '../yaml/edits.ts';
import { askFix, setKey } from './fixes.ts';
import { gapAt, lacks } from './missing-key.ts';
import { credentialMap, hasCredential } from './own-credential.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { shown } from './wording.ts';

export const missingStorage = defineRule({
  id: 'missing-storage',
  group: 'credentials',
  level: 'warning',
  summary: 'Nothing says where the secret is kept.',
  threat: 'data breach · unauthorized action',
  acceptable: false,
  *integration(integration) {
    const { map, name } = integration;
    if (!map || !hasCredential(integration)) return;
    const credential = credentialMap(integration);
    const gap = credential && gapAt(credential, 'storedIn');
    if (credential ? !gap : !lacks(map, 'credential')) return;
    const key = credential && map.entries.get('credential');
    const text = gap?.text;
    yield {
      at: text?.at ?? key?.keyAt ?? name.at,
      definedAt: text?.definedAt,
      ...(text ? {} : { absence: true }),
      message: `${gap?.isPlaceholder ? 'Only a placeholder' : 'Nothing'} says where the secret of ${shown(name.text)} is kept, so nobody can replace it after a leak or look who may read it. Add “credential.storedIn”: the place, never the value.`,
      fixes: () => [storageFix(integration, map, credential)],
    };
  },
});

/** Writes the key, with the one that holds it where that is not there. */
function storageFix(
  { source, name }: Integration,
  map: MapValue,
  credential: MapValue | undefined,
): Fix | undefined {
  const title = 'Say where the secret is kept';
  const prompt = `Where is the secret of ${shown(name.text)} kept? (such as vault://platform/sentry/bot; never its value)`;
  if (credential) return askFix(source, credential, 'storedIn', title, { prompt, value: '' });
  const edit = setKey(source, map, 'credential', [{ key: 'storedIn', value: HOLE }], 'owner');
  return edit && { title, safe: false, edits: [edit], question: { prompt, value: '', flow: map.flow } };
}
