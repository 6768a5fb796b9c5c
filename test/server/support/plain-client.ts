import type { Client } from '../../../server/src/features/client.ts';

/** A client that can do nothing beyond what every one can. */
export const PLAIN_CLIENT: Client = {
  commands: new Set(),
  snippetEdits: false,
  snippets: false,
  documentationBase: undefined,
  documentationEnd: '',
};
