/** How requests about an open document are answered: always, and never with an exception. */
import { LSPErrorCodes, ResponseError } from './library.ts';
import type { CancellationToken, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { settled } from '../ports/turn.ts';
import type { Service } from '../service.ts';

/** What those who answer requests on documents need of the server around them. */
export interface DocumentHost {
  readonly service: () => Promise<Service>;
  readonly documents: TextDocuments<TextDocument>;
  readonly report: (what: string, error: unknown) => void;
}

/** The handler of a request, as a connection takes it. */
export type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;

/**
 * Makes a handler from an answer about an open document. It answers `fallback` where the document is not open, where it is too large,
 * and where a fault of ours comes up; `what` names the request in the log.
 */
export type Answering = <P, R>(
  what: string,
  fallback: R,
  uriOf: (params: P) => string,
  answer: (loaded: Service, document: TextDocument, params: P) => R | Promise<R>,
  manner?: Manner,
) => Handler<P, R>;

/** What is special about how a request is answered. */
export interface Manner {
  /** It answers for documents that are too large to be checked as well. */
  readonly ofAnySize?: boolean;
  /** Somebody waits for it at the cursor, and nothing else has to be done before. */
  readonly atCursor?: boolean;
  /** The client lays the answer over the text as it was when it asked: that of a later text would overwrite what stands behind. */
  readonly asAsked?: boolean;
  /** It can be long: what is asked for at the cursor goes ahead. */
  readonly long?: boolean;
}

/** Answers from the documents of a connection, once the service is loaded; `fit` makes of an answer what the client understands. */
export function createAnswering(
  { service, documents, report }: DocumentHost,
  fit: <R>(answer: R) => R,
): Answering {
  /** How many requests at the cursor are not answered yet. */
  let atCursor = 0;

  return (what, fallback, uriOf, answer, manner = {}) =>
    async (params, token) => {
      if (manner.atCursor) atCursor++;
      try {
        const uri = uriOf(params);
        const asked = documents.get(uri)?.version;
        const loaded = await service();
        if (manner.asAsked) {
          if (documents.get(uri)?.version !== asked)
            return new ResponseError<never>(LSPErrorCodes.ContentModified, 'the text has changed');
        } else {
          // Edits and cancellations that are already queued are taken in, one in a turn.
          const state = (): unknown => !token.isCancellationRequested && documents.get(uri)?.version;
          do await settled(state);
          while (manner.long && atCursor > 0);
        }
        if (token.isCancellationRequested) return cancelled();
        const document = documents.get(uri);
        if (!document || (!manner.ofAnySize && loaded.isTooLarge(document))) return fallback;
        return fit(await answer(loaded, document, params));
      } catch (error) {
        report(what, error);
        return fallback;
      } finally {
        if (manner.atCursor) atCursor--;
      }
    };
}

/** What makes a handler from an answer, which may leave off once it is unwanted: whatever it is then, nobody gets it. */
type AnsweringAnyhow = <P, R>(
  what: string,
  fallback: R,
  answer: (params: P, isUnwanted: () => boolean) => R | Promise<R>,
) => (params: P, token?: CancellationToken) => Promise<R | ResponseError<never>>;

/** Makes a handler of a request that is about no open document: it answers `fallback` where a fault of ours comes up. */
export function answeringAnyhow(report: DocumentHost['report']): AnsweringAnyhow {
  return (what, fallback, answer) => async (params, token) => {
    // The library hands over nothing here where a request has no params: its token is the first then.
    const isUnwanted = (): boolean => token?.isCancellationRequested ?? false;
    try {
      const answered = await answer(params, isUnwanted);
      return isUnwanted() ? cancelled() : answered;
    } catch (error) {
      report(what, error);
      return fallback;
    }
  };
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}

/** The document of most requests. */
export function inText({ textDocument }: { readonly textDocument: { readonly uri: string } }): string {
  return textDocument.uri;
}
