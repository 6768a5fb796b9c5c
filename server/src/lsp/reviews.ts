/** Requests of our client on reviews of several integrations. */
import type { Connection } from 'vscode-languageserver';
import { MarkManyRequest, OwnersRequest } from '../protocol.ts';
import type { MarkManyAnswer, MarkManyParams, OwnersAnswer, OwnersParams } from '../protocol.ts';
import type { Answering } from './answering.ts';

/** Registers them. */
export function registerReviews(connection: Connection, about: Answering): void {
  connection.onRequest(
    MarkManyRequest,
    about(
      'mark several as reviewed',
      null as MarkManyAnswer | null,
      ({ uri }: MarkManyParams) => uri,
      (loaded, document, params) => loaded.markManyReviewed(document, params),
    ),
  );
  connection.onRequest(
    OwnersRequest,
    about(
      'owners',
      null as OwnersAnswer,
      ({ uri }: OwnersParams) => uri,
      (loaded, document) => loaded.owners(document),
    ),
  );
}
