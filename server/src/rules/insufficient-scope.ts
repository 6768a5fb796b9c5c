import { CATALOG_DATE } from '../catalog/about.ts';
import { credentialFacts, fixedScopes } from '../catalog/credentials.ts';
import { isKind } from '../manifest/format.ts';
import type { Integration } from '../manifest/model.ts';
import { bundleAdditions, canHoldBundle, isNotForBundle, isServedByBundle } from '../privilege/bundle.ts';
import { closure } from '../privilege/implication.ts';
import { BUNDLE, leastAdditions, leastScopes } from '../privilege/least-scopes.ts';
import {
  clausesOf,
  clientKeyFor,
  meets,
  otherCredential,
  refusalTo,
  sureOfDeclared,
  takesClientKey,
} from '../privilege/requirement.ts';
import type { Clause, Use } from '../privilege/requirement.ts';
import { bitsMeet, closureBits } from '../privilege/scope-bits.ts';
import { declaredUses, excessOf } from './declared-uses.ts';
import { knownGrants, knowsAllScopes, ungrantableScopes } from './granted.ts';
import { addScopesFix } from './least-fixes.ts';
import type { NewScope } from './least-fixes.ts';
import { hasCredential } from './own-credential.ts';
import { defineRule } from './rule.ts';
import type { Fix, Found, Level } from './rule.ts';
import { joined, shown } from './wording.ts';

export const insufficientScope = defineRule({
  id: 'insufficient-scope',
  group: 'least-privilege',
  level: 'error',
  summary: 'A declared use that no granted scope covers.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, { today }) {
    const { kind, name } = integration;
    yield* ofOtherCredentials(integration);
    yield* notForOrganizationTokens(integration);
    if (!isTold(integration)) {
      yield { undecided: 'all' };
      return;
    }
    const fixed = kind && fixedScopes(kind.text);
    const possibly = fixed ?? possibleScopes(integration);
    const bits = closureBits(possibly);
    const { uses, webhooks } = declaredUses(integration);
    const unserved = uses.filter(({ use }) => use.clauses && !bitsMeet(bits, use.clauses));
    if (unserved.length === 0) return;
    const held = closure(possibly);
    const excess = excessOf(integration, today);
    const least = closure(
      excess?.best ?? leastScopes([...uses.map(({ use }) => use), ...webhooks], kind?.text).best ?? [],
    );
    // What nothing takes is to go, and makes nothing else cheaper.
    const idle = new Set(excess?.idle.map(({ scope }) => scope));
    const beside = idle.size > 0 ? closure(possibly.filter((scope) => !idle.has(scope))) : held;
    const additions = (wanted: readonly Use[]): NewScope[] | undefined =>
      leastAdditions(wanted, kind?.text, beside, least);
    const alone = new Map<Use, readonly NewScope[]>();
    for (const { use } of unserved) {
      // A fixed set takes no scope more.
      const added = fixed ? undefined : additions([use]);
      if (added) alone.set(use, added);
    }
    // What a client key does is no reason to widen what the others take.
    const possible = [...alone.keys()].filter((use) => !takesClientKey(use));
    // What is not sure widens nothing that is.
    const forSure = additions(possible.filter(isSure));
    const forAll = additions(possible);
    const areAllSure = possible.every(isSure);
    const all = (use: Use): string => (isSure(use) && !areAllSure ? 'all sure uses' : 'all uses');
    for (const { text, use } of unserved) {
      const own = alone.get(use) ?? (fixed ? undefined : bundleAdditions(use, kind?.text, held));
      const isJoint = alone.has(use) && !takesClientKey(use);
      const joint = isJoint ? (isSure(use) ? forSure : forAll) : own;
      yield {
        at: text.at,
        definedAt: text.definedAt,
        level: levelOf(use, held),
        message: `No scope of ${shown(name.text)} covers ${shown(text.text)}: it takes ${needed(use, held)}, by the catalogue of ${CATALOG_DATE}.${own && joint ? advice(own, joint, all(use)) : elsewhere(use, kind?.text ?? '')}${otherWays(use, kind?.text)}${doubt(use, held)}`,
        fixes: () => (own && joint ? additionFixes(integration, own, joint, all(use)) : []),
      };
    }
  },
});

/** The uses that one other kind of credential can do: no scope more would help, so what is granted need not be known. */
function* ofOtherCredentials(integration: Integration): Iterable<Found> {
  const { kind, name } = integration;
  if (!kind || !hasCredential({ kind })) return;
  for (const { text, use } of declaredUses(integration).uses) {
    const wanted = otherCredential(use, kind.text);
    if (wanted === undefined) continue;
    yield {
      at: text.at,
      definedAt: text.definedAt,
      level: isSure(use) ? 'error' : 'warning',
      message: `No scope of ${shown(name.text)} covers ${shown(text.text)}: it takes another kind of credential, a ${wanted}, and any other is refused, whatever its scopes, by the catalogue of ${CATALOG_DATE}. Give that an entry of its own.${unsureText(use)}`,
    };
  }
}

/** The commands that an organization token is known not to do, though nobody knows what they take. */
function* notForOrganizationTokens(integration: Integration): Iterable<Found> {
  const { kind, name } = integration;
  if (kind?.text !== 'organization-token') return;
  for (const { text, use } of declaredUses(integration).uses) {
    if (!isNotForBundle(use)) continue;
    yield {
      at: text.at,
      definedAt: text.definedAt,
      level: 'warning',
      message: `No scope of ${shown(name.text)} covers ${shown(text.text)}: an organization token does not do it, by the catalogue of ${CATALOG_DATE}. Give that an entry of its own.`,
    };
  }
}

/** What else could do the use, or may have to. */
function otherWays(use: Use, kind: string | undefined): string {
  const refused = refusalTo(kind, use);
  const key = clientKeyFor(use);
  return `${key === undefined ? '' : ` ${key}: where it sends that one, no scope is missing.`}${refused === undefined ? '' : ` ${refused}`}`;
}

/** What has ended is spoken of by a rule of its own; adding the same scope again would only hide that. */
function possibleScopes(integration: Integration): string[] {
  const ungrantable = ungrantableScopes(integration);
  const granted = knownGrants(integration).map(({ scope }) => scope);
  return granted.filter((scope) => !ungrantable.has(scope));
}

function isSure(use: Use): boolean {
  return sureOfDeclared(use) === 'high';
}

function namesOf(scopes: readonly NewScope[]): string[] {
  return scopes.map(({ scope }) => scope);
}

function isSame(own: readonly NewScope[], joint: readonly NewScope[]): boolean {
  return namesOf(own).join() === namesOf(joint).join();
}

/** What is left to do where this kind cannot hold what the use takes. */
function elsewhere(use: Use, kind: string): string {
  return isServedByBundle(use) && !fixedScopes(kind) && canHoldBundle(kind) === undefined
    ? ` Whether a ${shown(kind)} can hold that is not known; an organization token does.`
    : ` No ${shown(kind)} can hold that: it takes another kind of credential.`;
}

/** What to add for the use, and for all uses that nothing covers together, which may be other scopes. */
function advice(own: readonly NewScope[], joint: readonly NewScope[], all: string): string {
  if (namesOf(own).join() === BUNDLE)
    return ` Add ${BUNDLE}, or better, let an organization token do it, which holds nothing else.`;
  return isSame(own, joint)
    ? ` Add ${joined(namesOf(own))}.`
    : ` Add ${joined(namesOf(joint))} for ${all} that nothing covers yet; for this one alone ${joined(namesOf(own))} will do.`;
}

function additionFixes(
  integration: Integration,
  own: readonly NewScope[],
  joint: readonly NewScope[],
  all: string,
): (Fix | undefined)[] {
  const add = (scopes: readonly NewScope[], what: string): Fix | undefined =>
    addScopesFix(integration, scopes, `Add ${namesOf(scopes).join(' and ')}${what}`);
  if (isSame(own, joint)) return [add(own, '')];
  if (!forAllUses.has(joint)) forAllUses.set(joint, add(joint, `, for ${all} that nothing covers yet`));
  return [forAllUses.get(joint), add(own, ', for this use alone')];
}

/** Any number of uses have the same one. */
const forAllUses = new WeakMap<readonly NewScope[], Fix | undefined>();

/** Whether it is surely known what is granted, and of which kind. */
function isTold(integration: Integration): boolean {
  const { kind } = integration;
  return (
    kind !== undefined &&
    isKind(kind.text) &&
    kind.text !== 'service' &&
    (fixedScopes(kind.text) === null || credentialFacts(kind.text)?.confidence === 'high') &&
    knowsAllScopes(integration)
  );
}

function unmet({ clauses = [] }: Use, held: ReadonlySet<string>): readonly Clause[] {
  return clauses.filter((clause) => !meets(held, [clause]));
}

/** What is only checked inside an operation never makes an error, and what is not sure is one level lower. */
function levelOf(use: Use, held: ReadonlySet<string>): Level {
  // Nothing says that it is not done with a client key.
  if (takesClientKey(use)) return 'info';
  const declared = unmet(use, held).some((clause) => clause.declared);
  if (isSure(use)) return declared ? 'error' : 'warning';
  return declared ? 'warning' : 'info';
}

function needed(use: Use, held: ReadonlySet<string>): string {
  const clauses = unmet(use, held).map(({ anyOf }) => anyOf);
  // What a narrower clause asks for needs no words of its own.
  const narrow = clauses.filter(
    (clause) =>
      !clauses.some(
        (other) => other.length < clause.length && other.every((scope) => clause.includes(scope)),
      ),
  );
  return joined([...new Set(narrow.map((clause) => joined([...clause].sort(), 'or')))], 'and also');
}

/** Why the level of what is said of a use is lower. */
function unsureText(use: Use): string {
  return isSure(use) ? '' : ` This is not sure: the use is ${use.doubt ?? 'inferred'}.`;
}

/** What else is known of the checks that are not met, such as a case in which less would do. */
function notesOn({ operations }: Use, held: ReadonlySet<string>): string[] {
  return operations.flatMap((operation) => {
    const isMet = meets(held, clausesOf(operation) ?? []);
    return isMet || operation.effectiveNote === undefined ? [] : [operation.effectiveNote];
  });
}

function doubt(use: Use, held: ReadonlySet<string>): string {
  if (!isSure(use)) return unsureText(use);
  if (use.doubt !== undefined) return ` Whether that is enough is not sure: the use is ${use.doubt}.`;
  return unmet(use, held).some(({ declared }) => declared)
    ? ''
    : [' Sentry does not declare this, but checks it inside the operation.', ...notesOn(use, held)].join(' ');
}
