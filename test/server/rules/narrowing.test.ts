import { expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { allTools } from '../../../server/src/catalog/tools.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { closure } from '../../../server/src/privilege/implication.ts';
import { meets, useNamed } from '../../../server/src/privilege/requirement.ts';
import { BROAD } from '../../../server/src/rules/broad-scope.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';

/** All that takes more than one check, of which some may be met and others not. */
const SEVERAL = [
  ...allOperations().map(({ method, path }) => `${method} ${path}`),
  ...allTools().map(({ name }) => name),
].filter((use) => (useNamed(use)?.clauses?.length ?? 0) > 1);

const TODAY = parseDay('2026-11-23') ?? 0;

it.each(allScopes().filter(({ sensitivity }) => sensitivity >= BROAD))(
  'to narrow $name takes no check of a declared use away that was met',
  ({ name: scope }) => {
    const source = `version: 1\nintegrations:\n${SEVERAL.map(
      (use, i) =>
        `  a${i}:\n    kind: internal-integration\n    scopes: [{ scope: ${scope} }]\n    uses: [${JSON.stringify(use)}]\n`,
    ).join('')}`;
    const { findings, manifest } = analyse(source, TODAY);
    const narrowing = findings
      .filter(({ rule }) => rule === 'broad-scope')
      .flatMap(({ at, fixes }) =>
        fixes().flatMap(({ title, edits }) => (title.startsWith('Narrow') ? [{ at, edits }] : [])),
      );
    const lost = narrowing.filter(({ at, edits }) => {
      const index = manifest.integrations.findIndex(
        ({ start, entry }) => at.start < start + entry.source.length,
      );
      const weaker = /^\S*/.exec(applyEdits(source, edits).slice(at.start))?.[0] ?? '';
      return (useNamed(SEVERAL[index] ?? '')?.clauses ?? []).some(
        (clause) => meets(closure([scope]), [clause]) && !meets(closure([weaker]), [clause]),
      );
    });
    expect(lost.map(({ at }) => source.slice(at.start - 80, at.end))).toEqual([]);
  },
);
