import type { Operation, OperationSource } from '../../server/src/catalog/operations.ts';
import { scopeNamed } from '../../server/src/catalog/scopes.ts';
import { implies, minimal } from '../../server/src/privilege/implication.ts';
import type { DeclaredOperation, OpenApi } from './openapi.mts';
import { completed, ownNote, sortKey } from './operations-file.mts';

/** An operation whose declared requirement moved; both sides are the minimal scopes that suffice. */
export interface Moved {
  readonly operation: Operation;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What a new document changes. */
export interface Changes {
  readonly added: readonly Operation[];
  readonly removed: readonly Operation[];
  /** A scope that sufficed does not any more, even if another one newly does. */
  readonly needsMore: readonly Moved[];
  /** All that sufficed still do, and a further scope does as well. */
  readonly needsLess: readonly Moved[];
  /** Known before from another source. */
  readonly nowDocumented: readonly Operation[];
  /** Scopes of the document that scopes.json does not know. */
  readonly unknownScopes: readonly string[];
}

const DOCS = 'https://docs.sentry.io/api/';

/** Equal for paths that differ in parameter names, the trailing slash or the prefix only. */
function keyOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}').replace(/\/$/, '')}`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function docsOf({ tag, summary }: DeclaredOperation): string | null {
  return tag === undefined || summary === undefined ? null : `${DOCS}${slug(tag)}/${slug(summary)}/`;
}

/** Sentry's generator writes ids like `listProjectKeys`; entries that people wrote by hand have none. */
function isGenerated({ operationId }: DeclaredOperation): boolean {
  return operationId !== undefined && /^[a-z]+[A-Za-z0-9]*$/.test(operationId);
}

function titleOf(declared: DeclaredOperation, docs: string | null, known: Operation | undefined): string {
  const { operationId, summary } = declared;
  if (operationId !== undefined && isGenerated(declared)) {
    const words = operationId.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
  if (known?.documented && known.docs === docs) return known.title;
  return (summary ?? operationId ?? known?.title ?? `${declared.method} ${declared.path}`).replaceAll(
    '|',
    '/',
  );
}

function sourceOf(declared: DeclaredOperation, known: Operation | undefined): OperationSource {
  if (known?.documented) return known.source;
  return isGenerated(declared) ? 'openapi' : 'openapi-handwritten';
}

function rowOf(declared: DeclaredOperation, known: Operation | undefined): Operation {
  const docs = docsOf(declared);
  const source = sourceOf(declared, known);
  // Notes of these two sources only say how little is known, which a document ends.
  const note =
    known && known.source !== 'cli-source' && known.source !== 'inferred' ? ownNote(known) : undefined;
  return completed({
    method: declared.method,
    path: declared.path,
    title: titleOf(declared, docs, known),
    docs,
    acceptsAnyOf: declared.scopes,
    ...(known?.effectiveAnyOf && { effectiveAnyOf: known.effectiveAnyOf }),
    ...(known?.effectiveAllOf && { effectiveAllOf: known.effectiveAllOf }),
    ...(known?.effectiveSometimes && { effectiveSometimes: known.effectiveSometimes }),
    ...(known?.effectiveNote !== undefined && { effectiveNote: known.effectiveNote }),
    source,
    confidence: source === 'openapi' ? 'high' : 'medium',
    documented: true,
    ...(known?.person && { person: known.person }),
    ...(known?.dsn && { dsn: known.dsn }),
    ...(note !== undefined && { note }),
  });
}

/** Whether holding `scope` meets a requirement of any one of `scopes`; a requirement of nothing is always met. */
function suffices(scope: string, scopes: readonly string[]): boolean {
  return scopes.length === 0 || scopes.some((accepted) => accepted === scope || implies(scope, accepted));
}

function moveOf(before: Operation, after: Operation): 'more' | 'less' | 'same' {
  const [from, to] = [before.acceptsAnyOf, after.acceptsAnyOf];
  if (from.some((scope) => !suffices(scope, to)) || (from.length === 0 && to.length > 0)) return 'more';
  return to.some((scope) => !suffices(scope, from)) || (to.length === 0 && from.length > 0) ? 'less' : 'same';
}

/**
 * The operations after a new document: its own ones, with what was known of them besides (`effective…`, notes) kept,
 * and all that no document ever named. A documented operation that the document does not name any more is removed.
 * Sorted by path, then method. Pure.
 */
export function rebuildOperations(
  current: readonly Operation[],
  openapi: OpenApi,
): { readonly rows: readonly Operation[]; readonly changes: Changes } {
  const before = new Map(current.map((operation) => [keyOf(operation.method, operation.path), operation]));
  const declared = new Map(openapi.operations.map((one) => [keyOf(one.method, one.path), one]));
  const documented = new Map([...declared].map(([key, one]) => [key, rowOf(one, before.get(key))]));
  const kept = current.filter(
    (operation) => !operation.documented && !declared.has(keyOf(operation.method, operation.path)),
  );
  const pairs = [...documented].flatMap(([key, after]) => {
    const known = before.get(key);
    return known ? [{ known, after }] : [];
  });
  const moved = (way: 'more' | 'less'): Moved[] =>
    pairs
      .filter(({ known, after }) => moveOf(known, after) === way)
      .map(({ known, after }) => ({
        operation: after,
        from: minimal(known.acceptsAnyOf),
        to: minimal(after.acceptsAnyOf),
      }));
  const named = new Set(openapi.operations.flatMap(({ scopes }) => scopes));
  return {
    rows: sorted([...kept, ...documented.values()]),
    changes: {
      added: [...documented].filter(([key]) => !before.has(key)).map(([, operation]) => operation),
      removed: current.filter(
        ({ documented: was, method, path }) => was && !declared.has(keyOf(method, path)),
      ),
      needsMore: moved('more'),
      needsLess: moved('less'),
      nowDocumented: pairs.filter(({ known }) => !known.documented).map(({ after }) => after),
      unknownScopes: [...named].filter((scope) => !scopeNamed(scope)).sort(),
    },
  };
}

function sorted(operations: readonly Operation[]): readonly Operation[] {
  const keyed = operations.map((operation) => ({ operation, key: sortKey(operation) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ operation }) => operation);
}
