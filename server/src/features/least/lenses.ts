/** Code lenses over integrations that hold more than what they declare needs. */
import type { Finding } from '../../lint/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
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
export function surplusLenses({ integrations }: Manifest, findings: readonly Finding[]): Lens[] {
  const inExcess = findings.filter(({ rule, accepted }) => rule === RULE && !accepted);
  if (inExcess.length === 0) return [];
  const places = inExcess.map(({ at }) => at.start).sort((a, b) => a - b);
  let next = 0;
  const lenses: Lens[] = [];
  for (const { start, integration } of integrations) {
    const end = start + integration.source.length;
    while ((places[next] ?? Infinity) < start) next++;
    const first = next;
    while ((places[next] ?? Infinity) < end) next++;
    const count = next - first;
    if (count > 0)
      lenses.push({
        at: shiftRange(integration.name.at, start),
        surplus: `${counted(count, 'scope')} more than the uses need`,
      });
  }
  return lenses;
}
