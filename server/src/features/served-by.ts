/** Which of the granted scopes serve a use. */
import { fixedScopes } from '../catalog/credentials.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import { closure, sensitivityOf } from '../privilege/implication.ts';
import { meets } from '../privilege/requirement.ts';
import type { Use } from '../privilege/requirement.ts';
import { heldGrants, knowsAllScopes } from '../rules/granted.ts';

/** Granted scopes, the mildest first. */
export interface Serving {
  /** Those of which each serves the use by itself. */
  readonly alone: readonly string[];
  /** Where none does alone: those that do it together; empty where what is granted does not suffice. */
  readonly together: readonly string[];
}

/** Which of the held scopes serve the use; undefined where that cannot be told, or nothing has to be held for it. */
export function servedBy({ clauses }: Use, held: readonly string[] | undefined): Serving | undefined {
  if (!held || !clauses || clauses.length === 0) return undefined;
  const alone = held.filter((scope) => meets(closure([scope]), clauses));
  if (alone.length > 0 || !meets(closure(held), clauses)) return { alone, together: [] };
  // Of each clause the mildest that meets it.
  const together = clauses.flatMap((clause) => held.find((scope) => meets(closure([scope]), [clause])) ?? []);
  return { alone, together: [...new Set(together)] };
}

/** The scopes held today, the mildest first; undefined where one of them is not known. */
export function heldScopes(integration: Integration, today: Day): string[] | undefined {
  const { kind } = integration;
  if (!kind || kind.text === 'service' || !knowsAllScopes(integration)) return undefined;
  const granted = heldGrants(integration, today).map(({ scope }) => scope);
  const names = new Set([...granted, ...(fixedScopes(kind.text) ?? [])]);
  return [...names].sort((a, b) => (sensitivityOf(a) ?? 0) - (sensitivityOf(b) ?? 0) || (a < b ? -1 : 1));
}
