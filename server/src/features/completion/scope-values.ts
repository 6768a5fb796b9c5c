/** The scopes that a place may have. */
import { fixedScopes } from '../../catalog/credentials.ts';
import { allScopes, kindsWithKnownChoice } from '../../catalog/scopes.ts';
import type { Scope } from '../../catalog/scopes.ts';
import type { Integration } from '../../manifest/model.ts';
import type { Located } from '../../manifest/value.ts';
import { closure } from '../../privilege/implication.ts';
import { leastAdditions } from '../../privilege/least-scopes.ts';
import { declaredUses } from '../../rules/declared-uses.ts';
import { CURSOR } from './holes.ts';
import type { About } from './about.ts';
import { CompletionKind } from './proposal.ts';
import type { Proposal } from './proposal.ts';
import type { ValueSlot } from './slot.ts';

/** Whether something of the integration lies outside of what the completion replaces. */
export function isElsewhere({ at }: Located, { range }: ValueSlot, start: number): boolean {
  return at.end + start < range.start || at.start + start > range.end;
}

/** Those that the uses lack come first, then narrow ones. What is granted already, or comes with something that is, is left out. */
export function scopeValues(slot: ValueSlot, about: About): Proposal[] {
  const { placed } = about;
  const kind = placed?.integration.kind?.text;
  const grants = placed?.integration.scopes ?? [];
  const others = grants.filter((grant) => isElsewhere(grant.scope ?? grant, slot, placed?.start ?? 0));
  const kindsWithChoice = kindsWithKnownChoice();
  const granted = closure(others.flatMap(({ scope }) => (scope ? [scope.text] : [])));
  const lacked = new Set(placed ? lackedScopes(placed.integration, granted) : []);
  return allScopes()
    .filter((scope) => !granted.has(scope.name) && canHold(kind, scope, kindsWithChoice))
    .toSorted((a, b) => a.sensitivity - b.sensitivity || (a.name < b.name ? -1 : 1))
    .map((scope) => ({
      label: scope.name,
      kind: CompletionKind.EnumMember,
      ...(lacked.has(scope.name)
        ? { detail: `needed by the uses · ${scopeDetail(scope)}`, short: 'needed by the uses' }
        : { detail: scopeDetail(scope) }),
      documentationKey: { type: 'scope', id: scope.name } as const,
      text: scopeText(scope.name, slot, about),
      group: lacked.has(scope.name) ? 0 : 1,
    }));
}

/** The scopes to add so that all that is declared is served; none where that cannot be told. */
function lackedScopes(integration: Integration, granted: ReadonlySet<string>): string[] {
  const { uses, webhooks } = declaredUses(integration);
  const added = leastAdditions([...uses.map(({ use }) => use), ...webhooks], integration.kind?.text, granted);
  return (added ?? []).map(({ scope }) => scope);
}

function canHold(
  kind: string | undefined,
  { name, choosable }: Scope,
  kindsWithChoice: readonly string[],
): boolean {
  if (kind === undefined) return true;
  const fixed = fixedScopes(kind);
  if (fixed) return fixed.includes(name);
  return !kindsWithChoice.includes(kind) || choosable.includes(kind);
}

/** How much it lets a holder do, at a glance. */
function scopeDetail({ sensitivity }: Pick<Scope, 'sensitivity'>): string {
  return `${sensitivity >= 4 ? 'broad · ' : ''}sensitivity ${sensitivity} of 5`;
}

function scopeText(name: string, { wrap, flow, column }: ValueSlot, { written, snippets }: About): string {
  if (wrap === 'bare') return name;
  if (flow) return snippets ? `{ scope: ${name}, rationale: ${CURSOR} }` : `{ scope: ${name} }`;
  return wrap === 'key'
    ? `scope: ${name}`
    : `scope: ${name}${written.eol}${' '.repeat(column)}rationale: ${CURSOR}`;
}
