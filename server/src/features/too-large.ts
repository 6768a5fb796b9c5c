/** What is said of a document that is too large to be checked. */
import type { Diagnostic } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { sourceOf } from '../text/edited-document.ts';
import { MAX_CHARACTERS } from '../ports/files.ts';
import { SOURCE, TOO_LARGE } from '../protocol.ts';

const WARNING = 2;

/** The one diagnostic of such a document, on its first line; undefined for one that is checked. */
export function tooLarge(document: TextDocument): Diagnostic | undefined {
  const { length } = sourceOf(document);
  if (length <= MAX_CHARACTERS) return undefined;
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
    severity: WARNING,
    code: TOO_LARGE,
    source: SOURCE,
    message: `This file has ${length} characters, more than ${MAX_CHARACTERS}, and is not checked. Give teams or services manifests of their own: <name>.sentry-permissions.yaml.`,
  };
}
