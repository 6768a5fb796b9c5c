/** The operations of Sentry's web API and the scopes that they ask for, from `data/operations.json`. */
import { exceptions as exceptionRows, rows } from './data/operations.json';
import { decodeRow } from './operation-row.ts';
import type { Operation, OperationException } from './operation-row.ts';

export type { Confidence, Operation, OperationSource } from './operation-row.ts';

let operations: readonly Operation[] | undefined;

/**
 * Every operation of Sentry's web API that the catalogue knows, sorted by path and then method.
 * Decoded on first use and kept. Sources: Sentry's OpenAPI document, else its server code (see `source`).
 */
export function allOperations(): readonly Operation[] {
  const exceptions = exceptionRows as Readonly<Record<string, OperationException>>;
  operations ??= rows.map((row) => decodeRow(row, exceptions));
  return operations;
}

/** Whether the operation creates or changes something: neither GET nor DELETE. */
export function isChange(operation: Operation): boolean {
  return operation.method !== 'GET' && operation.method !== 'DELETE';
}

/** Whether the operation deletes something. */
export function isDelete(operation: Operation): boolean {
  return operation.method === 'DELETE';
}

/**
 * Whether a holder of these scopes can really do the operation. `closure` must be widened by implication already.
 * What an endpoint checks inside (`effective…`) goes before what it declares. False where nothing is declared,
 * because then the requirement is unknown. Says nothing of `specialCredential`.
 */
export function serves(closure: ReadonlySet<string>, operation: Operation): boolean {
  if (operation.effectiveAllOf) return operation.effectiveAllOf.every((scope) => closure.has(scope));
  return (operation.effectiveAnyOf ?? operation.acceptsAnyOf).some((scope) => closure.has(scope));
}
