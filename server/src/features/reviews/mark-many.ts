/** Marks several integrations of a file as reviewed with one edit. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../lint/analyse.ts';
import type { Day } from '../../manifest/dates.ts';
import type { Integration } from '../../manifest/model.ts';
import type { MarkableIntegration, MarkManyAnswer, MarkManyParams } from '../../review-protocol.ts';
import { digestOf } from '../../rules/granted.ts';
import { serviceOf } from '../../rules/other-service.ts';
import { shown } from '../../rules/wording.ts';
import type { TextEdit } from '../../yaml/text-edit.ts';
import { toWorkspaceEdit } from '../code-actions.ts';
import { reviewEdits } from '../review.ts';
import { rowIds } from './rows.ts';
import { reviewStandings } from './state.ts';

/** The edit that adds a review of today to all that are meant, with what it marks and what it does not. */
export function markMany(
  document: TextDocument,
  analysis: Analysis,
  { owner, ids, by, notes, digests }: MarkManyParams,
): MarkManyAnswer {
  const { manifest, today, parts } = analysis;
  const named = ids && new Map(ids.map((id, i) => [id, digests?.[i]]));
  const known = rowIds(parts);
  const edits: TextEdit[] = [];
  const marked: MarkableIntegration[] = [];
  const left: string[] = [];
  const already: string[] = [];
  const changed: string[] = [];
  for (const [i, standing] of reviewStandings(analysis).entries()) {
    const id = known[i] ?? '';
    const isMeant = named
      ? named.has(id)
      : owner === undefined
        ? standing.state === 'overdue'
        : standing.owner === owner;
    if (!isMeant) continue;
    const { entry, start, integration } = standing.placed;
    const name = shown(entry.name.text);
    const digest = digestOf(integration) ?? null;
    const before = named?.get(id);
    if (before !== undefined && before !== digest) {
      changed.push(name);
      continue;
    }
    if (notes.trim() === '' && isReviewedBy(by, integration, today)) {
      already.push(name);
      continue;
    }
    const added = reviewEdits(manifest, { offset: start + entry.name.at.start }, { today, by, notes });
    if (added) {
      edits.push(...added);
      marked.push({ id, name, service: serviceNameOf(integration), digest });
    } else left.push(name);
  }
  const edit = edits.length === 0 ? null : toWorkspaceEdit(document, edits);
  return { edit, marked, left, already, changed };
}

/** Whether a review of today says already that this person found what is granted now. */
function isReviewedBy(by: string, integration: Integration, today: Day): boolean {
  const digest = digestOf(integration);
  return integration.reviews.some(
    (review) => review.date?.day === today && review.by?.text === by && review.of?.text === digest,
  );
}

/** What the service of an entry on another service is called; null for one on Sentry. */
function serviceNameOf(integration: Integration): string | null {
  const { kind, service } = integration;
  if (kind?.text !== 'service' || !service?.text) return null;
  return serviceOf(integration)?.name ?? shown(service.text);
}
