/** Adds uses to an integration, in the style of the list that it has. */
import { verifiedFixes } from '../../lint/verified-fixes.ts';
import type { Integration } from '../../manifest/model.ts';
import { setKey } from '../../rules/fixes.ts';
import type { Fix } from '../../rules/rule.ts';
import { appendTexts } from '../../yaml/edits.ts';

/** The edit behind what is there; undefined where the list is elsewhere, by an alias, or is no list. */
export function addUsesFix(integration: Integration, uses: readonly string[]): Fix | undefined {
  const { source, map } = integration;
  const [first] = uses;
  const value = map?.entries.get('uses')?.pair.value;
  if (!map || first === undefined) return undefined;
  const edit =
    value?.type === 'sequence'
      ? appendTexts(source, value, uses)
      : setKey(source, map, 'uses', { texts: uses }, map.entries.has('scopes') ? 'scopes' : undefined);
  return edit && verifiedFixes(integration, [{ title: 'Add uses', safe: false, edits: [edit] }])[0];
}
