/** Lays a manifest out anew: as few lines as possible change, and none where it is not sure that the file says the same afterwards. */
import type { Range as LspRange, TextEdit } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Formatter } from '../ports/formatter.ts';
import { compose } from '../yaml/compose.ts';
import { sameContent } from '../yaml/same-content.ts';

/** The edits, or why there are none. */
export type Formatting = { readonly edits: TextEdit[] } | { readonly refused: string };

export interface FormattingRequest {
  /** What the editor calls the size of a tab. */
  readonly tabSize: number;
  /** The lines that may change; all where left out. */
  readonly range?: LspRange | undefined;
}

/** What of a directive the formatter would have to understand, we leave to the person. */
const DIRECTIVE = /^\uFEFF?%/m;

/** The edits that format a document. Never rejects. */
export async function formattingOf(
  document: TextDocument,
  formatter: Formatter,
  { tabSize, range }: FormattingRequest,
): Promise<Formatting> {
  const text = document.getText();
  const trouble = troubleOf(text);
  if (trouble) return { refused: trouble };
  let after: string;
  try {
    after = await laidOut(text, formatter, indentOf(tabSize));
  } catch {
    return { refused: 'the formatter cannot read it' };
  }
  if (after === text) return { edits: [] };
  const edits = formatter
    .changedLines(text, after)
    .map(({ start, end, newText }): TextEdit => ({
      range: lines(document, start, end),
      newText,
    }))
    .filter((edit) => !range || within(edit.range, range));
  return sameContent(text, TextDocument.applyEdits(document, edits))
    ? { edits }
    : { refused: 'it might say something else afterwards' };
}

/** How often a text is laid out at most. */
const MOST_PASSES = 4;

/** The text as the formatter leaves it alone: what it makes of braces with a comment in them it would change once more. */
async function laidOut(text: string, formatter: Formatter, indent: number): Promise<string> {
  let last = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = await formatter.format(last, { indent });
    if (next === last) break;
    last = next;
  }
  return last;
}

function troubleOf(text: string): string | undefined {
  if (DIRECTIVE.test(text)) return 'it holds a YAML directive';
  const { errors, furtherDocuments } = compose(text);
  if (errors.length > 0) return 'it has a syntax error; mend that first';
  return furtherDocuments.length > 0 ? 'it holds more than one document' : undefined;
}

/** An indent that YAML can have and a screen can show. */
function indentOf(tabSize: number): number {
  return Number.isFinite(tabSize) ? Math.min(Math.max(Math.trunc(tabSize), 1), 8) : 2;
}

/** From the start of one line to the start of another; positions behind the end stand for the end. */
function lines(document: TextDocument, start: number, end: number): LspRange {
  const at = (line: number) => document.positionAt(document.offsetAt({ line, character: 0 }));
  return { start: at(start), end: at(end) };
}

/** Whether the edit touches lines of the range only. A range that ends at the start of a line does not hold that line. */
function within(edit: LspRange, { start, end }: LspRange): boolean {
  const lastLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const editsLast =
    edit.end.character === 0 && edit.end.line > edit.start.line ? edit.end.line - 1 : edit.end.line;
  return edit.start.line >= start.line && editsLast <= lastLine;
}
