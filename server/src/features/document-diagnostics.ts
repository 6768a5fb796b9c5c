/** All diagnostics of a document, made anew only where something is new. */
import type { Diagnostic, Position } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, JudgedIntegration } from '../lint/analyse.ts';
import { compareFindings, placeFinding } from '../lint/finding.ts';
import type { Finding } from '../lint/finding.ts';
import type { Client } from './client.ts';
import { toDiagnostic } from './diagnostics.ts';

/** What the findings of one integration became when it began on that line. */
interface Converted {
  readonly uri: string;
  readonly client: Client;
  /** Where that line begins. */
  readonly begin: Position;
  readonly open: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

const converted = new WeakMap<readonly Finding[], Converted>();

/** The open findings of the document as diagnostics, in its order. */
export function documentDiagnostics(
  document: TextDocument,
  analysis: Analysis,
  client: Client,
): Diagnostic[] {
  return diagnosticsByPart(document, analysis, client) ?? allDiagnostics(document, analysis, client);
}

/** Converts every finding. */
export function allDiagnostics(document: TextDocument, analysis: Analysis, client: Client): Diagnostic[] {
  return analysis.findings.filter(isOpen).map((finding) => toDiagnostic(document, finding, client));
}

function isOpen({ accepted }: Finding): boolean {
  return !accepted;
}

/**
 * The same from what is known of each integration: those above an edit have the diagnostics that they had, those below it stand
 * on other lines at most. Undefined where the findings of an integration do not stand within its lines.
 */
function diagnosticsByPart(
  document: TextDocument,
  { ofFile, parts }: Analysis,
  client: Client,
): Diagnostic[] | undefined {
  const all: Diagnostic[] = [];
  const own = ofFile.filter(isOpen);
  let next = 0;
  let behind = -1;
  // Asked after every key, of all integrations: no loop here makes anything for each of its turns.
  const areWithin = parts.every((part) => {
    if (part.own.length === 0) return true;
    const { start } = part;
    const known = convertedAt(document, part, client);
    if (!known) return false;
    const { open, diagnostics } = known;
    const first = open[0];
    const last = open.at(-1);
    if (!first || !last) return true;
    if (start + first.at.start <= behind) return false;
    behind = start + last.at.start;
    for (let i = 0; i < open.length; i++) {
      for (let finding = own[next]; finding && goesBefore(finding, open[i], start); finding = own[++next])
        all.push(toDiagnostic(document, finding, client));
      const diagnostic = diagnostics[i];
      if (diagnostic) all.push(diagnostic);
    }
    return true;
  });
  if (!areWithin) return undefined;
  for (const finding of own.slice(next)) all.push(toDiagnostic(document, finding, client));
  return all;
}

/** Of two that are alike the file's own goes first. */
function goesBefore(finding: Finding, other: Finding | undefined, start: number): boolean {
  if (!other || finding.at.start > start + other.at.start) return false;
  return (
    finding.at.start < start + other.at.start || compareFindings(finding, placeFinding(other, start)) <= 0
  );
}

function convertedAt(document: TextDocument, part: JudgedIntegration, client: Client): Converted | undefined {
  const { start, entry, own } = part;
  const known = converted.get(own);
  const isKnown = known?.uri === document.uri && known.client === client;
  // Text of the same length may have another number of lines. Asked so, nothing is searched for.
  if (isKnown && document.offsetAt(known.begin) === start) return known;
  const begin = document.positionAt(start);
  if (begin.character !== 0) return undefined;
  if (!isKnown && !own.every((finding) => staysWithin(finding, entry.source.length))) return undefined;
  const made = isKnown ? movedTo(known, begin) : convert(document, part, begin, client);
  converted.set(own, made);
  return made;
}

function convert(
  document: TextDocument,
  part: JudgedIntegration,
  begin: Position,
  client: Client,
): Converted {
  const open = part.own.filter(isOpen);
  const diagnostics = open.map((finding) => toDiagnostic(document, finding, client, part.start));
  return { uri: document.uri, client, begin, open, diagnostics };
}

/** Whether all places of the finding move along with the lines of its integration. */
function staysWithin({ at, related }: Finding, length: number): boolean {
  return (
    at.start >= 0 &&
    at.end <= length &&
    related.every((place) => place.from === 'part' && place.at.start >= 0 && place.at.end <= length)
  );
}

function movedTo(known: Converted, begin: Position): Converted {
  const by = begin.line - known.begin.line;
  const move = ({ start, end }: Diagnostic['range']): Diagnostic['range'] => ({
    start: { line: start.line + by, character: start.character },
    end: { line: end.line + by, character: end.character },
  });
  return {
    ...known,
    begin,
    diagnostics: known.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      range: move(diagnostic.range),
      ...(diagnostic.relatedInformation
        ? {
            relatedInformation: diagnostic.relatedInformation.map(({ message, location }) => ({
              message,
              location: { uri: location.uri, range: move(location.range) },
            })),
          }
        : {}),
    })),
  };
}
