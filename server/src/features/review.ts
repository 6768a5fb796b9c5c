/** Marks an integration as reviewed: compared with Sentry today, by somebody. */
import { verifiedFixes } from '../lint/verified-fixes.ts';
import { formatDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration, Manifest, PlacedIntegration } from '../manifest/model.ts';
import { addReview } from '../rules/fixes.ts';
import { digestOf } from '../rules/granted.ts';
import { leadingCount } from '../yaml/search.ts';
import { shiftRange } from '../yaml/shift.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { rowIds } from './reviews/rows.ts';

/** An integration by name, by an offset in it, or by both; or by its id alone. */
export interface IntegrationTarget {
  readonly id?: string | undefined;
  readonly integration?: string | undefined;
  readonly offset?: number | undefined;
}

export interface ReviewText {
  readonly today: Day;
  readonly by: string;
  readonly notes: string;
}

/** The edits that add the review, in the style of the reviews that are there; undefined where there is nothing to add it to. */
export function reviewEdits(
  manifest: Manifest,
  target: IntegrationTarget,
  text: ReviewText,
): TextEdit[] | undefined {
  const placed = findIntegration(manifest, target);
  if (!placed) return undefined;
  const { integration, start } = placed;
  const [fix] = verifiedFixes(integration, [
    addReview(integration, entriesOf(integration, text), text.today),
  ]);
  return fix?.edits.map((edit) => ({ ...edit, ...shiftRange(edit, start) }));
}

/** The integration that is meant. By position first: names can stand twice in a broken file. */
export function findIntegration(
  { integrations }: Pick<Manifest, 'integrations'>,
  { id, integration: name, offset }: IntegrationTarget,
): PlacedIntegration | undefined {
  if (id !== undefined) return integrations[rowIds(integrations).indexOf(id)];
  const here = offset === undefined ? undefined : integrationAt(integrations, offset);
  if (here && (name === undefined || here.entry.name.text === name)) return here;
  return integrations.find(({ entry }) => entry.name.text === name);
}

/** The last that holds the offset or ends there; they come one after the other. Where one ends another may begin, on whose line the cursor is. */
function integrationAt(
  integrations: readonly PlacedIntegration[],
  offset: number,
): PlacedIntegration | undefined {
  const last = integrations[leadingCount(integrations, ({ start }) => start <= offset) - 1];
  return last && offset <= last.start + last.entry.source.length ? last : undefined;
}

function entriesOf(
  integration: Integration,
  { today, by, notes }: ReviewText,
): { key: string; value: string }[] {
  const of = digestOf(integration);
  return [
    { key: 'date', value: formatDay(today) },
    { key: 'by', value: by },
    ...(of === undefined ? [] : [{ key: 'of', value: of }]),
    ...(notes.trim() === '' ? [] : [{ key: 'notes', value: notes }]),
  ];
}
