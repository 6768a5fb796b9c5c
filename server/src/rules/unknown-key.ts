import { integrationShape, isKind, keyShape } from '../manifest/format.ts';
import type { FileKeys, Integration } from '../manifest/model.ts';
import { keyText } from '../yaml/node.ts';
import type { Range } from '../yaml/node.ts';
import { indexFrom } from '../yaml/search.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';
import { didYouMean, joined, shown } from './wording.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt, key, known, edit } of problemsOf(part, 'unknown-key')) {
    if ('root' in part && isEntryAt(part, at)) {
      yield {
        at,
        message: `“${shown(key)}” seems to be an integration, but it stands at the top level of the file, where nobody reads it. Indent it with all that is below it, so that it stands under “integrations”.`,
      };
      continue;
    }
    const meant = nearest(key, known);
    const here = known.filter((other) => isForKind(other, part));
    const cure = meant === undefined ? `What may stand here: ${joined(here, 'or')}` : didYouMean(key, meant);
    yield {
      at,
      definedAt,
      message: `The format has no key “${shown(key)}” here, so nobody reads it. ${cure}${meant === undefined ? '.' : ''} A key of your own begins with “x-”.`,
      fixes: () => [
        meant !== undefined && edit ? renameFix(edit, meant, `Rename to ${meant}`) : undefined,
        edit && renameFix(edit, `x-${key}`, `Keep as a key of your own: x-${shown(key)}`),
      ],
    };
  }
}

/** Whether what stands under the file's own key at the place is an entry of which nobody would say that it is anything else. */
function isEntryAt({ root }: FileKeys, { start }: Range): boolean {
  const pairs = root?.node?.pairs ?? [];
  const pair = pairs[indexFrom(pairs, start)];
  const value = pair?.value?.type === 'alias' ? pair.value.target : pair?.value;
  if (pair?.start !== start || value?.type !== 'map') return false;
  const keys = value.pairs.flatMap((own) => keyText(own) ?? []);
  const known = keys.filter((own) => keyShape(integrationShape, own));
  return known.length > 1 || known.includes('kind') || known.includes('scopes');
}

/** Whether integrations of this kind have the key; of a kind that is not known any may be meant. */
function isForKind(key: string, part: FileKeys | Integration): boolean {
  const kind = 'kind' in part ? part.kind?.text : undefined;
  const wanted = keyShape(integrationShape, key)?.kinds;
  if (kind === undefined || !isKind(kind) || wanted === undefined) return true;
  return wanted === (kind === 'service' ? 'service' : 'credential');
}

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
