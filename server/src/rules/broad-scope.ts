import { CATALOG_DATE } from '../catalog/about.ts';
import { fixedScopes } from '../catalog/credentials.ts';
import { kindsWithKnownChoice, scopeNamed } from '../catalog/scopes.ts';
import type { Scope } from '../catalog/scopes.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration, ScopeGrant } from '../manifest/model.ts';
import { closure, impliedBy } from '../privilege/implication.ts';
import { leastScopes } from '../privilege/least-scopes.ts';
import type { Kept, LeastScopes } from '../privilege/least-scopes.ts';
import { reach, reachOf } from '../privilege/reach.ts';
import { clientKeyFor, refusalTo, takesClientKey } from '../privilege/requirement.ts';
import type { Clause, Use } from '../privilege/requirement.ts';
import { bitsMeet, closureBits } from '../privilege/scope-bits.ts';
import { declaredUses } from './declared-uses.ts';
import { acceptFix, removeGrantFix, renameFix } from './fixes.ts';
import {
  hasPassed,
  heldGrants,
  isHeld,
  knownGrants,
  undecidedScopes,
  ungrantableAmong,
  ungrantableScopes,
} from './granted.ts';
import type { KnownGrant } from './granted.ts';
import { defineRule } from './rule.ts';
import { counted, joined, shown } from './wording.ts';

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
    const { complete, uses } = declaredUses(integration);
    const isAllKnown = complete && uses.length > 0;
    for (const known of knownGrants(integration)) {
      const { grant, scope: id } = known;
      const facts = scopeNamed(id);
      if (!facts || facts.sensitivity < BROAD || grant.scope?.text !== id) continue;
      const standing = standingOf(
        integration,
        facts,
        isHeld(integration, known, context.today),
        context.today,
      );
      const { needed, weaker, leaning } = standing;
      const kind = integration.kind?.text ?? '';
      const isPossible = !ungrantableScopes(integration).has(id);
      // What every credential of the kind holds, nobody can take out.
      const isFixed = closure(fixedScopes(kind) ?? []).has(id);
      const way =
        needed || isFixed
          ? 'Accept'
          : weaker.length > 0
            ? 'Narrow it, or accept'
            : (leaning ??
              (isAllKnown ? 'Take it out, or accept' : 'Take it out if nothing needs it, or accept'));
      const reached = `${reachInWords(id)} by the catalogue of ${CATALOG_DATE}`;
      const holds = isPossible
        ? `holds ${id}, which reaches ${reached}`
        : `lists ${id}, which would reach ${reached} if its kind could hold it`;
      const advice = isPossible
        ? `${isFixed ? `Every ${kind} holds it. ` : ''}${way} it with a reason and a date`
        : 'Take it out, or use another kind';
      yield {
        at: grant.scope.at,
        definedAt: grant.scope.definedAt,
        on: grant,
        scope: id,
        level: needed || isFixed ? 'info' : facts.sensitivity === 5 ? 'error' : 'warning',
        message: `${shown(name.text)} ${holds}. ${facts.risk} ${needed ? `${need(needed, kind)} ` : maybeNeeded(integration, id)}${advice}.`,
        fixes: () => [
          ...narrowFixes(integration, grant, facts, standing),
          // A decision on what cannot be held would count once another kind can.
          isPossible ? acceptFix(source, grant, ID, context) : undefined,
        ],
      };
    }
  },
});

/** What a grant of the scope is worth to the integration. */
interface Standing {
  readonly needed: Kept | undefined;
  readonly weaker: readonly Scope[];
  /** Which use would fail without it, and what to do so, where the least scopes and whatever is weaker would do without it. */
  readonly leaning: string | undefined;
  /** The scopes that hold today beside this grant. */
  readonly others: readonly string[];
}

interface Standings {
  readonly today: Day;
  readonly known: Map<string, Standing>;
}

/** By integration, and by scope and whether it holds: a list may have the same scope any number of times. */
const standings = new WeakMap<Integration, Standings>();

function standingOf(integration: Integration, facts: Scope, holds: boolean, today: Day): Standing {
  let all = standings.get(integration);
  if (all?.today !== today) standings.set(integration, (all = { today, known: new Map() }));
  const key = `${facts.name} ${holds}`;
  let standing = all.known.get(key);
  if (!standing) {
    const needed = leastPossible(integration, today).keptScope(facts.name);
    const held = heldGrants(integration, today).map(({ scope }) => scope);
    const others = holds ? held.toSpliced(held.indexOf(facts.name), 1) : held;
    const ended = knownGrants(integration).filter(({ grant }) => hasPassed(grant, today));
    const weaker = weakerScopes(facts, integration.kind?.text).filter(({ name: weak }) =>
      canStandFor(integration, facts.name, weak, others, ended),
    );
    const isToGo = !needed && weaker.length === 0;
    const leaning = isToGo ? leaningOn(integration, facts.name, others, today) : undefined;
    standing = { needed, weaker, leaning, others };
    all.known.set(key, standing);
  }
  return standing;
}

/** The least scopes without the uses that no scopes serve, since one of these would leave no set for all the others. */
function leastPossible(integration: Integration, today: Day): LeastScopes {
  const { uses, webhooks } = declaredUses(integration);
  const all = [...uses.map(({ use }) => use), ...webhooks];
  const kind = integration.kind?.text;
  const held = heldGrants(integration, today).map(({ scope }) => scope);
  const least = leastScopes(all, kind, held);
  if (least.best) return least;
  const impossible = new Set(least.certificate.impossible);
  return leastScopes(
    all.filter((use) => !impossible.has(use)),
    kind,
    held,
  );
}

/** One use is named only where it needs the scope by itself. */
function need({ neededBy: [use], uses }: Kept, kind: string): string {
  const why = use
    ? `${shown(use.written)} needs it: no weaker scope that this kind can hold serves that.`
    : 'It is among the least scopes for the known uses.';
  const inWords = (own: Use): string => (own === use ? 'it' : shown(own.written));
  const named = [...(use ? [use] : []), ...uses];
  const [refused] = named.flatMap((own) => refusalTo(kind, own, inWords(own)) ?? []);
  // Where a token is needed for another of them, a client key spares nothing.
  const [key] = uses.every(takesClientKey)
    ? named.flatMap((own) => clientKeyFor(own, inWords(own)) ?? [])
    : [];
  return [why, refused, key && `${key}: where that one is sent, the scope is not needed.`]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
}

/** Which case of a declared use asks for the scope, where the least scopes do without it; empty where none does. */
function maybeNeeded(integration: Integration, scope: string): string {
  for (const { use } of declaredUses(integration).uses) {
    const one = use.cases?.find(({ anyOf }) => anyOf.includes(scope));
    if (one) return `It may be needed for ${shown(use.written)}. ${one.note} `;
  }
  return '';
}

/**
 * Whether a grant of the weaker scope can stand in the place of one of this scope: every check of a declared use that is met today
 * still is, be the use served as a whole or not, no other grant can only be held along with this one, and it is none that has ended and
 * would be granted again.
 */
function canStandFor(
  integration: Integration,
  own: string,
  weak: string,
  others: readonly string[],
  ended: readonly KnownGrant[],
): boolean {
  const kind = integration.kind?.text;
  const scopes = knownGrants(integration).map(({ scope }) => scope);
  const narrowed = scopes.with(scopes.indexOf(own), weak);
  const [rest, before] = [closureBits(others), closureBits([...others, own])];
  const after = closureBits([...others, weak]);
  return (
    (after === rest || ended.every(({ scope }) => scope !== weak)) &&
    ungrantableAmong(narrowed, kind).every((scope) => ungrantableScopes(integration).has(scope)) &&
    declaredUses(integration).uses.every(({ use }) => checksLost(use, before, after).length === 0)
  );
}

/** The checks of a use that a holder of the one set meets, and one of the other does not. */
function checksLost({ clauses = [] }: Use, before: number, after: number): readonly Clause[] {
  return clauses.filter((clause) => bitsMeet(before, [clause]) && !bitsMeet(after, [clause]));
}

/** The uses of which only this grant serves something today, what the least scopes have in its place for them, and so what to do. */
function leaningOn(
  integration: Integration,
  own: string,
  others: readonly string[],
  today: Day,
): string | undefined {
  const rest = others.filter((scope) => scope !== own);
  const [before, after] = [closureBits([...rest, own]), closureBits(rest)];
  const uses = declaredUses(integration).uses.map(({ use }) => use);
  const leaning = new Set(uses.filter((use) => checksLost(use, before, after).length > 0));
  const [first] = leaning;
  if (!first) return undefined;
  const { best = [] } = leastPossible(integration, today);
  const lacking = [...leaning].flatMap((use) => checksLost(use, before, after));
  const instead = best.filter((scope) => {
    const own = closureBits([scope]);
    return lacking.some((clause) => bitsMeet(own, [clause]));
  });
  const more = leaning.size - 1;
  const who = `${shown(first.written)}${more > 0 ? ` and ${counted(more, 'other use')}` : ''}`;
  return instead.length > 0
    ? `${who} ${more > 0 ? 'need' : 'needs'} it until ${joined(instead)} ${instead.length > 1 ? 'take' : 'takes'} its place: take it out then, or accept`
    : `Nothing else that is granted serves ${who}. Accept`;
}

/** "143 operations (70 change, 28 delete)". */
function reachInWords(scope: string): string {
  const { operations, change, delete: deleted } = reachOf(scope);
  return `${counted(operations.length, 'operation')} (${change} change, ${deleted} delete)`;
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
function narrowFixes(integration: Integration, grant: ScopeGrant, facts: Scope, standing: Standing) {
  const { removal, renames } = narrowingOf(facts, standing);
  return [
    removal === undefined ? undefined : removeGrantFix(integration.source, grant, removal, false),
    ...renames.map(({ to, title }) => grant.scope && renameFix(grant.scope, to, title)),
  ];
}

/** What the fixes of a grant say, which is the same for all grants of the scope. */
interface Narrowing {
  readonly removal: string | undefined;
  readonly renames: readonly { readonly to: string; readonly title: string }[];
}

const narrowings = new WeakMap<Standing, Narrowing>();

function narrowingOf(facts: Scope, standing: Standing): Narrowing {
  let known = narrowings.get(standing);
  if (!known) narrowings.set(standing, (known = computeNarrowing(facts, standing)));
  return known;
}

function computeNarrowing(facts: Scope, { weaker, others }: Standing): Narrowing {
  const rest = closure(others);
  const before = reach([...rest, facts.name]).operations.length;
  const difference = (left: readonly string[]): string => {
    const after = reach(left).operations.length;
    return after === before
      ? `(reaches the same ${counted(before, 'operation')})`
      : `(reaches ${after} instead of ${counted(before, 'operation')})`;
  };
  // What another grant brings along anyway needs no grant of its own.
  const granted = weaker.some(({ name }) => rest.has(name));
  return {
    removal: granted ? `Remove ${facts.name} ${difference([...rest])}` : undefined,
    renames: weaker
      .filter(({ name }) => !rest.has(name))
      .map(({ name }) => ({
        to: name,
        title: `Narrow ${facts.name} to ${name} ${difference([...rest, name])}`,
      })),
  };
}
