/** Which operation of the catalogue a person means by `METHOD /path`. */
import { allOperations } from './operations.ts';
import { remembered } from './remembered.ts';
import type { Operation } from './operations.ts';

/** The operations below one segment of a path. */
interface Branch {
  readonly literal: Map<string, Branch>;
  parameter: Branch | undefined;
  readonly methods: Map<string, Operation>;
}

/** A request as it is written: `GET /organizations/acme/issues/`, with or without host, `/api/0` and the last slash. */
export interface WrittenOperation {
  readonly method: string;
  /** The path's segments behind `/api/0`. */
  readonly segments: readonly string[];
  /** The path as it stands there. */
  readonly path: string;
}

const WRITTEN =
  /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?:https?:\/\/[^/\s?#]+)?(\/[^\s?#]*)(?:[?#]\S*)?$/i;

/** What is written, or undefined where it does not look like a method and a path. */
export const parseOperation = remembered((written): WrittenOperation | undefined => {
  const [, method, path] = WRITTEN.exec(written.trim()) ?? [];
  if (method === undefined || path === undefined) return undefined;
  return { method: method.toUpperCase(), segments: segmentsOf(path), path };
});

function segmentsOf(path: string): readonly string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments[0] === 'api' && segments[1] === '0') segments.splice(0, 2);
  return segments;
}

function emptyBranch(): Branch {
  return { literal: new Map(), parameter: undefined, methods: new Map() };
}

let root: Branch | undefined;

function tree(): Branch {
  if (root) return root;
  root = emptyBranch();
  for (const operation of allOperations()) {
    let branch = root;
    for (const segment of segmentsOf(operation.path)) {
      if (isParameter(segment)) branch = branch.parameter ??= emptyBranch();
      else {
        const next = branch.literal.get(segment) ?? emptyBranch();
        branch.literal.set(segment, next);
        branch = next;
      }
    }
    branch.methods.set(operation.method, operation);
  }
  return root;
}

/** Whether a segment of a path stands for a value: `{project_id_or_slug}`. */
export function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

/** What Sentry's own routes take for the same: `(?:notes|comments)/` (src/sentry/api/urls.py). */
const SAME: ReadonlyMap<string, string> = new Map([['comments', 'notes']]);

/** Every way to read the segments, those with more literal segments first. */
function* branchesAt(branch: Branch, segments: readonly string[], at: number): Generator<Branch> {
  const segment = segments[at];
  if (segment === undefined) {
    yield branch;
    return;
  }
  const literal = branch.literal.get(segment) ?? branch.literal.get(SAME.get(segment) ?? '');
  if (literal) yield* branchesAt(literal, segments, at + 1);
  if (branch.parameter) yield* branchesAt(branch.parameter, segments, at + 1);
}

/** The operation that is written, by any name of its parameters or by values; literal segments win over parameters. */
function matchOperation({ method, segments }: WrittenOperation): Operation | undefined {
  for (const branch of branchesAt(tree(), segments, 0)) {
    const operation = branch.methods.get(method);
    if (operation) return operation;
  }
  return undefined;
}

/** The operation that a text such as `GET /organizations/acme/projects/` names, or undefined. */
export function operationNamed(written: string): Operation | undefined {
  const request = parseOperation(written);
  return request && matchOperation(request);
}

/** The operations at this path by any method; empty where the catalogue does not know the path. */
export function operationsAtPath({ segments }: Pick<WrittenOperation, 'segments'>): readonly Operation[] {
  for (const branch of branchesAt(tree(), segments, 0)) {
    if (branch.methods.size > 0) return [...branch.methods.values()];
  }
  return [];
}
