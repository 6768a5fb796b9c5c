/** What the entry of another service means: to put its spelling right widens nothing. */
import { remembered } from '../catalog/remembered.ts';
import {
  accessAsked,
  accessGranted,
  accessMeant,
  allServices,
  permissionsNamed,
  serviceNamed,
  serviceOfLetters,
} from '../catalog/services.ts';
import type { PermissionGrant } from '../manifest/model.ts';
import { distanceTo, nearest } from '../rules/nearest.ts';

/**
 * The key of the service that a text stands for: its own name and other capitals or separators count, and one wrong letter. Any other
 * text stands for itself: the service that is most like it may be another one, which the catalogue does not know yet.
 */
export function serviceMeant(text: string | undefined): string | undefined {
  return text === undefined ? undefined : serviceKeyMeant(text.trim());
}

const serviceKeyMeant = remembered((written): string => {
  if (serviceNamed(written)) return written;
  return (
    (serviceOfLetters(written) ?? allServices().find(({ key }) => isSlipOf(key, written)))?.key ?? written
  );
});

/** With fewer letters one of them makes another name. */
const LEAST_LETTERS = 5;

function isSlipOf(key: string, written: string): boolean {
  return key.length >= LEAST_LETTERS && distanceTo(key, written) === 1;
}

/** What stands for a permission of a service: its own name or another one that the catalogue knows, in any capitals. */
export function permissionMeant(name: string, service: string | undefined): string {
  const known = serviceNamed(serviceMeant(service) ?? '');
  const written = name.trim();
  return ((known && permissionsNamed(known, written)[0]?.name) ?? written).toLowerCase();
}

/** From the least to the most; whoever has one step has those before it. */
const STEPS = ['read', 'write', 'admin', 'account'];

/** The steps of access that a grant holds; as far as it can go where nobody says. */
export function accessOf(
  { access }: PermissionGrant,
  name: string,
  service: string | undefined,
): readonly string[] {
  const known = serviceNamed(serviceMeant(service) ?? '');
  const rows = known ? permissionsNamed(known, name) : [];
  const written = access?.text.trim().toLowerCase() ?? '';
  const last = accessGranted(rows, stepIn(written) ?? written) ?? accessAsked(rows);
  // What nobody says goes as far as it can.
  if (last === undefined) return STEPS;
  return STEPS.includes(last) ? STEPS.slice(0, STEPS.indexOf(last) + 1) : [last];
}

/** How far a text goes: by the words that forms have for it, by the furthest step that it names, and by what is most like it. */
function stepIn(written: string): string | undefined {
  return (
    accessMeant(written) ??
    STEPS.findLast((step) => new RegExp(`\\b${step}\\b`).test(written)) ??
    nearest(written, STEPS)
  );
}
