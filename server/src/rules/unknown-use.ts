import { CATALOG_DATE } from '../catalog/about.ts';
import { isParameter, operationsAtPath, parseOperation } from '../catalog/operation-match.ts';
import { allOperations } from '../catalog/operations.ts';
import { allTools } from '../catalog/tools.ts';
import { useNamed } from '../privilege/requirement.ts';
import { renameFix } from './fixes.ts';
import { nearest } from './nearest.ts';
import { defineRule } from './rule.ts';
import { joined, shown } from './wording.ts';

export const unknownUse = defineRule({
  id: 'unknown-use',
  group: 'least-privilege',
  level: 'warning',
  summary: 'A use that is neither an operation nor a tool of the catalogue.',
  acceptable: true,
  *integration({ uses, name }) {
    for (const use of uses) {
      if (useNamed(use.text)) continue;
      const meant = nearestUse(use.text);
      yield {
        at: use.at,
        definedAt: use.definedAt,
        message: `The catalogue of ${CATALOG_DATE} knows no operation and no command “${shown(use.text)}”, so it cannot tell what ${shown(name.text)} needs for it. ${advice(use.text, meant)}`,
        fixes: () => [meant === undefined ? undefined : renameFix(use, meant, `Write ${meant}`)],
      };
    }
  },
});

function advice(written: string, meant: string | undefined): string {
  if (meant !== undefined) return `Did you mean “${meant}”?`;
  const request = parseOperation(written);
  const methods = request ? operationsAtPath(request).map(({ method }) => method) : [];
  return methods.length > 0
    ? `At this path there ${methods.length > 1 ? 'are' : 'is'} ${joined([...methods].sort())}.`
    : 'Write an operation (“GET /organizations/{organization_id_or_slug}/projects/”) or a command (“sentry-cli releases new”).';
}

/** The operation or command that was most likely meant. */
function nearestUse(written: string): string | undefined {
  const request = parseOperation(written);
  if (!request)
    return nearest(
      written,
      allTools().map(({ name }) => name),
    );
  const shape = shapeOf(request.segments);
  const shapes = new Map(
    allOperations()
      .filter(({ method }) => method === request.method)
      .map(({ method, path }) => [
        shapeOf(parseOperation(`${method} ${path}`)?.segments ?? []),
        `${method} ${path}`,
      ]),
  );
  const meant = nearest(
    shape,
    [...shapes.keys()].filter((other) => countOf(other) === countOf(shape)),
  );
  return meant === undefined ? undefined : shapes.get(meant);
}

/** The path with nothing in its parameters, since these differ in every request. */
function shapeOf(segments: readonly string[]): string {
  return `/${segments.map((segment) => (isParameter(segment) ? '{}' : segment)).join('/')}/`;
}

function countOf(shape: string): number {
  return shape.split('/').length;
}
