/** The one door to everything between the text of a manifest and what is said of it. The language server and the command line use nothing else. */
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  Hover,
  Position,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CATALOG_DATE } from './catalog/about.ts';
import { bareGrants } from './features/bare-grants.ts';
import { checked } from './features/checked.ts';
import type { Client } from './features/client.ts';
import { filledFix, fixAllAction, quickFixes, toWorkspaceEdit } from './features/code-actions.ts';
import { completionsAt } from './features/completion.ts';
import { toCompletionItem, toHover, withDocumentation } from './features/convert.ts';
import { toDiagnostic } from './features/diagnostics.ts';
import { firstManifest } from './features/first-manifest.ts';
import { hideCredentials } from './catalog/hide-credentials.ts';
import { formattingOf } from './features/formatting.ts';
import type { Formatting, FormattingRequest } from './features/formatting.ts';
import { hoverAt } from './features/hover.ts';
import { leastFeatures } from './features/least.ts';
import type { LeastFeatures } from './features/least.ts';
import { pageLinkFor } from './features/page-link.ts';
import { resultIdOf, textDigest } from './features/result-id.ts';
import { reviewEdits } from './features/review.ts';
import { reviewFeatures } from './features/reviews.ts';
import type { ReviewFeatures } from './features/reviews.ts';
import { scopeList } from './features/scope-list.ts';
import { structureFeatures } from './features/structure.ts';
import type { StructureFeatures } from './features/structure.ts';
import { analyse } from './lint/analyse.ts';
import type { Analysis } from './lint/analyse.ts';
import type { Finding } from './lint/finding.ts';
import { fixAllEdits } from './lint/fix-all.ts';
import type { Day } from './manifest/dates.ts';
import type { Clock } from './ports/clock.ts';
import type { Formatter } from './ports/formatter.ts';
import { FIX_ALL, QUICK_FIX } from './protocol.ts';
import type {
  AboutAnswer,
  BareGrants,
  Checked,
  FirstManifest,
  MarkReviewedParams,
  ReviewTarget,
  ScopeEntry,
  TextRequest,
} from './protocol.ts';
import { rules } from './rules/index.ts';

export { CATALOG_DATE } from './catalog/about.ts';
export { hideCredentials } from './catalog/hide-credentials.ts';
export { explainTerm } from './features/explain-term.ts';
export type { Explanation } from './features/explain-term.ts';
export { leastAnswer } from './features/least/answer.ts';
export type { LeastAnswer } from './features/least/answer.ts';
export { CREDENTIAL_KINDS } from './manifest/format.ts';
export type { Client } from './features/client.ts';
export type { Finding } from './lint/finding.ts';
export { formatDay, parseDay } from './manifest/dates.ts';
export type { Day } from './manifest/dates.ts';
export { LEVELS } from './rules/rule.ts';
export type { Level } from './rules/rule.ts';
export type { Range } from './yaml/node.ts';

export interface Service extends StructureFeatures, ReviewFeatures, Omit<LeastFeatures, 'leastActions'> {
  /** What is found in the document, in its order; accepted findings too. */
  readonly findings: (document: TextDocument) => readonly Finding[];
  /** What an editor shows of it. */
  readonly diagnostics: (document: TextDocument, client: Client) => Diagnostic[];
  /** The same for every state of a document and day; changes with either. */
  readonly resultId: (document: TextDocument) => string;
  /** The digest of the text of a file that is not open, and the same as {@link Service.resultId} for such a file. */
  readonly digest: (text: string) => string;
  readonly resultIdOf: (digest: string) => string;
  /** What an editor shows of a file that is not open; nothing of it is kept. */
  readonly diagnosticsOfFile: (document: TextDocument, client: Client) => Diagnostic[];
  readonly hover: (document: TextDocument, position: Position, client: Client) => Hover | null;
  readonly completions: (document: TextDocument, position: Position, client: Client) => CompletionItem[];
  /** The completion with its documentation. */
  readonly resolveCompletion: (item: CompletionItem, client: Client) => CompletionItem;
  /** The actions of the wanted kinds (all where none is named) for a stretch of the document. */
  readonly codeActions: (
    document: TextDocument,
    range: Range,
    only: readonly string[] | undefined,
    client: Client,
  ) => CodeAction[];
  /** The edit of a fix with the text that it asked for; undefined where the document has no such fix any more. */
  readonly fillFix: (document: TextDocument, request: TextRequest, text: string) => WorkspaceEdit | undefined;
  /** The edit that adds a review of today; undefined where there is no such integration. */
  readonly markReviewed: (document: TextDocument, params: MarkReviewedParams) => WorkspaceEdit | undefined;
  /** The grants without a rationale; undefined where there is no such integration. */
  readonly bareGrants: (document: TextDocument, target: ReviewTarget) => BareGrants | undefined;
  /** How far the document is being checked. */
  readonly checked: (document: TextDocument) => Checked;
  readonly scopes: () => readonly ScopeEntry[];
  readonly about: () => AboutAnswer;
  readonly firstManifest: (organization: string) => FirstManifest;
  /** A text for a log or a message, with the values of credentials in it hidden. */
  readonly hideCredentials: (text: string) => string;
  /** The edits that lay the document out anew, or why there are none. */
  readonly formatting: (
    document: TextDocument,
    formatter: Formatter,
    request: FormattingRequest,
  ) => Promise<Formatting>;
  /** Drops what is kept of a document. */
  readonly forget: (uri: string) => void;
}

/** How many documents are kept analysed; an older one is analysed again when it is asked about. */
const MAX_KEPT = 50;

/** A service that takes its day from `clock`. */
export function createService(clock: Clock): Service {
  const kept = new Map<string, { version: number; analysis: Analysis }>();
  /** Versions start again whenever a document is opened, so each opening has a number. */
  const openings = new Map<string, number>();
  let opened = 0;
  function openingOf(uri: string): string {
    const opening = openings.get(uri) ?? ++opened;
    openings.set(uri, opening);
    return String(opening);
  }

  function analysisOf(document: TextDocument): Analysis {
    const today = clock.today();
    const before = kept.get(document.uri);
    if (before?.version === document.version && before.analysis.today === today) return before.analysis;
    const analysis = analyse(document.getText(), today, before?.analysis);
    kept.delete(document.uri);
    kept.set(document.uri, { version: document.version, analysis });
    for (const uri of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(uri);
    }
    return analysis;
  }

  const open = (document: TextDocument): Finding[] =>
    analysisOf(document).findings.filter(({ accepted }) => !accepted);

  const { leastActions, ...least } = leastFeatures(analysisOf, clock);

  return Object.freeze<Service>({
    findings: (document) => analysisOf(document).findings,
    diagnostics: (document, client) =>
      open(document).map((finding) => toDiagnostic(document, finding, client)),
    resultId: (document) => `${openingOf(document.uri)}.${String(document.version)}:${String(clock.today())}`,
    digest: textDigest,
    resultIdOf: (digest) => resultIdOf(digest, clock.today()),
    diagnosticsOfFile: (document, client) =>
      analyse(document.getText(), clock.today())
        .findings.filter(({ accepted }) => !accepted)
        .map((finding) => toDiagnostic(document, finding, client)),
    hover(document, position, client) {
      const { manifest, findings, today } = analysisOf(document);
      const pageLink = pageLinkFor(client);
      return toHover(document, hoverAt(manifest, document.offsetAt(position), { today, findings, pageLink }));
    },
    completions(document, position, { snippets }) {
      const { manifest, findings, today } = analysisOf(document);
      const context = { today, snippets, ruleIds: rules, findings };
      return completionsAt(manifest, document.offsetAt(position), context).map((completion) =>
        toCompletionItem(document, completion),
      );
    },
    resolveCompletion: (item, client) => withDocumentation(item, pageLinkFor(client)),
    codeActions(document, range, only, client) {
      const wants = (kind: string): boolean =>
        !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
      const start = document.offsetAt(range.start);
      const end = document.offsetAt(range.end);
      const near = wants(QUICK_FIX)
        ? open(document).filter(({ at }) => at.start <= end && at.end >= start)
        : [];
      // Reading everything for fix-all is worth it only where somebody asks for source actions.
      const edits = only && wants(FIX_ALL) ? fixAll(document) : [];
      return [
        ...quickFixes(document, near, client),
        ...leastActions(document, range, wants, client),
        ...fixAllAction(document, edits),
      ];
    },
    fillFix(document, { version, fix: wanted }, text) {
      if (document.version !== version) return undefined;
      const at = document.offsetAt(wanted.at);
      const finding = open(document).find(({ rule, at: { start } }) => rule === wanted.rule && start === at);
      const fix = finding?.fixes().find(({ title }) => title === wanted.title);
      return fix && toWorkspaceEdit(document, filledFix(fix, text));
    },
    markReviewed(document, { target, by, notes }) {
      const offset = target.position && document.offsetAt(target.position);
      const edits = reviewEdits(
        analysisOf(document).manifest,
        { integration: target.integration, offset },
        { today: clock.today(), by, notes },
      );
      return edits && toWorkspaceEdit(document, edits);
    },
    bareGrants: (document, { integration, position }) =>
      bareGrants(document, analysisOf(document).manifest, open(document), {
        integration,
        offset: position && document.offsetAt(position),
      }),
    checked(document) {
      const { manifest, findings } = analysisOf(document);
      return checked(manifest, findings);
    },
    scopes: scopeList,
    about: () => ({ catalogDate: CATALOG_DATE }),
    firstManifest,
    ...structureFeatures(analysisOf),
    ...least,
    ...reviewFeatures(analysisOf, (document) => analyse(document.getText(), clock.today())),
    hideCredentials,
    formatting: formattingOf,
    forget(uri) {
      kept.delete(uri);
      openings.delete(uri);
    },
  });

  function fixAll(document: TextDocument): ReturnType<typeof fixAllEdits> {
    return fixAllEdits(
      document.getText(),
      (text) => analyse(text, clock.today(), kept.get(document.uri)?.analysis).findings,
    );
  }
}

/** What is found in a text on a day, in its order; accepted findings too. For whoever holds no documents. */
export function findingsIn(text: string, today: Day): readonly Finding[] {
  return analyse(text, today).findings;
}
