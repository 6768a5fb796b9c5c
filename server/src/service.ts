/** The one door to everything between the text of a manifest and what is said of it. The language server and the command line use nothing else. */
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  Hover,
  Position,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CATALOG_DATE } from './catalog/about.ts';
import { bareGrants } from './features/bare-grants.ts';
import { checked, NOTHING_CHECKED } from './features/checked.ts';
import type { Client } from './features/client.ts';
import { filledFix, fixAllAction, quickFixes, toWorkspaceEdit } from './features/code-actions.ts';
import { completionsAt } from './features/completion.ts';
import { regionAt } from './features/completion/region.ts';
import { toCompletionItems, toHover, withDocumentation } from './features/convert.ts';
import { allDiagnostics, documentDiagnostics } from './features/document-diagnostics.ts';
import { firstManifest } from './features/first-manifest.ts';
import { sampleManifest } from './features/sample-manifest.ts';
import { serviceTemplates } from './features/service-entry.ts';
import { hideCredentials } from './catalog/hide-credentials.ts';
import { formattingOf } from './features/formatting.ts';
import type { Formatting, FormattingRequest } from './features/formatting.ts';
import { hoverAt } from './features/hover.ts';
import { leastFeatures } from './features/least.ts';
import type { LeastFeatures } from './features/least.ts';
import { createOtherFiles } from './features/other-files.ts';
import type { OtherFilesFeatures } from './features/other-files.ts';
import { pageLinkFor } from './features/page-link.ts';
import { resultIdOf, textDigest } from './features/result-id.ts';
import { reviewFeatures } from './features/reviews.ts';
import type { ReviewFeatures } from './features/reviews.ts';
import { fileReviewFeatures, type CheckedFile, type FileReviewFeatures } from './features/reviews/of-file.ts';
import { fileReviews } from './features/reviews/rows.ts';
import { scopeList } from './features/scope-list.ts';
import { tooLarge } from './features/too-large.ts';
import { signedAcceptance, walkFeatures, type WalkFeatures } from './features/walk.ts';
import { structureFeatures } from './features/structure.ts';
import type { StructureFeatures } from './features/structure.ts';
import { analyse, findingsNear } from './lint/analyse.ts';
import type { Analysis } from './lint/analyse.ts';
import type { Finding } from './lint/finding.ts';
import { fixAllEdits } from './lint/fix-all.ts';
import type { Clock } from './ports/clock.ts';
import { sourceOf } from './text/edited-document.ts';
import type { Formatter } from './ports/formatter.ts';
import { FIX_ALL, QUICK_FIX } from './protocol.ts';
import type {
  AboutAnswer,
  BareGrants,
  Checked,
  FirstManifest,
  ReviewTarget,
  ScopeEntry,
  ServiceTemplate,
  TextRequest,
} from './protocol.ts';
import { rules } from './rules/index.ts';

export { CATALOG_DATE } from './catalog/about.ts';
export { auditOf, auditSteps } from './audit/audit.ts';
export { permissionName } from './audit/integration.ts';
export type * from './audit/model.ts';
export { hideCredentials, hideCredentialsIn } from './catalog/hide-credentials.ts';
export { cut, LONGEST_NAME, shortName } from './catalog/short-name.ts';
export {
  compareManifest,
  compareManifests,
  compareSteps,
  NO_CHANGE,
  ofUnread,
  whyUnread,
} from './compare/compare.ts';
export type { States } from './compare/compare.ts';
export { closedGates, GATES, isJudged, isUnchanged, type Gate } from './compare/gates.ts';
export type * from './compare/model.ts';
export { explainTerm, type Explanation } from './features/explain-term.ts';
export { useAdvice, type UseAdvice } from './features/least/advice.ts';
export { LIST_NAMES, namesIn } from './features/name-lists.ts';
export type { ListedName, ListName } from './features/name-lists.ts';
export { hasFixedScopes, leastAnswer } from './features/least/answer.ts';
export type { LeastAnswer, UnservedUse } from './features/least/answer.ts';
export {
  canBeOwnApp,
  featureMeant,
  isOwnAppAt,
  leastServiceAnswer,
  serviceKeyOf,
  serviceKeys,
} from './features/least/service-answer.ts';
export { featuresOfService } from './features/service-entry.ts';
export type { LeastServiceAnswer } from './features/least/service-answer.ts';
export { CREDENTIAL_KINDS } from './manifest/format.ts';
export type { Client } from './features/client.ts';
export { codeSpan, codeSpanWhole, escapeMarkdown } from './features/markdown.ts';
export { plainText } from './features/plain-text.ts';
export { expectedOrganization, expectedServer, firstManifest } from './features/first-manifest.ts';
export type { FirstService } from './features/first-manifest.ts';
export { reviewGroups, rowsOfGroup } from './features/reviews/groups.ts';
export { isSameReviews, unreadFile, type FileReviews } from './features/reviews/rows.ts';
export { textDigest } from './features/result-id.ts';
export type { Finding } from './lint/finding.ts';
export type { Fingerprint } from './lint/fingerprint.ts';
export type { Floors } from './lint/levels.ts';
export { findingsIn, judge, withSafeFixes } from './lint/judge.ts';
export type { Judgement } from './lint/judge.ts';
export { createSecretPlaces, secretPlacesOfText, type SecretPlace } from './lint/secret-places.ts';
export { readPolicy, readSetting, together } from './lint/policy.ts';
export { formatDay, parseDay } from './manifest/dates.ts';
export type { Day } from './manifest/dates.ts';
export { grouped } from './manifest/grouped.ts';
export { atOnce, type Steps } from './ports/steps.ts';
export { BUNDLE } from './privilege/least-scopes.ts';
export { rules } from './rules/index.ts';
export { LEVELS } from './rules/rule.ts';
export type { Elsewhere, Level } from './rules/rule.ts';
export { counted } from './rules/wording.ts';
export { HOLE_MARK } from './yaml/edits.ts';
export type { Range } from './yaml/node.ts';
export { JOINED } from './text/joined.ts';

/** All that editors and the language server ask of documents. What is known of a document is kept until it is closed or many others are open. */
export interface Service
  extends
    StructureFeatures,
    ReviewFeatures,
    FileReviewFeatures,
    OtherFilesFeatures,
    WalkFeatures,
    Omit<LeastFeatures, 'leastActions'> {
  /** What is found in the document, in its order; accepted findings too. */
  readonly findings: (document: TextDocument) => readonly Finding[];
  /** Whether it is too large to be checked; then only its diagnostics and {@link Service.checked} say something. */
  readonly isTooLarge: (document: TextDocument) => boolean;
  /** What an editor shows of it. */
  readonly diagnostics: (document: TextDocument, client: Client) => Diagnostic[];
  /** The same for every state of a document, what other files have to do with it, and day; changes with each. */
  readonly resultId: (document: TextDocument) => string;
  /** The digest of the text of a file that is not open, and the same as {@link Service.resultId} for such a file. */
  readonly digest: (text: string) => string;
  readonly resultIdOf: (digest: string, uri: string) => string;
  /** What an editor shows of a file that is not open; nothing of it is kept. */
  readonly checkFile: (document: TextDocument, client: Client) => CheckedFile;
  readonly hover: (document: TextDocument, position: Position, client: Client) => Hover | null;
  /** `trigger`: the character that was typed, where nobody asked. */
  readonly completions: (
    document: TextDocument,
    position: Position,
    client: Client,
    trigger?: string,
  ) => CompletionList;
  /** The completion with its documentation. */
  readonly resolveCompletion: (item: CompletionItem, client: Client) => CompletionItem;
  /** The actions of the wanted kinds (all where none is named) for a stretch of the document. */
  readonly codeActions: (
    document: TextDocument,
    range: Range,
    only: readonly string[] | undefined,
    client: Client,
  ) => CodeAction[];
  /** The edit of a fix with the text that it asked for, signed by whoever decides; undefined where the document has no such fix any more. */
  readonly fillFix: (
    document: TextDocument,
    request: TextRequest,
    text: string,
    by?: string,
  ) => WorkspaceEdit | undefined;
  /** The grants without a rationale; undefined where there is no such integration. */
  readonly bareGrants: (document: TextDocument, target: ReviewTarget) => BareGrants | undefined;
  /** How far the document is being checked. */
  readonly checked: (document: TextDocument) => Checked;
  readonly scopes: () => readonly ScopeEntry[];
  readonly about: () => AboutAnswer;
  readonly firstManifest: typeof firstManifest;
  /** A manifest to try things on, as of today. */
  readonly sampleManifest: () => FirstManifest;
  readonly serviceTemplates: () => readonly ServiceTemplate[];
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
const MAX_KEPT = 16;

/** A service that takes its day from `clock`. */
export function createService(clock: Clock): Service {
  const kept = new Map<string, { version: number; analysis: Analysis; others: string }>();
  const others = createOtherFiles();
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
    const { uri, version } = document;
    const before = kept.get(uri);
    const isSame = before?.version === version && before.analysis.today === today;
    if (isSame && before.others === others.stateOf(uri)) return before.analysis;
    const analysis = analyse(sourceOf(document), today, {
      previous: before?.analysis,
      elsewhere: others.ofDocument(document),
    });
    kept.delete(uri);
    kept.set(uri, { version, analysis, others: others.stateOf(uri) });
    for (const old of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(old);
      others.settle(old);
    }
    return analysis;
  }

  const open = (document: TextDocument): Finding[] =>
    analysisOf(document).findings.filter(({ accepted }) => !accepted);

  const { leastActions, ...least } = leastFeatures(analysisOf, clock);

  return Object.freeze<Service>({
    findings: (document) => analysisOf(document).findings,
    isTooLarge: (document) => tooLarge(document) !== undefined,
    diagnostics(document, client) {
      const instead = tooLarge(document);
      return instead ? [instead] : documentDiagnostics(document, analysisOf(document), client);
    },
    resultId(document) {
      const { uri, version } = document;
      // What it has to do with others is known once it is read.
      if (!tooLarge(document) && !others.isTakenIn(document)) analysisOf(document);
      return resultIdOf(`${openingOf(uri)}.${String(version)}`, clock.today(), others.stateOf(uri));
    },
    digest: textDigest,
    resultIdOf: (digest, uri) => resultIdOf(digest, clock.today(), others.stateOf(uri)),
    checkFile(document, client) {
      const elsewhere = others.ofFile(document.uri);
      const analysis = analyse(document.getText(), clock.today(), { elsewhere });
      return {
        diagnostics: allDiagnostics(document, analysis, client),
        reviews: () => fileReviews(document.uri, analysis),
      };
    },
    hover(document, position, client) {
      const analysis = analysisOf(document);
      const { manifest, today } = analysis;
      const pageLink = pageLinkFor(client);
      const offset = document.offsetAt(position);
      const findings = findingsNear(analysis, { start: offset, end: offset });
      return toHover(document, hoverAt(manifest, offset, { today, findings, pageLink }), client);
    },
    completions(document, position, client, trigger) {
      const analysis = analysisOf(document);
      const { manifest, today } = analysis;
      const offset = document.offsetAt(position);
      const context = {
        today,
        snippets: client.snippets,
        trigger,
        ruleIds: rules,
        findings: findingsNear(analysis, regionAt(manifest, offset)),
      };
      const found = completionsAt(manifest, offset, context);
      return {
        isIncomplete: found.some(({ narrows }) => narrows),
        items: toCompletionItems(document, found, client),
      };
    },
    resolveCompletion: (item, client) => withDocumentation(item, client),
    codeActions(document, range, only, client) {
      const wants = (kind: string): boolean =>
        !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
      const start = document.offsetAt(range.start);
      const end = document.offsetAt(range.end);
      const near = wants(QUICK_FIX)
        ? findingsNear(analysisOf(document), { start, end }).filter(({ accepted }) => !accepted)
        : [];
      // Reading everything for fix-all is worth it only where somebody asks for source actions.
      const edits = only && wants(FIX_ALL) ? fixAll(document) : [];
      return [
        ...quickFixes(document, near, client),
        ...leastActions(document, range, wants, client),
        ...fixAllAction(document, edits),
      ];
    },
    fillFix(document, { version, fix: wanted }, text, by) {
      if (document.version !== version) return undefined;
      const at = document.offsetAt(wanted.at);
      // Findings of one rule may begin at one place, each with fixes of its own.
      const [fix] = open(document)
        .filter(({ rule, at: { start } }) => rule === wanted.rule && start === at)
        .flatMap((finding) => finding.fixes(({ title }) => title === wanted.title));
      const place = { rule: wanted.rule, at, answer: text };
      const signed = fix?.accepts && by ? signedAcceptance(analysisOf(document), place, by) : undefined;
      return fix && toWorkspaceEdit(document, signed ?? filledFix(fix, text));
    },
    bareGrants: (document, { id, integration, position }) =>
      bareGrants(document, analysisOf(document).manifest, open(document), {
        id,
        integration,
        offset: position && document.offsetAt(position),
      }),
    checked(document) {
      if (tooLarge(document)) return NOTHING_CHECKED;
      const { manifest, findings } = analysisOf(document);
      return checked(manifest, findings);
    },
    scopes: scopeList,
    about: () => ({ catalogDate: CATALOG_DATE }),
    firstManifest,
    sampleManifest: () => sampleManifest(clock.today()),
    serviceTemplates,
    ...others.features,
    ...structureFeatures(analysisOf),
    ...least,
    ...reviewFeatures(analysisOf),
    ...walkFeatures(analysisOf),
    ...fileReviewFeatures(clock),
    hideCredentials,
    formatting: formattingOf,
    forget(uri) {
      kept.delete(uri);
      openings.delete(uri);
      others.close(uri);
    },
  });

  function fixAll(document: TextDocument): ReturnType<typeof fixAllEdits> {
    return fixAllEdits(
      document.getText(),
      (text) => analyse(text, clock.today(), { previous: kept.get(document.uri)?.analysis }).findings,
    );
  }
}
