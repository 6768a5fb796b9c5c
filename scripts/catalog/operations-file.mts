import { decodeRow, encodeRow, shortPath } from '../../server/src/catalog/operation-row.ts';
import type { Operation, OperationException } from '../../server/src/catalog/operation-row.ts';

/** The content of `operations.json`. */
export interface OperationsFile {
  readonly meta: {
    /** YYYY-MM-DD of the OpenAPI document. */
    readonly date: string;
    /** The OpenAPI document first. */
    readonly sources: readonly { readonly what: string; readonly state: string }[];
  };
  readonly exceptions: Readonly<Record<string, OperationException>>;
  /** See `decodeRow`. */
  readonly rows: readonly string[];
}

/** The operations of the file. */
export function operationsOf(file: OperationsFile): readonly Operation[] {
  return file.rows.map((row) => decodeRow(row, file.exceptions));
}

/** The note of an operation where it is its own, not one that follows from its source or path; else undefined. */
export function ownNote(operation: Operation): string | undefined {
  return operation.note === decodeRow(encodeRow(operation), {}).note ? undefined : operation.note;
}

function exceptionOf(operation: Operation): OperationException {
  const { effectiveAnyOf, effectiveAllOf, effectiveSometimes, effectiveNote, person, dsn } = operation;
  const note = ownNote(operation);
  return {
    ...(effectiveAnyOf && { effectiveAnyOf }),
    ...(effectiveAllOf && { effectiveAllOf }),
    ...(effectiveSometimes && { effectiveSometimes }),
    ...(effectiveNote !== undefined && { effectiveNote }),
    ...(person && { person }),
    ...(dsn && { dsn }),
    ...(note !== undefined && { note }),
  };
}

/** The operation as it will be read again from the file: with the notes that follow from its source or path. */
export function completed(operation: Operation): Operation {
  const row = encodeRow(operation);
  return { ...decodeRow(row, {}), ...exceptionOf(operation) };
}

/** What operations are sorted by: the path as the file writes it, then the method. */
export function sortKey({ method, path }: Operation): string {
  return `${shortPath(path)} ${method}`;
}

/** The file for these operations, in their order. */
export function fileOf(meta: OperationsFile['meta'], operations: readonly Operation[]): OperationsFile {
  const exceptions = operations.flatMap((operation) => {
    const exception = exceptionOf(operation);
    const key = `${operation.method} ${shortPath(operation.path)}`;
    return Object.keys(exception).length > 0 ? [[key, exception] as const] : [];
  });
  return { meta, exceptions: Object.fromEntries(exceptions), rows: operations.map(encodeRow) };
}

/** The text of the file: one row or exception a line, so that a diff shows which operation changed. */
export function formatFile({ meta, exceptions, rows }: OperationsFile): string {
  const exceptionLines = Object.entries(exceptions).map(
    ([key, exception]) => `${JSON.stringify(key)}: ${JSON.stringify(exception)}`,
  );
  return [
    '{',
    `"meta": ${JSON.stringify(meta, null, 2)},`,
    '"exceptions": {',
    exceptionLines.join(',\n'),
    '},',
    '"rows": [',
    rows.map((row) => JSON.stringify(row)).join(',\n'),
    ']',
    '}',
    '',
  ].join('\n');
}
