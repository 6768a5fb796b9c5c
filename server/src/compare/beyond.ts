/** What one state holds beyond another: widened and narrowed are the same question, asked from either side. */
import { scopeNamed } from '../catalog/scopes.ts';
import { mayHaveKey } from '../manifest/format.ts';
import { closure, maximal } from '../privilege/implication.ts';
import { examples, reach } from '../privilege/reach.ts';
import type { Operation } from '../catalog/operations.ts';
import { isChange, isDelete } from '../catalog/operations.ts';
import type { Held } from './held.ts';
import { NOTHING, OF_A_PERSON } from './held.ts';
import { isCovered } from '../rules/limits.ts';
import type { GrantChange, ReachChange } from './model.ts';

const EXAMPLES = 3;

/** All that `more` holds and `less` does not. */
export function beyond(less: Held, more: Held): GrantChange[] {
  const scopes = scopesBeyond(less, more);
  const changes = [
    ...scopes,
    ...permissionsBeyond(less, more),
    ...[...more.webhooks]
      .filter((event) => !less.webhooks.has(event))
      .sort()
      .map((event) => grant('webhook', event)),
    ...limitsBeyond(less, more),
  ];
  const opens =
    reachesFurther(less, more) || (scopes.length === 0 && reachBeyond(less, more).operations.length > 0);
  return opens ? [grant('kind', more.kind ?? ''), ...changes] : changes;
}

function reachesFurther(less: Held, more: Held): boolean {
  return less !== NOTHING && more.kind === OF_A_PERSON && less.kind !== OF_A_PERSON;
}

function grant(what: GrantChange['what'], name: string, more: Partial<GrantChange> = {}): GrantChange {
  return { what, name, access: [], includes: [], known: true, ...more };
}

function scopesBeyond(less: Held, more: Held): GrantChange[] {
  const added = new Set([...more.scopes.keys()].filter((scope) => !less.scopes.has(scope)));
  return maximal(added).map((name) => {
    const includes = [...closure([name])].filter((scope) => scope !== name && added.has(scope)).sort();
    return grant('scope', name, { includes, known: scopeNamed(name) !== undefined });
  });
}

function permissionsBeyond(less: Held, more: Held): GrantChange[] {
  return [...more.permissions].flatMap(([key, { name, access }]) => {
    const before = less.permissions.get(key)?.access;
    const further = [...access].filter((step) => !before?.has(step));
    return further.length > 0 ? [grant('permission', name, { access: further })] : [];
  });
}

function limitsBeyond(less: Held, more: Held): GrantChange[] {
  // Of an entry that is not there on one side everything is new; its limits narrow that.
  if (less === NOTHING || more === NOTHING || less.limits.size === 0) return [];
  // A credential has none to lose.
  if (![less, more].every(({ kind }) => mayHaveKey('limitedTo', kind))) return [];
  if (more.limits.size === 0) return [grant('limit', '*')];
  const covering = new Set(less.limits.keys());
  return [...more.limits]
    .filter(([limit]) => !isCovered(limit, covering))
    .map(([, written]) => written)
    .sort()
    .map((limit) => grant('limit', limit));
}

/** The operations that a holder of `more` can do and one of `less` cannot. */
export function reachBeyond(less: Held, more: Held): ReachChange {
  if (less.kind === more.kind && sameScopes(less, more)) return NO_CHANGE;
  const before = new Set(operationsOf(less));
  const operations = operationsOf(more).filter((operation) => !before.has(operation));
  const changes = operations.filter(isChange).length;
  const deletions = operations.filter(isDelete).length;
  const counts = { read: operations.length - changes - deletions, change: changes, delete: deletions };
  const documented = operations.filter((operation) => operation.documented).length;
  const telling = examples(
    { ...counts, operations, documented, undocumented: operations.length - documented },
    EXAMPLES,
  );
  return { ...counts, operations: operations.map(nameOf).sort(), examples: telling.map(nameOf) };
}

const NO_CHANGE: ReachChange = { read: 0, change: 0, delete: 0, operations: [], examples: [] };

function sameScopes(less: Held, more: Held): boolean {
  return (
    less.scopes.size === more.scopes.size && [...less.scopes.keys()].every((scope) => more.scopes.has(scope))
  );
}

function operationsOf({ kind, scopes }: Held): readonly Operation[] {
  return kind === 'service' ? [] : reach(scopes.keys(), kind).operations;
}

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}
