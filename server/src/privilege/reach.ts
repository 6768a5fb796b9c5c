/** What scopes open: the operations that their holder can do. */
import { allOperations, isChange, isDelete, serves } from '../catalog/operations.ts';
import type { Operation } from '../catalog/operations.ts';
import { scopeNamed } from '../catalog/scopes.ts';
import { closure } from './implication.ts';
import { closureBits, scopeBits } from './scope-bits.ts';

/** What scopes open: the operations, and how many of them are of which sort. */
export interface Reach {
  readonly operations: readonly Operation[];
  readonly read: number;
  readonly change: number;
  readonly delete: number;
  readonly documented: number;
  readonly undocumented: number;
}

/**
 * All operations of the catalogue that a holder of these scopes can do, implied scopes included.
 * An operation that takes one kind of credential only counts for that `kind` and for no other.
 */
export function reach(scopes: Iterable<string>, kind?: string): Reach {
  const held = closure(scopes);
  const operations = allOperations().filter(
    (operation) =>
      (operation.specialCredential === undefined || operation.specialCredential === kind) &&
      serves(held, operation),
  );
  const changes = operations.filter(isChange).length;
  const deletions = operations.filter(isDelete).length;
  const documented = operations.filter((operation) => operation.documented).length;
  return {
    operations,
    read: operations.length - changes - deletions,
    change: changes,
    delete: deletions,
    documented,
    undocumented: operations.length - documented,
  };
}

/** What operations ask for, each demand once: a bit for every scope. */
interface Demand {
  readonly mask: number;
  /** Whether all of the scopes are asked for, or any one of them. */
  readonly all: boolean;
  /** How many operations ask for it. */
  count: number;
}

let demands: readonly Demand[] | undefined;

function allDemands(): readonly Demand[] {
  if (demands) return demands;
  const list = new Map<string, Demand>();
  for (const { specialCredential, effectiveAllOf, effectiveAnyOf, acceptsAnyOf } of allOperations()) {
    if (specialCredential !== undefined) continue;
    const scopes = effectiveAllOf ?? effectiveAnyOf ?? acceptsAnyOf;
    const mask = scopeBits(scopes);
    const all = effectiveAllOf !== undefined;
    const key = `${mask} ${String(all)}`;
    const demand = list.get(key) ?? { mask, all, count: 0 };
    demand.count++;
    list.set(key, demand);
  }
  demands = [...list.values()];
  return demands;
}

/** How many operations a holder of these scopes can do: as many as `reach` lists for no kind. */
export function reachCount(scopes: readonly string[]): number {
  const held = closureBits(scopes);
  return allDemands().reduce((sum, { mask, all, count }) => {
    const met = held & mask;
    return (all ? met === mask : met !== 0) ? sum + count : sum;
  }, 0);
}

const idle = new Map<string, boolean>();

/** Whether no operation asks for the scope, so that no use can tell whether it is needed: signing people in is none. */
export function opensNothing(scope: string): boolean {
  let known = idle.get(scope);
  if (known === undefined) {
    known = reachCount([scope]) === 0;
    // Only names of the catalogue are kept: a half-typed file can ask for any number of others.
    if (scopeNamed(scope)) idle.set(scope, known);
  }
  return known;
}

const reaches = new Map<string, Reach>();

/** `reach` of one scope, computed once. An unknown name reaches nothing. */
export function reachOf(scope: string): Reach {
  if (!scopeNamed(scope)) return reach([scope]);
  let known = reaches.get(scope);
  if (!known) {
    known = reach([scope]);
    reaches.set(scope, known);
  }
  return known;
}

const SURENESS = { high: 0, medium: 1, low: 2 } as const;

/** The sensitivity of the mildest scope that would do: the higher, the more an example says. */
function severity(operation: Operation): number {
  const scopes = operation.effectiveAllOf ?? operation.effectiveAnyOf ?? operation.acceptsAnyOf;
  const levels = scopes.map((scope) => scopeNamed(scope)?.sensitivity ?? 1);
  if (levels.length === 0) return 0;
  return operation.effectiveAllOf ? Math.max(...levels) : Math.min(...levels);
}

function compare(a: Operation, b: Operation): number {
  return (
    Number(b.documented) - Number(a.documented) ||
    SURENESS[a.confidence] - SURENESS[b.confidence] ||
    severity(b) - severity(a) ||
    Number(isDelete(b)) - Number(isDelete(a)) ||
    (a.title < b.title ? -1 : a.title > b.title ? 1 : 0) ||
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
  );
}

/**
 * Up to `count` telling operations that change or delete, for a message: documented and sure ones first, then those
 * that no mild scope would open, deletions before changes. No title twice; the same reach gives the same list.
 */
export function examples(from: Reach, count: number): readonly Operation[] {
  const titles = new Set<string>();
  return from.operations
    .filter((operation) => isChange(operation) || isDelete(operation))
    .sort(compare)
    .filter(({ title }) => !titles.has(title) && titles.add(title))
    .slice(0, count);
}
