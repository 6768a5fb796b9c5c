/** Fixes as code actions: edits where all is known, a question where a text is missing. */
import type {
  CodeAction,
  Diagnostic,
  Position,
  TextDocumentEdit,
  TextEdit as LspTextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hideCredentials } from '../catalog/hide-credentials.ts';
import type { Finding } from '../lint/finding.ts';
import { ClientCommand, FIX_ALL, QUICK_FIX } from '../protocol.ts';
import type { ReviewTarget, TextRequest } from '../protocol.ts';
import type { Fix } from '../rules/rule.ts';
import { HOLE_MARK } from '../yaml/edits.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import type { Client } from './client.ts';
import { toDiagnostic, toRange } from './diagnostics.ts';

/** Whoever selects so much of a file looks at no more actions, and every one is sent with its edits. */
const MOST_FINDINGS = 1000;
const MOST_EDITS = 10_000;

/**
 * The actions for the findings that touch a stretch of the document, in the order of the findings; where there are thousands, for
 * the first of them.
 */
export function quickFixes(
  document: TextDocument,
  findings: readonly Finding[],
  client: Client,
): CodeAction[] {
  const actions: CodeAction[] = [];
  let edits = 0;
  for (const finding of findings.slice(0, MOST_FINDINGS)) {
    if (edits >= MOST_EDITS) break;
    const diagnostic = toDiagnostic(document, finding, client);
    finding.fixes().forEach((fix, index) => {
      edits += fix.edits.length;
      actions.push({
        ...toAction(document, finding, fix, client),
        diagnostics: [diagnostic] satisfies Diagnostic[],
        ...(index === 0 && (fix.safe || fix.preferred) ? { isPreferred: true } : {}),
      });
    });
  }
  return actions;
}

/** The action that makes all safe fixes, or none where there are none. */
export function fixAllAction(document: TextDocument, edits: readonly TextEdit[]): CodeAction[] {
  if (edits.length === 0) return [];
  return [{ title: 'Make all safe fixes', kind: FIX_ALL, edit: toWorkspaceEdit(document, edits) }];
}

function toAction(document: TextDocument, finding: Finding, fix: Fix, client: Client): CodeAction {
  const { title, question, review } = fix;
  const action = { title, kind: QUICK_FIX };
  if (review && finding.integration !== null && client.commands.has(ClientCommand.markReviewed)) {
    const target = showableTarget(document, finding.integration, document.positionAt(finding.at.start));
    return { ...action, command: { title, command: ClientCommand.markReviewed, arguments: [target] } };
  }
  if (!question) return { ...action, edit: toWorkspaceEdit(document, fix.edits) };
  const request = textRequest(document, finding, fix);
  if (request && client.commands.has(ClientCommand.fillFix)) {
    return { ...action, command: { title, command: ClientCommand.fillFix, arguments: [request] } };
  }
  if (client.snippetEdits) return { ...action, edit: toSnippetEdit(document, fix) };
  return { ...action, edit: toWorkspaceEdit(document, fillHole(fix.edits, '')) };
}

/** The integration for a client. A name that holds a credential stays here: the place tells the entry as well. */
export function showableTarget(
  document: TextDocument,
  integration: string,
  position: Position,
): ReviewTarget {
  const isShowable = hideCredentials(integration) === integration;
  return { uri: document.uri, ...(isShowable ? { integration } : {}), position };
}

/** What a client needs to ask for the text of a fix; undefined for a fix that needs none. */
export function textRequest(
  document: TextDocument,
  { rule, at }: Finding,
  { title, question, accepts }: Fix,
): TextRequest | undefined {
  return (
    question && {
      uri: document.uri,
      version: document.version,
      title,
      prompt: question.prompt,
      value: question.value,
      ...(question.day && { day: question.day }),
      ...(accepts && { isSigned: accepts }),
      fix: { rule, title, at: document.positionAt(at.start) },
    }
  );
}

/** The edits with the text that was asked for, written as YAML needs it in that place. */
export function filledFix({ edits, question }: Fix, text: string): TextEdit[] {
  return fillHole(edits, text.trim() === '' ? '' : scalarText(text, { flow: question?.flow === true }));
}

function fillHole(edits: readonly TextEdit[], text: string): TextEdit[] {
  return edits.map((edit) => ({ ...edit, newText: edit.newText.replace(HOLE_MARK, () => text) }));
}

/** The edits as one workspace edit of the document's version. */
export function toWorkspaceEdit(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  return {
    documentChanges: [
      {
        textDocument: { uri: document.uri, version: document.version },
        edits: edits.map((edit) => toLspEdit(document, edit)),
      },
    ],
  };
}

function toLspEdit(document: TextDocument, edit: TextEdit): LspTextEdit {
  return { range: toRange(document, edit), newText: edit.newText };
}

function toSnippetEdit(document: TextDocument, { edits, question }: Fix): WorkspaceEdit {
  const change: TextDocumentEdit = {
    textDocument: { uri: document.uri, version: document.version },
    edits: edits.map((edit) =>
      edit.newText.includes(HOLE_MARK)
        ? {
            range: toRange(document, edit),
            snippet: { kind: 'snippet', value: snippetOf(edit.newText, question?.value ?? '') },
          }
        : toLspEdit(document, edit),
    ),
  };
  return { documentChanges: [change] };
}

function snippetOf(text: string, value: string): string {
  const escaped = text.replace(/[\\$}]/g, '\\$&');
  return escaped.replace(HOLE_MARK, () => `\${1:${value.replace(/[\\$}]/g, '\\$&')}}`);
}
