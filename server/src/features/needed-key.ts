/** Which keys cannot be left out. */
import { fixedScopes } from '../catalog/credentials.ts';
import type { KeyShape } from '../manifest/format.ts';

/** Whether the format asks for the key, or a rule does of this kind; `kind` is that of the integration whose own key it is. */
export function isNeeded(name: string, { required }: KeyShape, kind: string | undefined): boolean {
  if (required || kind === undefined) return required;
  if (kind === 'service') return name === 'service' || name === 'permissions';
  return name === 'credential' || (name === 'scopes' && fixedScopes(kind) === null);
}
