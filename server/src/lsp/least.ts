/** Code lenses and the requests of our client on least scopes. */
import type { Connection } from 'vscode-languageserver';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { ExplainLeastRequest, ReplaceByLeastRequest } from '../protocol.ts';
import type { LeastParams, Page } from '../protocol.ts';
import type { Client } from '../service.ts';
import { inText } from './answering.ts';
import type { Answering } from './answering.ts';

/** Registers them; `client` is asked at each request, since it is known only once the connection is initialized. */
export function registerLeast(connection: Connection, about: Answering, client: () => Client): void {
  connection.onCodeLens(
    about('code lenses', [], inText, (loaded, document) => loaded.codeLenses(document, client())),
  );
  connection.onRequest(
    ExplainLeastRequest,
    about(
      'explain the least scopes',
      null as Page | null,
      ({ target }: LeastParams) => target.uri,
      (loaded, document, { target }) => loaded.explainLeast(document, target) ?? null,
    ),
  );
  connection.onRequest(
    ReplaceByLeastRequest,
    about(
      'replace by the least scopes',
      null as WorkspaceEdit | null,
      ({ target }: LeastParams) => target.uri,
      (loaded, document, { target }) => loaded.replaceByLeast(document, target) ?? null,
    ),
  );
}
