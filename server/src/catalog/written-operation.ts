import { allOperations } from './operations.ts';
import type { Operation } from './operations.ts';

const WRITTEN = /^([A-Za-z]+)\s+(\/[^\s?#]*)(?:[?#]\S*)?$/;
const PREFIX = '/api/0/';

let byShape: Map<string, Operation[]> | undefined;

/**
 * The operation that a text such as `GET /api/0/organizations/acme/` names: parameters as `{anything}` or filled in, the prefix
 * and the last slash optional. Undefined where the catalogue knows none, or more than one that fits equally well.
 */
export function writtenOperation(text: string): Operation | undefined {
  const [, method, path] = WRITTEN.exec(text.trim()) ?? [];
  if (method === undefined || path === undefined) return undefined;
  const segments = segmentsOf(path);
  const candidates = operationsByShape().get(shapeOf(method.toUpperCase(), segments.length)) ?? [];
  let best: { operation: Operation; literals: number; ties: boolean } | undefined;
  for (const operation of candidates) {
    const literals = literalMatches(segmentsOf(operation.path), segments);
    if (literals === undefined || (best && literals < best.literals)) continue;
    best = { operation, literals, ties: best?.literals === literals };
  }
  return best && !best.ties ? best.operation : undefined;
}

/** How many segments are equal word by word; undefined where the path does not fit. */
function literalMatches(pattern: readonly string[], segments: readonly string[]): number | undefined {
  let literals = 0;
  for (const [i, expected] of pattern.entries()) {
    const written = segments[i];
    if (written === undefined) return undefined;
    if (isParameter(expected)) continue;
    // A parameter where Sentry has a fixed word is another operation.
    if (written !== expected) return undefined;
    literals++;
  }
  return literals;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

function segmentsOf(path: string): string[] {
  const short = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : path.slice(1);
  return short.replace(/\/$/, '').split('/');
}

function shapeOf(method: string, length: number): string {
  return `${method} ${String(length)}`;
}

function operationsByShape(): Map<string, Operation[]> {
  if (byShape) return byShape;
  byShape = new Map();
  for (const operation of allOperations()) {
    const shape = shapeOf(operation.method, segmentsOf(operation.path).length);
    const known = byShape.get(shape);
    if (known) known.push(operation);
    else byShape.set(shape, [operation]);
  }
  return byShape;
}
