/** How reviews stand, over the protocol's own forms: lenses, owners, the edit that marks several as reviewed. */
import type { CodeLens, Position } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../lint/analyse.ts';
import { grouped } from '../manifest/grouped.ts';
import { ClientCommand } from '../protocol.ts';
import type { Pinned, ReviewTarget } from '../protocol.ts';
import type { MarkManyAnswer, MarkManyParams, ReviewFacts } from '../review-protocol.ts';
import { capital, shown } from '../rules/wording.ts';
import { shiftRange } from '../yaml/shift.ts';
import type { Client } from './client.ts';
import { showableTarget } from './code-actions.ts';
import { toRange } from './diagnostics.ts';
import { findIntegration } from './review.ts';
import { reviewFacts } from './reviews/facts.ts';
import { markMany } from './reviews/mark-many.ts';
import { fileReviews, rowIds } from './reviews/rows.ts';
import { ownersToAccept } from './walk.ts';
import type { FileReviews } from './reviews/rows.ts';
import { countedStates, reviewStandings } from './reviews/state.ts';

export interface ReviewFeatures {
  /** How the reviews of the file and of each integration stand, for clients that can mark them. */
  readonly reviewLenses: (document: TextDocument, client: Client) => CodeLens[];
  /**
   * The owners of the file with the names of their integrations, sorted; that of the integration at the position comes first. Where
   * that is asked for, only those of whom something can be accepted.
   */
  readonly owners: (
    document: TextDocument,
    position?: Position,
    acceptable?: boolean,
  ) => { owner: string; integrations: string[] }[];
  /** The edit that adds a review of today to several integrations. */
  readonly markManyReviewed: (document: TextDocument, params: MarkManyParams) => MarkManyAnswer;
  /** How the reviews of the file stand, for a list of those of all files. */
  readonly reviewsOf: (document: TextDocument) => FileReviews;
  /** What is known of the integrations of these ids. */
  readonly reviewFacts: (document: TextDocument, ids: readonly string[]) => ReviewFacts[];
  /** The integration of a target, with an id that lasts while the text moves; null where there is none. */
  readonly pin: (document: TextDocument, target: ReviewTarget) => Pinned | null;
  /** Where the integration of an id stands, or without one the first thing that cannot be read. */
  readonly locate: (document: TextDocument, id: string | undefined) => Position | null;
}

/** The features over whatever analyses documents. */
export function reviewFeatures(analysisOf: (document: TextDocument) => Analysis): ReviewFeatures {
  return {
    reviewLenses(document, { commands }) {
      if (!commands.has(ClientCommand.markReviewed)) return [];
      const standings = reviewStandings(analysisOf(document));
      const all = countedStates(standings);
      const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      // Without a command's id a lens is text that nobody can press.
      const lenses: CodeLens[] =
        all === undefined ? [] : [{ range: top, command: { title: `Reviews: ${all}`, command: '' } }];
      if (commands.has(ClientCommand.markAllReviewed) && standings.some(({ state }) => state === 'overdue')) {
        const command = ClientCommand.markAllReviewed;
        const title = 'Mark as Reviewed: All Overdue';
        lenses.push({ range: top, command: { title, command, arguments: [{ uri: document.uri }] } });
      }
      for (const { placed, dueFirst } of standings) {
        if (dueFirst === undefined) continue;
        const { start, entry } = placed;
        const range = toRange(document, shiftRange(entry.name.at, start));
        const target = showableTarget(document, entry.name.text, range.start);
        const command = ClientCommand.markReviewed;
        lenses.push(
          { range, command: { title: withoutIcons(capital(dueFirst)), command: '' } },
          { range, command: { title: 'Mark as Reviewed', command, arguments: [target] } },
        );
      }
      return lenses;
    },
    owners(document, position, acceptable) {
      const analysis = analysisOf(document);
      const wanted = acceptable ? ownersToAccept(analysis) : undefined;
      const standings = reviewStandings(analysis);
      const offset = position && document.offsetAt(position);
      const here = findIntegration({ integrations: analysis.parts }, { offset });
      const first = standings.find(({ placed }) => placed === here)?.owner;
      const owners = grouped(
        standings.flatMap(({ owner, placed }) =>
          owner === undefined ? [] : [[owner, shown(placed.entry.name.text)] as const],
        ),
      );
      const rank = (owner: string): number => (owner === first ? 0 : 1);
      return [...owners]
        .filter(([owner]) => wanted?.has(owner) ?? true)
        .map(([owner, integrations]) => ({ owner, integrations }))
        .sort((a, b) => rank(a.owner) - rank(b.owner) || (a.owner < b.owner ? -1 : 1));
    },
    markManyReviewed: (document, params) => markMany(document, analysisOf(document), params),
    reviewsOf: (document) => fileReviews(document.uri, analysisOf(document)),
    reviewFacts: (document, ids) => reviewFacts(analysisOf(document), ids),
    pin(document, { id: known, integration: name, position }) {
      const { integrations } = analysisOf(document).manifest;
      const offset = position && document.offsetAt(position);
      const placed = findIntegration({ integrations }, { id: known, integration: name, offset });
      const id = placed && rowIds(integrations)[integrations.indexOf(placed)];
      return placed && id !== undefined
        ? { name: shown(placed.entry.name.text), target: { uri: document.uri, id } }
        : null;
    },
    locate(document, id) {
      const { parts, findings } = analysisOf(document);
      if (id === undefined) {
        const fault = findings.find(({ rule }) => rule === 'invalid-yaml' || rule === 'unsupported-version');
        return fault ? document.positionAt(fault.at.start) : null;
      }
      const part = parts[rowIds(parts).indexOf(id)];
      return part ? document.positionAt(part.start + part.entry.name.at.start) : null;
    },
  };
}

/** Editors draw an icon for `$(name)` in a lens, and what the lens says can be anybody's text. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}
