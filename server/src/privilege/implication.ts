/** Which scopes grant others, and what sets of them come to. Source: Sentry's scope hierarchy (see `catalog/data/scopes.json`). */
import { allScopes, scopeNamed } from '../catalog/scopes.ts';

const grants = new Map<string, ReadonlySet<string>>();
const NOTHING: ReadonlySet<string> = new Set();

/** What a scope grants besides itself, transitively. Empty for an unknown name. Source: Sentry's scope hierarchy. */
export function impliedBy(scope: string): ReadonlySet<string> {
  if (grants.size === 0) for (const { name, implies } of allScopes()) grants.set(name, new Set(implies));
  return grants.get(scope) ?? NOTHING;
}

/** Whether holding `a` means holding the other scope `b`. No scope implies itself. */
export function implies(a: string, b: string): boolean {
  return impliedBy(a).has(b);
}

/** The scopes and all that they grant, which is what Sentry stores. An unknown name stands for itself. */
export function closure(scopes: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const scope of scopes) {
    all.add(scope);
    for (const granted of impliedBy(scope)) all.add(granted);
  }
  return all;
}

/** The scopes that no other one of them implies: sorted, each once, with the same closure. */
export function maximal(scopes: Iterable<string>): string[] {
  const names = [...new Set(scopes)];
  const implied = new Set(names.flatMap((name) => [...impliedBy(name)]));
  return names.filter((name) => !implied.has(name)).sort();
}

/** The scopes that imply no other one of them: sorted, each once. Any one of these is the least that suffices. */
export function minimal(scopes: Iterable<string>): string[] {
  const names = new Set(scopes);
  return [...names].filter((name) => ![...impliedBy(name)].some((other) => names.has(other))).sort();
}

/** The sensitivity of a scope, 1 to 5; undefined for an unknown name. */
export function sensitivityOf(scope: string): number | undefined {
  return scopeNamed(scope)?.sensitivity;
}
