import { removeItem } from '../yaml/removals.ts';
import { CATALOG_DATE } from '../catalog/about.ts';
import { fixedScopes } from '../catalog/credentials.ts';
import { kindsWithKnownChoice, scopeNamed } from '../catalog/scopes.ts';
import type { Scope } from '../catalog/scopes.ts';
import type { Integration, ScopeGrant } from '../manifest/model.ts';
import { closure, impliedBy } from '../privilege/implication.ts';
import { leastScopes } from '../privilege/least-scopes.ts';
import { reach, reachOf } from '../privilege/reach.ts';
import type { Use } from '../privilege/requirement.ts';
import { bitsMeet, closureBits } from '../privilege/scope-bits.ts';
import { declaredUses } from './declared-uses.ts';
import { acceptFix, renameFix } from './fixes.ts';
import { knownGrants, undecidedScopes } from './granted.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { counted, shown } from './wording.ts';

const ID = 'broad-scope';

/** From this sensitivity on a scope is broad, whatever its name looks like. */
export const BROAD = 4;

export const broadScope = defineRule({
  id: ID,
  group: 'least-privilege',
  level: 'error',
  summary: 'A scope that reaches far: it changes settings, access or integrations, or deletes.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: true,
  *integration(integration, context) {
    const { source, name } = integration;
    yield* undecidedScopes(integration);
    for (const { grant, scope: id } of knownGrants(integration)) {
      const facts = scopeNamed(id);
      if (!facts || facts.sensitivity < BROAD || grant.scope?.text !== id) continue;
      const { needed, weaker } = standingOf(integration, facts);
      const kind = integration.kind?.text ?? '';
      // What every credential of the kind holds, nobody can take out.
      const isFixed = closure(fixedScopes(kind) ?? []).has(id);
      const way =
        needed || isFixed ? 'Accept' : weaker.length > 0 ? 'Narrow it, or accept' : 'Take it out, or accept';
      const advice = `${isFixed ? `Every ${kind} holds it. ` : ''}${way} it with a reason and a date`;
      yield {
        at: grant.scope.at,
        definedAt: grant.scope.definedAt,
        on: grant,
        scope: id,
        level: needed || isFixed ? 'info' : facts.sensitivity === 5 ? 'error' : 'warning',
        message: `${shown(name.text)} holds ${id}, which reaches ${reachInWords(id)}, by the catalogue of ${CATALOG_DATE}. ${facts.risk} ${needed ? `It is needed by ${shown(needed.written)}, and no weaker scope serves that. ` : ''}${advice}.`,
        fixes: () => [
          ...narrowFixes(integration, grant, facts, weaker),
          acceptFix(source, grant, ID, context),
        ],
      };
    }
  },
});

/** What a grant of the scope is worth to the integration. */
interface Standing {
  readonly needed: Use | undefined;
  readonly weaker: readonly Scope[];
}

/** By integration and scope: a list may hold the same scope any number of times. */
const standings = new WeakMap<Integration, Map<string, Standing>>();

function standingOf(integration: Integration, facts: Scope): Standing {
  let known = standings.get(integration);
  if (!known) standings.set(integration, (known = new Map<string, Standing>()));
  let standing = known.get(facts.name);
  if (!standing) {
    standing = {
      needed: neededBy(integration, facts.name),
      weaker: weakerScopes(facts, integration.kind?.text).filter(({ name: weak }) =>
        stillServes(integration, facts.name, weak),
      ),
    };
    known.set(facts.name, standing);
  }
  return standing;
}

/** The use that fails without the scope, where nothing weaker that this kind can hold would serve it. */
function neededBy(integration: Integration, scope: string): Use | undefined {
  const { uses, webhooks } = declaredUses(integration);
  const all = [...uses.map(({ use }) => use), ...webhooks];
  if (all.length === 0) return undefined;
  const { certificate } = leastScopes(all, integration.kind?.text);
  return certificate.kept.find((kept) => kept.scope === scope)?.uses[0];
}

/** Whether every declared use that is served today still is with the weaker scope in the place of a grant of this one. */
function stillServes(integration: Integration, held: string, weak: string): boolean {
  const { uses } = declaredUses(integration);
  const scopes = knownGrants(integration).map(({ scope }) => scope);
  const at = scopes.indexOf(held);
  const before = closureBits(scopes);
  const after = closureBits(scopes.map((scope, i) => (i === at ? weak : scope)));
  return uses.every(
    ({ use: { clauses } }) => !clauses || !bitsMeet(before, clauses) || bitsMeet(after, clauses),
  );
}

/** "143 operations, of which 70 change and 28 delete". */
function reachInWords(scope: string): string {
  const { operations, change, delete: deleted } = reachOf(scope);
  return `${counted(operations.length, 'operation')}, of which ${change} change and ${deleted} delete`;
}

/** What the scope implies and this kind can hold, mildest first. */
function weakerScopes({ name }: Scope, kind: string | undefined): Scope[] {
  // A fixed set is not narrowed scope by scope.
  if (kind !== undefined && fixedScopes(kind)) return [];
  const choosable = kind !== undefined && kindsWithKnownChoice().includes(kind);
  return [...impliedBy(name)]
    .flatMap((weak) => scopeNamed(weak) ?? [])
    .filter((weak) => !choosable || weak.choosable.includes(kind))
    .sort((a, b) => a.sensitivity - b.sensitivity || (a.name < b.name ? -1 : 1));
}

/** The fixes that leave something weaker in the place of a grant, mildest first. */
function narrowFixes(integration: Integration, grant: ScopeGrant, facts: Scope, weaker: readonly Scope[]) {
  const others = knownGrants(integration).filter(({ grant: other }) => other !== grant);
  const rest = closure(others.map(({ scope }) => scope));
  const before = reach([...rest, facts.name]).operations.length;
  const difference = (left: readonly string[]): string => {
    const after = reach(left).operations.length;
    return after === before
      ? `(reaches the same ${counted(before, 'operation')})`
      : `(reaches ${after} instead of ${counted(before, 'operation')})`;
  };
  // What another grant brings along anyway needs no grant of its own.
  const granted = weaker.some(({ name }) => rest.has(name));
  return [
    granted ? removeFix(integration, grant, `Remove ${facts.name} ${difference([...rest])}`) : undefined,
    ...weaker
      .filter(({ name }) => !rest.has(name))
      .map(
        ({ name }) =>
          grant.scope &&
          renameFix(grant.scope, name, `Narrow ${facts.name} to ${name} ${difference([...rest, name])}`),
      ),
  ];
}

function removeFix({ source }: Integration, grant: ScopeGrant, title: string): Fix | undefined {
  const edit = grant.list && grant.item && removeItem(source, grant.list, grant.item);
  return edit && { title, safe: false, edits: [edit] };
}
