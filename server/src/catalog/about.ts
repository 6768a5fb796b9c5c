/** The day of the catalogue. */
import { meta } from './data/operations.json';

/**
 * The day, as YYYY-MM-DD, of Sentry's OpenAPI document. Messages cite it for the catalogue as a whole; each file of the data has the date
 * and the sources of its own part, and some of them are older, those of the tools newer.
 */
export const CATALOG_DATE: string = meta.date;
