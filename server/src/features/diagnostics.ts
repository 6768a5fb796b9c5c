/** Findings as the Language Server Protocol shows them. */
import type { Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../lint/finding.ts';
import type { Level } from '../rules/rule.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { SOURCE } from '../protocol.ts';
import { documentationOf } from './client.ts';
import type { Client } from './client.ts';

const SEVERITY: Readonly<Record<Level, DiagnosticSeverity>> = { error: 1, warning: 2, info: 3, hint: 4 };
const UNNECESSARY = 1;

/** The finding as a diagnostic of the document it was found in; `start` is where the part begins that its offsets count from. */
export function toDiagnostic(
  document: TextDocument,
  finding: Finding,
  client: Client,
  start = 0,
): Diagnostic {
  const { rule, level, message, at, unnecessary, related, elsewhere = [] } = finding;
  const href = documentationOf(rule, client);
  return {
    range: toRange(document, shiftRange(at, start)),
    severity: SEVERITY[level],
    code: rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    source: SOURCE,
    message,
    ...(unnecessary ? { tags: [UNNECESSARY] } : {}),
    ...(related.length + elsewhere.length > 0
      ? {
          relatedInformation: [
            ...related.map((place) => ({
              message: place.message,
              location: {
                uri: document.uri,
                range: toRange(document, place.from === 'file' ? place.at : shiftRange(place.at, start)),
              },
            })),
            ...elsewhere.map(({ message: words, at: there }) => ({
              message: words,
              location: { uri: there.file, range: { start: there.start, end: there.end } },
            })),
          ],
        }
      : {}),
  };
}

/** Offsets as positions of the document. */
export function toRange(document: TextDocument, { start, end }: Range): Diagnostic['range'] {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
