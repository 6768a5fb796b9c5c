/** Which documents are manifests. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, MANIFEST_PATTERNS } from '../../server/src/protocol.ts';

/** Ours by language, and by name whatever language somebody's settings give such a file: the server reads it from the disk by its name, too. */
export const documentSelector: ({ language: string } | { pattern: string })[] = [
  { language: LANGUAGE_ID },
  ...MANIFEST_PATTERNS.map((pattern) => ({ pattern })),
];

/** Whether a document is a manifest: one of those that the server knows. */
export function isManifest(document: vscode.TextDocument): boolean {
  return vscode.languages.match(documentSelector, document) > 0;
}
