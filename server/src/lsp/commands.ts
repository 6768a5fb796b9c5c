/** What the commands of our own client ask for. Another client may ask as well. */
import type { Connection } from 'vscode-languageserver';
import {
  AboutRequest,
  AcceptableRequest,
  AcceptManyRequest,
  AddRationalesRequest,
  AllBareGrantsRequest,
  BareGrantsRequest,
  CheckedRequest,
  FirstManifestRequest,
  SampleManifestRequest,
  ScopesRequest,
  ServiceTemplatesRequest,
} from '../protocol.ts';
import type {
  AboutAnswer,
  Acceptable,
  AcceptableParams,
  AcceptManyParams,
  AddRationalesParams,
  AllBareGrants,
  AllBareGrantsParams,
  BareGrants,
  BareGrantsParams,
  Checked,
  CheckedParams,
  FirstManifest,
  FirstManifestParams,
  ScopeEntry,
  ServiceTemplate,
  WrittenAnswers,
} from '../protocol.ts';
import type { FirstService, Service } from '../service.ts';
import { answeringAnyhow } from './answering.ts';
import type { Answering } from './answering.ts';

/** Registers the requests; those about no document are answered once the service is loaded. */
export function registerCommands(
  connection: Connection,
  about: Answering,
  service: () => Promise<Service>,
  report: (what: string, error: unknown) => void,
): void {
  const answered = answeringAnyhow(report);
  connection.onRequest(
    ScopesRequest,
    answered('scopes', [] as readonly ScopeEntry[], async () => (await service()).scopes()),
  );
  connection.onRequest(
    AboutRequest,
    answered('about', null as AboutAnswer | null, async () => (await service()).about()),
  );
  connection.onRequest(
    ServiceTemplatesRequest,
    answered('service templates', [] as readonly ServiceTemplate[], async () =>
      (await service()).serviceTemplates(),
    ),
  );
  connection.onRequest(
    FirstManifestRequest,
    answered(
      'first manifest',
      null as FirstManifest | null,
      async (params: FirstManifestParams) =>
        (await service()).firstManifest(
          params.organization,
          aboutService(params),
          params.server ?? undefined,
        ) ?? null,
    ),
  );
  connection.onRequest(
    SampleManifestRequest,
    answered('sample manifest', null as FirstManifest | null, async () => (await service()).sampleManifest()),
  );
  connection.onRequest(
    BareGrantsRequest,
    about(
      'bare grants',
      null as BareGrants | null,
      ({ target }: BareGrantsParams) => target.uri,
      (loaded, document, { target }) => loaded.bareGrants(document, target) ?? null,
    ),
  );
  connection.onRequest(
    AllBareGrantsRequest,
    about(
      'all bare grants',
      null as AllBareGrants | null,
      ({ uri }: AllBareGrantsParams) => uri,
      (loaded, document) => loaded.allBareGrants(document),
    ),
  );
  connection.onRequest(
    AddRationalesRequest,
    about(
      'add rationales',
      null as WrittenAnswers | null,
      ({ uri }: AddRationalesParams) => uri,
      (loaded, document, params) => loaded.addRationales(document, params),
    ),
  );
  connection.onRequest(
    AcceptableRequest,
    about(
      'acceptable',
      null as Acceptable | null,
      ({ uri }: AcceptableParams) => uri,
      (loaded, document, { owner }) => loaded.acceptable(document, owner),
    ),
  );
  connection.onRequest(
    AcceptManyRequest,
    about(
      'accept many',
      null as WrittenAnswers | null,
      ({ uri }: AcceptManyParams) => uri,
      (loaded, document, params) => loaded.acceptMany(document, params),
    ),
  );
  connection.onRequest(
    CheckedRequest,
    about(
      'checked',
      null as Checked | null,
      ({ uri }: CheckedParams) => uri,
      (loaded, document) => loaded.checked(document),
      { ofAnySize: true },
    ),
  );
}

function aboutService({ service, features }: FirstManifestParams): FirstService | undefined {
  return service === undefined ? undefined : { key: service, ...(features ? { features } : {}) };
}
