/** What the uses of an integration need, over the protocol's own forms: lenses, actions, the certificate, the replacement. */
import type { CodeAction, CodeLens, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findingsNear } from '../lint/analyse.ts';
import type { Analysis } from '../lint/analyse.ts';
import type { PlacedIntegration } from '../manifest/model.ts';
import { ClientCommand, QUICK_FIX, REWRITE } from '../protocol.ts';
import type { MatchedRequests, Page, RefusalAnswer, RefusalParams, ReviewTarget } from '../protocol.ts';
import type { Clock } from '../ports/clock.ts';
import type { Fix } from '../rules/rule.ts';
import { shown } from '../rules/wording.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { shiftRange } from '../yaml/shift.ts';
import type { Client } from './client.ts';
import { showableTarget, toWorkspaceEdit } from './code-actions.ts';
import { toRange } from './diagnostics.ts';
import { addUsesFix } from './least/add-uses.ts';
import { explainLeast } from './least/explain.ts';
import { surplusLenses } from './least/lenses.ts';
import { matchedRequests, nameOf } from './least/matched-requests.ts';
import { refusalPage } from './least/refusal-page.ts';
import { filling, replacement } from './least/rewrite.ts';
import { findIntegration } from './review.ts';

/** The findings that the certificate explains. */
const EXPLAINED = new Set(['excess-scope', 'insufficient-scope']);

export interface LeastFeatures {
  /** The certificate of an integration; undefined where there is no such integration. */
  readonly explainLeast: (document: TextDocument, target: ReviewTarget) => Page | undefined;
  /** The edit that leaves the least scopes; undefined where there is nothing to replace, or it cannot be done surely. */
  readonly replaceByLeast: (document: TextDocument, target: ReviewTarget) => WorkspaceEdit | undefined;
  /** The page on a refused request, and what of it the integration at the target does not declare yet. */
  readonly refusal: (document: TextDocument | undefined, params: RefusalParams) => RefusalAnswer;
  /** The operations behind recorded requests; undefined where there is no such integration. */
  readonly matchRequests: (
    document: TextDocument,
    target: ReviewTarget,
    requests: readonly string[],
  ) => MatchedRequests | undefined;
  /** The edit that adds uses; undefined where there is no such integration, or its list cannot be edited surely. */
  readonly addUses: (
    document: TextDocument,
    target: ReviewTarget,
    uses: readonly string[],
  ) => WorkspaceEdit | undefined;
  /** How many scopes each integration holds beyond what it needs, for clients that carry out what the lens offers. */
  readonly codeLenses: (document: TextDocument, client: Client) => CodeLens[];
  /** The actions on the integration at a range. */
  readonly leastActions: (
    document: TextDocument,
    range: Range,
    wants: (kind: string) => boolean,
    client: Client,
  ) => CodeAction[];
}

/** The features over whatever analyses documents. */
export function leastFeatures(analysisOf: (document: TextDocument) => Analysis, clock: Clock): LeastFeatures {
  function placed(
    document: TextDocument,
    { id, integration, position }: ReviewTarget,
  ): PlacedIntegration | undefined {
    const { manifest } = analysisOf(document);
    if (isForeignVersion(manifest.file)) return undefined;
    return findIntegration(manifest, {
      id,
      integration,
      offset: position && document.offsetAt(position),
    });
  }
  return {
    explainLeast(document, target) {
      const found = placed(document, target);
      return found && explainLeast(found.integration, analysisOf(document).today);
    },
    replaceByLeast(document, target) {
      const found = placed(document, target);
      const fix = found && replacement(found.integration, analysisOf(document).today);
      return found && fix && toWorkspaceEdit(document, editsOf(fix, found));
    },
    refusal(document, { refusal, target }) {
      const by = document && target ? placed(document, target)?.integration : undefined;
      const { page, operations } = refusalPage(refusal, by, clock.today());
      const names = operations.map(nameOf);
      const uses = by
        ? matchedRequests(by, names)
            .found.filter(({ declared }) => !declared)
            .map(({ use }) => use)
        : [];
      return { page, undeclared: by && uses.length > 0 ? { integration: shown(by.name.text), uses } : null };
    },
    matchRequests(document, target, requests) {
      const found = placed(document, target);
      return found && matchedRequests(found.integration, requests);
    },
    addUses(document, target, uses) {
      const found = placed(document, target);
      const fix = found && addUsesFix(found.integration, uses);
      return found && fix && toWorkspaceEdit(document, editsOf(fix, found));
    },
    codeLenses(document, { commands }) {
      if (!commands.has(ClientCommand.explainLeast) || !commands.has(ClientCommand.replaceByLeast)) return [];
      return surplusLenses(analysisOf(document).parts).flatMap(({ at, surplus }) => {
        const range = toRange(document, at);
        const target: ReviewTarget = { uri: document.uri, position: range.start };
        const lens = (title: string, command: string): CodeLens => ({
          range,
          command: { title, command, arguments: [target] },
        });
        return [
          lens(surplus, ClientCommand.explainLeast),
          lens('Replace by the least', ClientCommand.replaceByLeast),
        ];
      });
    },
    leastActions(document, range, wants, { commands }) {
      const found = placed(document, { uri: document.uri, position: range.start });
      if (!found) return [];
      const actions: CodeAction[] = [];
      const fill = wants(REWRITE) ? filling(found.integration) : undefined;
      if (fill)
        actions.push({
          title: fill.title,
          kind: REWRITE,
          edit: toWorkspaceEdit(document, editsOf(fill, found)),
        });
      if (wants(QUICK_FIX) && commands.has(ClientCommand.explainLeast) && isExplained(document, range)) {
        const title = 'Explain the least scopes';
        const target = showableTarget(document, found.integration.name.text, range.start);
        actions.push({
          title,
          kind: QUICK_FIX,
          command: { title, command: ClientCommand.explainLeast, arguments: [target] },
        });
      }
      return actions;
    },
  };

  /** Whether a finding of those that the certificate explains stands at the range. */
  function isExplained(document: TextDocument, range: Range): boolean {
    const offsets = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return findingsNear(analysisOf(document), offsets).some(
      ({ rule, accepted }) => !accepted && EXPLAINED.has(rule),
    );
  }
}

function editsOf({ edits }: Fix, { start }: PlacedIntegration): Fix['edits'] {
  return edits.map((edit) => ({ ...edit, ...shiftRange(edit, start) }));
}
