/** Hints on uses: what serves each of them, and how far the scopes reach beyond all of them. */
import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import { reach } from '../privilege/reach.ts';
import { declaredUses } from '../rules/declared-uses.ts';
import { counted, joined } from '../rules/wording.ts';
import { namesThatFit } from './hint.ts';
import type { Hint } from './hint.ts';
import { heldScopes, servedBy } from './served-by.ts';

/** The hints of an integration that says what it uses; offsets of the integration. */
export function* useHints(integration: Integration, today: Day): Generator<Hint> {
  const { map } = integration;
  if (!map || map.definedAt || declaredUses(integration).uses.length === 0) return;
  const held = heldScopes(integration, today);
  yield* reachHints(integration, held);
  // Behind an alias all uses have one place.
  if (map.entries.get('uses')?.value?.definedAt) return;
  for (const { text, use } of declaredUses(integration).uses) {
    const serving = text.definedAt ? undefined : servedBy(use, held);
    // What nothing serves is a finding already.
    const [mildest, ...others] = serving?.alone ?? [];
    const names = mildest === undefined ? (serving?.together ?? []) : [mildest];
    if (names.length === 0) continue;
    const also = others.length > 0 ? ` So ${others.length > 1 ? 'do' : 'does'} ${joined(others)}.` : '';
    yield {
      offset: text.at.end,
      label: namesThatFit('served by', names),
      tooltip: `Of what is granted here ${joined(names)} ${names.length > 1 ? 'serve it together' : 'serves it'}.${also}`,
    };
  }
}

function* reachHints(integration: Integration, held: readonly string[] | undefined): Generator<Hint> {
  const { map, kind, source, scopes } = integration;
  const entry = map?.entries.get('scopes');
  if (!entry || scopes.length === 0 || !held) return;
  const colon = source.indexOf(':', entry.keyAt.end);
  if (colon < 0) return;
  const { operations } = reach(held, kind?.text);
  const { uses, complete } = declaredUses(integration);
  const declared = new Set(uses.flatMap(({ use }) => use.operations)).size;
  const reaches = counted(operations.length, 'operation');
  yield {
    offset: colon + 1,
    label: `reaches ${reaches}${complete ? `, ${String(declared)} declared` : ''}`,
    tooltip: `These scopes open ${reaches} of Sentry’s web API.${
      complete
        ? ` What is declared takes ${String(declared)} of Sentry’s operations.`
        : ' Of some uses it is not known what they take.'
    }`,
  };
}
