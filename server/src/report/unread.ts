/** What could not be read, as reports and pages say it. */
import { hideCredentials } from '../service.ts';

/** What could not be checked, and why; no credential is in either. What else is hostile each format makes harmless itself. */
export interface Unread {
  readonly path: string;
  readonly message: string;
}

/** The same as it may be shown: a name of a file and what a system says of it may hold a credential. */
export function withoutCredentials({ path, message }: Unread): Unread {
  return { path: hideCredentials(path), message: hideCredentials(message) };
}
