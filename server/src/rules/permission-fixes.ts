/** Fixes of what Sentry may do in another service. Each answers undefined where the edit cannot be made surely. */
import type { InstallationLimit } from '../catalog/services.ts';
import type { Integration, PermissionGrant } from '../manifest/model.ts';
import { appendMaps, HOLE, HOLE_MARK } from '../yaml/edits.ts';
import type { NewEntry } from '../yaml/edits.ts';
import { holdsReference } from '../yaml/node.ts';
import type { YamlNode } from '../yaml/node.ts';
import { removeItems } from '../yaml/removals.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { renameFix, setKey } from './fixes.ts';
import { spelled } from './other-service.ts';
import type { Lacking, SpareGrant } from './other-service.ts';
import type { Fix } from './rule.ts';
import { joined, shown } from './wording.ts';

/** Lowers the grants that something needs less of, and takes out the others, all in one. */
export function lessFix(
  { source }: Integration,
  spare: readonly Pick<SpareGrant, 'grant' | 'lower'>[],
  title: string,
): Fix | undefined {
  const lowered = spare.map(({ grant, lower }) => lower && lowerEdits(grant, lower));
  const taken = spare.flatMap(({ grant, lower }) => (lower ? [] : [grant]));
  const removed = removalsOf(source, taken);
  if (!removed || spare.some(({ lower }, i) => lower && !lowered[i])) return undefined;
  return { title, safe: false, edits: [...lowered.flatMap((edits) => edits ?? []), ...removed] };
}

function lowerEdits({ access }: PermissionGrant, lower: string): readonly TextEdit[] | undefined {
  return access && renameFix(access, lower, '')?.edits;
}

/** The edits that take grants out of their list; none of them is left with a list of nothing. */
function removalsOf(source: string, grants: readonly PermissionGrant[]): TextEdit[] | undefined {
  const [first] = grants;
  if (!first) return [];
  const { list } = first;
  const items = new Set<YamlNode>();
  for (const grant of grants) {
    if (!grant.item || grant.list !== list || holdsReference(grant.item)) return undefined;
    items.add(grant.item);
  }
  return list && removeItems(source, list, items);
}

/** Grants what lacks, with the feature as its reason. */
export function grantFix(
  integration: Integration,
  lacking: readonly Lacking[],
  feature: string,
): Fix | undefined {
  const raised = lacking.flatMap(({ grant, access }) => (grant ? [lowerEdits(grant, access)] : []));
  const added = lacking.filter(({ grant }) => !grant);
  const edits = added.length > 0 ? additions(integration, added, feature) : [];
  if (!edits || raised.some((own) => !own)) return undefined;
  return {
    title: `Grant ${joined(lacking.map(spelled))}`,
    safe: false,
    edits: [...raised.flatMap((own) => own ?? []), ...edits],
  };
}

function additions(
  { source, map }: Integration,
  added: readonly Lacking[],
  feature: string,
): TextEdit[] | undefined {
  const entries = added.map(({ permission, access }): NewEntry[] => [
    { key: 'permission', value: permission.name },
    { key: 'access', value: access },
    { key: 'rationale', value: `It takes ${permission.name} for ${feature}.` },
  ]);
  const value = map?.entries.get('permissions')?.pair.value;
  if (value?.type === 'sequence') {
    const edit = appendMaps(source, value, entries);
    return edit && [edit];
  }
  const [first, ...more] = entries;
  const edit = map && first && setKey(source, map, 'permissions', { list: first, more }, 'service');
  return edit ? [edit] : undefined;
}

/** Says what the installation is limited to, and asks for the first of it. */
export function limitFix({ source, map, name }: Integration, { of }: InstallationLimit): Fix | undefined {
  const value = map?.entries.get('limitedTo')?.pair.value;
  const edit =
    value?.type === 'sequence'
      ? value.flow && value.items.length === 0
        ? { start: value.start, end: value.end, newText: HOLE_MARK }
        : undefined
      : map && setKey(source, map, 'limitedTo', HOLE, 'owner');
  return (
    edit && {
      title: `Limit it to selected ${of}, and write them down`,
      safe: false,
      edits: [{ ...edit, newText: edit.newText.replace(HOLE_MARK, `[${HOLE_MARK}]`) }],
      question: {
        prompt: `Of the ${of}, which one may ${shown(name.text)} reach? (More go into the list by hand)`,
        value: '',
        flow: true,
      },
    }
  );
}
