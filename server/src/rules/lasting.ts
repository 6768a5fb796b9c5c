/** Until when what is granted does what is declared. */
import type { Integration } from '../manifest/model.ts';
import type { Use } from '../privilege/requirement.ts';
import { closureBits, scopeBits } from '../privilege/scope-bits.ts';
import { declaredUses } from './declared-uses.ts';
import { sureEnd } from './granted.ts';
import type { KnownGrant } from './granted.ts';

/** A scope that is granted, and the day up to which it surely is: infinity without a last day. */
export interface Lasting {
  readonly scope: string;
  readonly end: number;
}

/** The scope of a grant, and its end. */
export function lasting({ scope, grant }: KnownGrant): Lasting {
  return { scope, end: sureEnd(grant) };
}

/** Of what is left, that by whose end a declared use would be served less long than it is now; each scope once. */
export function endingSooner(
  integration: Integration,
  held: readonly Lasting[],
  left: readonly Lasting[],
): readonly Lasting[] {
  const now = lastDays(held);
  const later = lastDays(left);
  const { uses, webhooks } = declaredUses(integration);
  const sooner = new Set(
    [...uses.map(({ use }) => use), ...webhooks].flatMap((use) => {
      const end = servedUntil(use, later);
      return end < servedUntil(use, now) ? [end] : [];
    }),
  );
  return [...later].flatMap(([scope, end]) => (sooner.has(end) ? [{ scope, end }] : []));
}

/** Of each scope the last day. */
export function lastDays(grants: readonly Lasting[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { scope, end } of grants) days.set(scope, Math.max(days.get(scope) ?? -Infinity, end));
  return days;
}

/** The day up to which these scopes surely do all that a use takes; minus infinity where they do not. */
function servedUntil({ clauses = [] }: Use, days: ReadonlyMap<string, number>): number {
  return clauses.reduce((end, { anyOf }) => {
    const wanted = scopeBits(anyOf);
    let last = -Infinity;
    for (const [scope, day] of days) if (day > last && (closureBits([scope]) & wanted) !== 0) last = day;
    return Math.min(end, last);
  }, Infinity);
}
