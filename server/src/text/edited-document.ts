/**
 * Documents as editors edit them. The protocol's own library makes all of the text anew after every key, which of a large one costs
 * more than everything that is then looked at.
 */
import type {
  Position,
  Range,
  TextDocument,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver-textdocument';
import { lineAt, startsOfLines } from './line-starts.ts';
import { SMALL, withReplaced } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** A document that takes the edits of an editor; its positions are those of the library's own documents. */
export class EditedDocument implements TextDocument {
  readonly uri: string;
  readonly languageId: string;
  version: number;
  /** The text as it is kept. */
  source: SourceText;
  private lineStarts: number[] | undefined;
  private readonly small: number;

  /** `small`: a text of no more characters is copied at every edit. */
  constructor(uri: string, languageId: string, version: number, text: string, small = SMALL) {
    this.uri = uri;
    this.languageId = languageId;
    this.version = version;
    this.source = text;
    this.small = small;
  }

  getText(range?: Range): string {
    return range
      ? this.source.slice(this.offsetAt(range.start), this.offsetAt(range.end))
      : this.source.toString();
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The line without its end. */
  getLineRange(line: number): Range {
    const at = Math.max(0, Math.min(line, this.lineCount - 1));
    const end =
      line < 0 ? 0 : this.beforeLineEnd(this.endOf(at), this.starts[at] ?? 0) - (this.starts[at] ?? 0);
    return { start: { line: at, character: 0 }, end: { line: at, character: end } };
  }

  getEOLCharacters(line: number): string {
    const start = this.starts[line];
    if (start === undefined) return '';
    const end = this.endOf(line);
    return this.source.slice(this.beforeLineEnd(end, start), end);
  }

  positionAt(offset: number): Position {
    const within = Math.max(0, Math.min(offset, this.source.length));
    const line = lineAt(this.starts, within);
    const start = this.starts[line] ?? 0;
    return { line, character: this.beforeLineEnd(within, start) - start };
  }

  offsetAt({ line, character }: Position): number {
    const { starts, source } = this;
    if (line < 0) return 0;
    const start = starts[line];
    if (start === undefined) return source.length;
    if (character <= 0) return start;
    return this.beforeLineEnd(Math.min(start + character, this.endOf(line)), start);
  }

  /** Takes the changes in, one after the other. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      if ('range' in change) this.replace(change.range, change.text);
      else {
        this.source = change.text;
        this.lineStarts = undefined;
      }
    }
    this.version = version;
  }

  private replace({ start: from, end: to }: Range, text: string): void {
    const [start = 0, end = 0] = [this.offsetAt(from), this.offsetAt(to)].sort((a, b) => a - b);
    const firstLine = lineAt(this.starts, start);
    const lastLine = lineAt(this.starts, end);
    this.source = withReplaced(this.source, { start, end, replacement: text }, this.small);
    const behind = start + text.length;
    if (this.joinsLineEnd(start) || this.joinsLineEnd(behind)) {
      this.lineStarts = undefined;
      return;
    }
    const added = startsOfLines(text)
      .slice(1)
      .map((at) => at + start);
    const { starts } = this;
    if (added.length > 0 || lastLine > firstLine)
      this.lineStarts = [...starts.slice(0, firstLine + 1), ...added, ...starts.slice(lastLine + 1)];
    moveFrom(this.starts, firstLine + 1 + added.length, behind - end);
  }

  /** Whether the offset is between the two characters of one line end, which before the edit stood apart. */
  private joinsLineEnd(offset: number): boolean {
    return this.source.charCodeAt(offset - 1) === CR && this.source.charCodeAt(offset) === LF;
  }

  /** Behind the line's end. */
  private endOf(line: number): number {
    return this.starts[line + 1] ?? this.source.length;
  }

  private get starts(): number[] {
    return (this.lineStarts ??= startsOfLines(this.source.toString()));
  }

  private beforeLineEnd(offset: number, start: number): number {
    let at = offset;
    while (at > start && isLineEnd(this.source.charCodeAt(at - 1))) at--;
    return at;
  }
}

/** For the library that listens to the editor. */
export const editedDocuments = {
  create: (uri: string, languageId: string, version: number, text: string): EditedDocument =>
    new EditedDocument(uri, languageId, version, text),
  update(
    document: EditedDocument,
    changes: readonly TextDocumentContentChangeEvent[],
    version: number,
  ): EditedDocument {
    document.update(changes, version);
    return document;
  },
};

/** The text of a document as it is kept: as long as an edit changes a large one in one place, no copy is made of it. */
export function sourceOf(document: TextDocument): SourceText {
  return document instanceof EditedDocument ? document.source : document.getText();
}

const CR = 0x0d;
const LF = 0x0a;

function isLineEnd(character: number): boolean {
  return character === LF || character === CR;
}

/** Moves all line starts from one on. */
function moveFrom(starts: number[], first: number, by: number): void {
  if (by === 0) return;
  for (let i = first; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + by;
}
