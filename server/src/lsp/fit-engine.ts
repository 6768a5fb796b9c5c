/** Tells the host how much text there is, so that it can fit the engine to it. */
import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { sourceOf } from '../text/edited-document.ts';

/** Told how long the open texts are whenever one changes, opens or closes, and whether any was edited since the first was opened. */
export type FitTo = (lengths: readonly number[], isEdited: boolean) => void;

/** Begins to tell, whenever a text is opened, changed or closed. */
export function fitEngine(documents: TextDocuments<TextDocument>, fitTo: FitTo): void {
  let isEdited = false;
  const fit = (): void => {
    const lengths = documents.all().map((document) => sourceOf(document).length);
    isEdited &&= lengths.length > 0;
    fitTo(lengths, isEdited);
  };
  // A text that is opened is told of as changed, too.
  let opened: TextDocument | undefined;
  documents.onDidOpen(({ document }) => (opened = document));
  documents.onDidChangeContent(({ document }) => {
    isEdited ||= document !== opened;
    opened = undefined;
    fit();
  });
  documents.onDidClose(fit);
}
