/** Code lenses and the requests of our client on least scopes. */
import type { Connection } from 'vscode-languageserver';
import type { CodeLens, WorkspaceEdit } from 'vscode-languageserver-types';
import {
  AddUsesRequest,
  ExplainLeastRequest,
  MatchRequestsRequest,
  RefusalRequest,
  ReplaceByLeastRequest,
} from '../protocol.ts';
import type {
  AddUsesParams,
  LeastParams,
  MatchedRequests,
  MatchRequestsParams,
  Page,
  RefusalAnswer,
  RefusalParams,
} from '../protocol.ts';
import type { Client } from '../service.ts';
import { answeringAnyhow, inText } from './answering.ts';
import type { Answering, DocumentHost } from './answering.ts';
import type { Settings } from './settings.ts';

/** Registers them; `client` is asked at each request, since it is known only once the connection is initialized. */
export function registerLeast(
  connection: Connection,
  about: Answering,
  client: () => Client,
  settings: () => Promise<Settings>,
  { service, documents, report }: DocumentHost,
): void {
  const answered = answeringAnyhow(report);
  connection.onCodeLens(
    about('code lenses', [], inText, async (loaded, document) => {
      const { codeLens } = await settings();
      const lenses = [
        ...(codeLens.reviews ? loaded.reviewLenses(document, client()) : []),
        ...(codeLens.leastScopes ? loaded.codeLenses(document, client()) : []),
      ];
      // No editor breaks the line that they stand in: what is only read, and long, pushes nothing out of sight that can be pressed.
      const canBePressed = ({ command }: CodeLens): boolean =>
        command !== undefined && command.command !== '';
      return [...lenses.filter(canBePressed), ...lenses.filter((lens) => !canBePressed(lens))];
    }),
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
  connection.onRequest(
    MatchRequestsRequest,
    about(
      'match requests',
      null as MatchedRequests | null,
      ({ target }: MatchRequestsParams) => target.uri,
      (loaded, document, { target, requests }) => loaded.matchRequests(document, target, requests) ?? null,
    ),
  );
  connection.onRequest(
    AddUsesRequest,
    about(
      'add uses',
      null as WorkspaceEdit | null,
      ({ target }: AddUsesParams) => target.uri,
      (loaded, document, { target, uses }) => loaded.addUses(document, target, uses) ?? null,
    ),
  );
  connection.onRequest(
    RefusalRequest,
    answered('refusal', null as RefusalAnswer | null, async (params: RefusalParams) =>
      (await service()).refusal(documents.get(params.target?.uri ?? ''), params),
    ),
  );
}
