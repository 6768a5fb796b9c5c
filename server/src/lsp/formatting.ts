/** Formatting of documents and ranges. */
import { MessageType, ShowMessageNotification } from './library.ts';
import type {
  Connection,
  DocumentFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Formatter } from '../ports/formatter.ts';
import type { Service } from '../service.ts';
import { inText } from './answering.ts';
import type { Answering } from './answering.ts';

/** Answers the requests to format; `load` is called when the first one comes. */
export function registerFormatting(
  connection: Connection,
  about: Answering,
  load: () => Promise<Formatter>,
): void {
  let loading: Promise<Formatter> | undefined;
  /** Documents whose refusal has been shown; whoever formats on save reads it once, not with every save. */
  const told = new Set<string>();

  const format = async (
    service: Service,
    document: TextDocument,
    params: DocumentFormattingParams | DocumentRangeFormattingParams,
  ): Promise<TextEdit[]> => {
    loading ??= load();
    const formatter = await loading.catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    const answer = await service.formatting(document, formatter, {
      tabSize: params.options.tabSize,
      range: 'range' in params ? params.range : undefined,
    });
    if ('edits' in answer) {
      told.delete(document.uri);
      return answer.edits;
    }
    const name = document.uri.slice(document.uri.lastIndexOf('/') + 1);
    const message = `${name} was not formatted: ${answer.refused}.`;
    if (told.has(document.uri)) connection.console.info(message);
    // The short form of the library asks for an answer, for which a client would have to wait.
    else
      await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    told.add(document.uri);
    return [];
  };

  connection.onDocumentFormatting(
    about<DocumentFormattingParams, TextEdit[]>('formatting', [], inText, format),
  );
  connection.onDocumentRangeFormatting(
    about<DocumentRangeFormattingParams, TextEdit[]>('range formatting', [], inText, format),
  );
}
