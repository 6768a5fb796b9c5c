/** Requests of our client on reviews: of several integrations of a document, and of all manifests. */
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LANGUAGE_ID, PinRequest } from '../protocol.ts';
import type { Pinned, PinParams } from '../protocol.ts';
import {
  LocateRequest,
  MarkManyRequest,
  OwnersRequest,
  ReviewFactsRequest,
  ReviewsOfGroupRequest,
  ReviewsRequest,
} from '../review-protocol.ts';
import type {
  LocateAnswer,
  LocateParams,
  MarkManyAnswer,
  MarkManyParams,
  OwnersAnswer,
  OwnersParams,
  ReviewFacts,
  ReviewFactsParams,
  ReviewRow,
  Reviews,
  ReviewsOfGroupParams,
  ReviewsParams,
} from '../review-protocol.ts';
import { reviewGroups, rowsOfGroup } from '../service.ts';
import { answeringAnyhow } from './answering.ts';
import type { Answering, DocumentHost } from './answering.ts';
import type { Workspace } from './workspace.ts';

/** What the requests need of the server around them. */
export interface ReviewHost extends DocumentHost {
  readonly workspace: Pick<Workspace, 'reviews' | 'read'>;
}

/** Registers them. */
export function registerReviews(
  connection: Connection,
  about: Answering,
  { service, documents, report, workspace }: ReviewHost,
): void {
  const answered = answeringAnyhow(report);
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
      (loaded, document, { position, acceptable }) => loaded.owners(document, position, acceptable),
    ),
  );
  connection.onRequest(
    PinRequest,
    about(
      'pin',
      null as Pinned | null,
      ({ target }: PinParams) => target.uri,
      (loaded, document, { target }) => loaded.pin(document, target),
    ),
  );
  connection.onRequest(
    LocateRequest,
    about(
      'locate',
      null as LocateAnswer,
      ({ uri }: LocateParams) => uri,
      (loaded, document, { id }) => loaded.locate(document, id),
    ),
  );
  connection.onRequest(
    ReviewsRequest,
    answered('reviews', null as Reviews | null, async ({ grouping, without }: ReviewsParams) =>
      reviewGroups(await workspace.reviews.current('overview', without), grouping),
    ),
  );
  connection.onRequest(
    ReviewsOfGroupRequest,
    answered(
      'reviews of a group',
      [] as readonly ReviewRow[],
      async ({ grouping, without, key }: ReviewsOfGroupParams) =>
        rowsOfGroup(await workspace.reviews.current('rows', without), grouping, key),
    ),
  );
  connection.onRequest(
    ReviewFactsRequest,
    answered('facts of reviews', [] as readonly ReviewFacts[], async ({ uri, ids }: ReviewFactsParams) => {
      const loaded = await service();
      const document = documents.get(uri);
      if (document) return loaded.reviewFacts(document, ids);
      const content = await workspace.read(uri);
      if (!('text' in content)) return [];
      return loaded.reviewFactsOfFile(TextDocument.create(uri, LANGUAGE_ID, 0, content.text), ids);
    }),
  );
}
