/** Words that an editor shows between those of the manifest: what a scope implies, when the next review is due, what serves a use. */
import { formatDay, relativeDays } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import { integrationIndexAt } from '../manifest/integration-at.ts';
import type { FileKeys, Integration, Manifest } from '../manifest/model.ts';
import { impliedBy } from '../privilege/implication.ts';
import { dueReview } from '../rules/reviews.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import type { Range } from '../yaml/node.ts';
import { namesThatFit } from './hint.ts';
import type { Hint } from './hint.ts';
import { useHints } from './use-hints.ts';

/** Which hints a person wants. */
export interface HintOptions {
  readonly impliedScopes: boolean;
  readonly reviewDue: boolean;
  readonly uses: boolean;
}

/** The hints within the range, in its order. Looks at no integration outside of it. Never throws. */
export function inlayHints(
  manifest: Manifest,
  range: Range,
  today: Day,
  { impliedScopes, reviewDue, uses }: HintOptions,
): Hint[] {
  const { file, integrations } = manifest;
  if (isForeignVersion(file)) return [];
  const first = Math.max(0, integrationIndexAt(manifest, range.start));
  const hints: Hint[] = [];
  for (const { start, integration } of integrations.slice(first)) {
    if (start > range.end) break;
    const own = [
      ...(impliedScopes ? scopeHints(integration) : []),
      ...(reviewDue ? reviewHints(integration, file, today) : []),
      ...(uses ? useHints(integration, today) : []),
    ];
    for (const hint of own) {
      // Behind a syntax error nobody knows what is meant.
      if (integration.distrusted.some((place) => place.start <= hint.offset)) continue;
      const offset = hint.offset + start;
      if (range.start <= offset && offset <= range.end) hints.push({ ...hint, offset });
    }
  }
  return hints.sort((a, b) => a.offset - b.offset);
}

function* scopeHints({ map, scopes }: Integration): Generator<Hint> {
  // Behind an alias all scopes have one place; what they imply is shown where they are written.
  if (map?.definedAt || map?.entries.get('scopes')?.value?.definedAt) return;
  for (const { scope, definedAt } of scopes) {
    if (!scope || definedAt) continue;
    const names = [...impliedBy(scope.text)].sort();
    if (names.length === 0) continue;
    yield {
      offset: scope.at.end,
      label: namesThatFit('includes', names),
      tooltip: `Who holds ${scope.text} also holds ${names.join(', ')}.`,
    };
  }
}

function* reviewHints(integration: Integration, file: FileKeys, today: Day): Generator<Hint> {
  const next = dueReview(integration, { file, today });
  if (!next) return;
  const { at, every, due } = next;
  const day = formatDay(due);
  yield {
    offset: at.at.end,
    label: due < today ? `overdue since ${day}` : `next review ${day}`,
    tooltip: `By the schedule “${every.text}” the next review ${due < today ? 'was' : 'is'} due on ${day}, ${relativeDays(due, today)}.`,
  };
}
