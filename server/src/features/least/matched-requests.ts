/** The operations behind requests that were recorded. */
import { isParameter, operationNamed, parseOperation } from '../../catalog/operation-match.ts';
import { allOperations } from '../../catalog/operations.ts';
import type { Operation } from '../../catalog/operations.ts';
import type { Integration } from '../../manifest/model.ts';
import type { MatchedRequests } from '../../protocol.ts';
import { declaredUses } from '../../rules/declared-uses.ts';
import { shown } from '../../rules/wording.ts';

/** What the requests are, and which of them the integration declares already. Values in paths are left out. */
export function matchedRequests(integration: Integration, requests: readonly string[]): MatchedRequests {
  const declared = new Set(declaredUses(integration).uses.flatMap(({ use }) => use.operations));
  const operations = new Set<Operation>();
  const unmatched = new Set<string>();
  for (const request of requests) {
    const operation = operationNamed(request);
    if (operation) operations.add(operation);
    else unmatched.add(withoutValues(request));
  }
  return {
    integration: shown(integration.name.text),
    found: [...operations]
      .map((operation) => ({
        use: nameOf(operation),
        title: operation.title,
        declared: declared.has(operation),
      }))
      .sort((a, b) => Number(a.declared) - Number(b.declared) || (a.use < b.use ? -1 : 1)),
    unmatched: [...unmatched].sort(),
  };
}

/** The operation as a use. */
export function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

let words: ReadonlySet<string> | undefined;

/** The request with `{…}` for whatever may be somebody's own: slugs, numbers, names. */
export function withoutValues(request: string): string {
  words ??= new Set(
    allOperations()
      .flatMap((operation) => parseOperation(nameOf(operation))?.segments ?? [])
      .filter((segment) => !isParameter(segment)),
  );
  const parsed = parseOperation(request);
  if (!parsed) return '{…}';
  const segments = parsed.segments.map((segment) => (words?.has(segment) ? segment : '{…}'));
  return `${parsed.method} /api/0/${segments.map((segment) => `${segment}/`).join('')}`;
}
