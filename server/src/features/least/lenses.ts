/** Code lenses over integrations that hold more than what they declare needs. */
import type { JudgedIntegration } from '../../lint/analyse.ts';
import { counted } from '../../rules/wording.ts';
import type { Range } from '../../yaml/node.ts';
import { shiftRange } from '../../yaml/shift.ts';

const RULE = 'excess-scope';

export interface Lens {
  /** The name of the integration. */
  readonly at: Range;
  /** How many scopes are in excess, in words. */
  readonly surplus: string;
}

/** A lens for each integration with open findings of excess, in the order of the file. */
export function surplusLenses(parts: readonly JudgedIntegration[]): Lens[] {
  return parts.flatMap(({ start, entry, own }) => {
    const count = own.filter(({ rule, accepted }) => rule === RULE && !accepted).length;
    if (count === 0) return [];
    const surplus = `${counted(count, 'scope')} more than the uses need`;
    return [{ at: shiftRange(entry.name.at, start), surplus }];
  });
}
