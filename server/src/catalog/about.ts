import { meta as credentials } from './data/credentials.json';
import { meta as operations } from './data/operations.json';
import { meta as scopes } from './data/scopes.json';
import { meta as services } from './data/services.json';
import { meta as webhooks } from './data/webhooks.json';

/** The day, as YYYY-MM-DD, of the newest source: the OpenAPI document. Messages cite it. */
export const CATALOG_DATE: string = operations.date;

/** One source of the catalogue. */
export interface CatalogSource {
  readonly what: string;
  /** Its date, release or commit. */
  readonly state: string;
}

/** All sources, those of the operations first. `state` says how old each one is. */
export function catalogSources(): readonly CatalogSource[] {
  return [operations, scopes, webhooks, credentials, services].flatMap(({ sources }) => sources);
}
