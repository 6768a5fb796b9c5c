/** What the declared uses of an integration have to do with one of its scopes. */
import type { Day } from '../../manifest/dates.ts';
import type { Integration } from '../../manifest/model.ts';
import { closure, impliedBy } from '../../privilege/implication.ts';
import { reasonsFor } from '../../privilege/least-scopes.ts';
import { meets } from '../../privilege/requirement.ts';
import type { Use } from '../../privilege/requirement.ts';
import { declaredUses, excessOf } from '../../rules/declared-uses.ts';
import { scopeMeant } from '../../rules/granted.ts';
import { counted, joined } from '../../rules/wording.ts';
import { codeSpan } from '../markdown.ts';

/** How many uses are named. */
const NAMED = 5;

/** Which declared uses need the scope, or that none does; undefined where the integration declares none. */
export function needMarkdown(written: string, integration: Integration, today: Day): string | undefined {
  const scope = scopeMeant(written);
  const { uses, webhooks } = declaredUses(integration);
  if (scope === undefined || uses.length === 0) return undefined;
  const excess = excessOf(integration, today);
  if (!excess) return servesText(scope, [...uses.map(({ use }) => use), ...webhooks]);
  const { best, grants, least } = excess;
  const { kept, dropped } = least.certificate;
  const own = kept.find((one) => one.scope === scope);
  if (own)
    return `**Needed here by** ${named(reasonsFor(own))}: no other scope of the least set serves that.`;
  if (!grants.some((grant) => grant.scope === scope)) {
    const above = best.find((other) => impliedBy(other).has(scope));
    return above === undefined
      ? undefined
      : `Comes here with ${codeSpan(above)}, which the declared uses need.`;
  }
  const weaker = dropped.find((one) => one.scope === scope)?.weaker ?? [];
  return weaker.length > 0
    ? `**More than the declared uses need:** ${joined(weaker.map(codeSpan))} would do in its place.`
    : '**No declared use of this integration needs it.**';
}

/** Where the least set cannot be told it is still known what a scope does alone. */
function servesText(scope: string, uses: readonly Use[]): string | undefined {
  const own = closure([scope]);
  const served = uses.filter(({ clauses }) => clauses && clauses.length > 0 && meets(own, clauses));
  return served.length > 0 ? `Serves here ${named(served)}.` : undefined;
}

function named(uses: readonly Use[]): string {
  const names = [...new Set(uses.map(({ written }) => written))];
  const more = names.length - NAMED;
  const shown = names.slice(0, NAMED).map(codeSpan);
  return joined(more > 0 ? [...shown, counted(more, 'other use')] : shown);
}
