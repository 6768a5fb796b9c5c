/** Every scope, for a list to choose from. */
import { allScopes } from '../catalog/scopes.ts';
import type { ScopeEntry } from '../protocol.ts';
import { scopeMarkdown } from './hover/scope-text.ts';

/** The scopes in Sentry's own order, with what a hover over one says. */
export function scopeList(): ScopeEntry[] {
  return allScopes().map(({ name, allows, sensitivity }) => ({
    name,
    note: `sensitivity ${sensitivity} of 5`,
    detail: allows,
    documentation: scopeMarkdown(name) ?? '',
  }));
}
