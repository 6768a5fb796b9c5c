import credentials from './data/credentials.json';
import operations from './data/operations.json';
import scopes from './data/scopes.json';
import services from './data/services.json';
import webhooks from './data/webhooks.json';

/** The day, as YYYY-MM-DD, of the newest source: the OpenAPI document. Messages cite it. */
export const CATALOG_DATE: string = operations.meta.date;

/** One source of the catalogue. */
export interface CatalogSource {
  readonly what: string;
  /** Its date, release or commit. */
  readonly state: string;
}

/** All sources, those of the operations first. `state` says how old each one is. */
export function catalogSources(): readonly CatalogSource[] {
  return [operations, scopes, webhooks, credentials, services].flatMap((file) => file.meta.sources);
}
