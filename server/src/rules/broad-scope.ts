import { CATALOG_DATE } from '../catalog/about.ts';
import { kindsWithKnownChoice, scopeNamed } from '../catalog/scopes.ts';
import type { Scope } from '../catalog/scopes.ts';
import type { Integration, ScopeGrant } from '../manifest/model.ts';
import { impliedBy } from '../privilege/implication.ts';
import { reachOf } from '../privilege/reach.ts';
import { removeItem } from '../yaml/edits.ts';
import { acceptFix, renameFix } from './fixes.ts';
import { knownGrants, undecidedScopes } from './granted.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { counted, shown } from './wording.ts';

const ID = 'broad-scope';

/** From this sensitivity on a scope is broad, whatever its name looks like. */
const BROAD = 4;

export const broadScope = defineRule({
  id: ID,
  group: 'least-privilege',
  level: 'error',
  summary: 'A scope that reaches far: it changes settings, access or integrations, or deletes.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: true,
  *integration(integration, context) {
    const { source, name, kind } = integration;
    yield* undecidedScopes(integration);
    for (const { grant, scope: id } of knownGrants(integration)) {
      const facts = scopeNamed(id);
      if (!facts || facts.sensitivity < BROAD || grant.scope?.text !== id) continue;
      const weaker = weakerScopes(facts, kind?.text);
      const advice =
        weaker.length > 0
          ? 'Narrow it, or accept it with a reason and a date'
          : 'Take it out, or accept it with a reason and a date';
      yield {
        at: grant.scope.at,
        definedAt: grant.scope.definedAt,
        on: grant,
        scope: id,
        level: facts.sensitivity === 5 ? 'error' : 'warning',
        message: `${shown(name.text)} holds ${id}, which reaches ${reachInWords(id)}, by the catalogue of ${CATALOG_DATE}. ${facts.risk} ${advice}.`,
        fixes: () => [
          ...weaker.map((weak) => narrowFix(integration, grant, facts, weak)),
          acceptFix(source, grant, ID, context),
        ],
      };
    }
  },
});

/** "143 operations, of which 70 change and 28 delete". */
function reachInWords(scope: string): string {
  const { operations, change, delete: deleted } = reachOf(scope);
  return `${counted(operations.length, 'operation')}, of which ${change} change and ${deleted} delete`;
}

/** What the scope implies and this kind can hold, mildest first. */
function weakerScopes({ name }: Scope, kind: string | undefined): Scope[] {
  const choosable = kind !== undefined && kindsWithKnownChoice().includes(kind);
  return [...impliedBy(name)]
    .flatMap((weak) => scopeNamed(weak) ?? [])
    .filter((weak) => !choosable || weak.choosable.includes(kind))
    .sort((a, b) => a.sensitivity - b.sensitivity || (a.name < b.name ? -1 : 1));
}

function narrowFix(
  integration: Integration,
  grant: ScopeGrant,
  { name }: Scope,
  weak: Scope,
): Fix | undefined {
  const before = reachOf(name).operations.length;
  const lost = before - reachOf(weak.name).operations.length;
  const title = `Narrow ${name} to ${weak.name}`;
  const loss = `(gives up ${lost} of ${counted(before, 'operation')})`;
  const other = knownGrants(integration).some(
    ({ grant: held, scope }) => held !== grant && scope === weak.name,
  );
  if (!other) return grant.scope && renameFix(grant.scope, weak.name, `${title} ${loss}`);
  const edit = grant.list && grant.item && removeItem(integration.source, grant.list, grant.item);
  return edit && { title: `${title}, which is granted already ${loss}`, safe: false, edits: [edit] };
}
