/** Which keys cannot be left out, and which are asked for where they are. */
import { fixedScopes } from '../catalog/credentials.ts';
import { isKeyOf } from '../manifest/format.ts';
import type { KeyShape } from '../manifest/shape.ts';

const NEEDS = ['required', 'asked', 'optional'] as const;

/** `required`: the entry is not read without the key, or faulty; `asked`: a rule asks for it, the shape says which; or neither. */
export type Need = (typeof NEEDS)[number];

/** Whether a value that came from outside is one. */
export function isNeed(value: unknown): value is Need {
  return NEEDS.some((need) => need === value);
}

/** How much a key is needed; `kind` is that of the integration whose own key it is. */
export function needOf(name: string, { required, askedBy, kinds }: KeyShape, kind: string | undefined): Need {
  if (required) return 'required';
  // As long as the kind is not known, nothing tells whether what is for some kinds alone is asked for.
  if (askedBy === undefined || (kinds && (kind === undefined || !isKeyOf(kinds, kind)))) return 'optional';
  if (name === 'scopes' && kind !== undefined && fixedScopes(kind) !== null) return 'optional';
  return askedBy === 'missing-key' ? 'required' : 'asked';
}

/** In words, for a list or a title. */
export function needInWords(need: Need, { askedBy = '' }: KeyShape): string {
  return need === 'asked' ? `asked for by ${askedBy}` : need;
}
