/** The features that follow the form of a document, in the protocol's own terms. */
import type {
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  Location,
  Position,
  Range,
  SelectionRange,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hideCredentials } from '../catalog/hide-credentials.ts';
import { knowsScope } from '../catalog/scopes.ts';
import type { Analysis } from '../lint/analyse.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { anchorFamilyAt, membersOf, renameAnchor, wholeMark } from './anchors.ts';
import { toWorkspaceEdit } from './code-actions.ts';
import { toRange } from './diagnostics.ts';
import { foldingRanges } from './folding.ts';
import type { FoldingOptions } from './folding.ts';
import { inlayHints } from './inlay-hints.ts';
import type { HintOptions } from './inlay-hints.ts';
import { linksOf } from './links.ts';
import { selectionRanges } from './selection.ts';
import { outlineOf, toDocumentSymbol, toSymbolInformation } from './symbols.ts';
import { tooLarge } from './too-large.ts';
import { namedLike, symbolsNamed } from './workspace-symbols.ts';

const READ = 2;
const WRITE = 3;

/** What can be asked about the form of documents. */
export interface StructureFeatures {
  readonly documentSymbols: (
    document: TextDocument,
    isTree: boolean,
  ) => DocumentSymbol[] | SymbolInformation[];
  /** The integrations of these documents whose names fit the query, and those of `others` that do. */
  readonly workspaceSymbols: (
    documents: Iterable<TextDocument>,
    query: string,
    others?: Iterable<SymbolInformation>,
  ) => SymbolInformation[];
  /** All integrations of a file; nothing else of it is kept. */
  readonly fileSymbols: (document: TextDocument) => SymbolInformation[];
  readonly foldingRanges: (document: TextDocument, options: FoldingOptions) => FoldingRange[];
  readonly selectionRanges: (document: TextDocument, positions: readonly Position[]) => SelectionRange[];
  readonly documentLinks: (document: TextDocument, withTooltips: boolean) => DocumentLink[];
  /** The anchor that the alias at the position stands for. */
  readonly definition: (document: TextDocument, position: Position) => Location | null;
  /** The aliases of an anchor, and where wanted the anchor too. */
  readonly references: (document: TextDocument, position: Position, withAnchor: boolean) => Location[];
  readonly highlights: (document: TextDocument, position: Position) => DocumentHighlight[];
  /** The name that a rename would change; null where there is none. */
  readonly prepareRename: (
    document: TextDocument,
    position: Position,
  ) => { range: Range; placeholder: string } | null;
  /** The edit of a rename, or why there can be none; null where there is nothing to rename. */
  readonly rename: (
    document: TextDocument,
    position: Position,
    name: string,
  ) => { readonly edit: WorkspaceEdit } | { readonly refusal: string } | null;
  readonly inlayHints: (document: TextDocument, range: Range, options: HintOptions) => InlayHint[];
}

/** The features over whatever analyses documents. */
export function structureFeatures(analysisOf: (document: TextDocument) => Analysis): StructureFeatures {
  const familyAt = (document: TextDocument, position: Position): ReturnType<typeof anchorFamilyAt> =>
    anchorFamilyAt(document.getText(), document.offsetAt(position));
  return {
    documentSymbols(document, isTree) {
      const outline = outlineOf(analysisOf(document).manifest);
      return isTree
        ? outline.map((symbol) => toDocumentSymbol(document, symbol))
        : outline.flatMap((symbol) => toSymbolInformation(document, symbol));
    },
    workspaceSymbols: (documents, query, others = []) => [
      ...symbolsNamed(
        query,
        [...documents].map((document) => [document.uri, analysisOf(document)] as const),
      ),
      ...namedLike(query, others),
    ],
    fileSymbols: (document) =>
      tooLarge(document)
        ? []
        : symbolsNamed('', [[document.uri, { manifest: readManifest(document.getText(), { knowsScope }) }]]),
    foldingRanges: (document, options) => foldingRanges(document, analysisOf(document).manifest, options),
    selectionRanges: (document, positions) =>
      selectionRanges(document, analysisOf(document).manifest, positions),
    documentLinks: (document, withTooltips) =>
      linksOf(analysisOf(document).manifest).map(({ start, end, target, tooltip }) => ({
        range: toRange(document, { start, end }),
        target,
        ...(withTooltips && tooltip !== undefined ? { tooltip } : {}),
      })),
    definition(document, position) {
      const anchor = familyAt(document, position)?.anchor;
      return anchor ? { uri: document.uri, range: toRange(document, wholeMark(anchor)) } : null;
    },
    references(document, position, withAnchor) {
      const family = familyAt(document, position);
      const marks = family && (withAnchor ? membersOf(family) : family.aliases);
      return (marks ?? []).map((mark) => ({ uri: document.uri, range: toRange(document, wholeMark(mark)) }));
    },
    highlights(document, position) {
      const family = familyAt(document, position);
      return (family ? membersOf(family) : []).map((mark) => ({
        range: toRange(document, wholeMark(mark)),
        kind: mark.type === 'anchor' ? WRITE : READ,
      }));
    },
    prepareRename(document, position) {
      const mark = familyAt(document, position)?.mark;
      return mark ? { range: toRange(document, mark), placeholder: hideCredentials(mark.name) } : null;
    },
    rename(document, position, name) {
      const renaming = renameAnchor(document.getText(), document.offsetAt(position), name);
      if (!renaming || 'refusal' in renaming) return renaming ?? null;
      return { edit: toWorkspaceEdit(document, renaming.edits) };
    },
    inlayHints(document, range, options) {
      const { manifest, today } = analysisOf(document);
      const offsets = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return inlayHints(manifest, offsets, today, options).map(({ offset, label, tooltip }) => ({
        position: document.positionAt(offset),
        label,
        tooltip,
        paddingLeft: true,
      }));
    },
  };
}
