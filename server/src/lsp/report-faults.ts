/** Faults of our own, as the log of the client gets them. */
import type { Connection } from 'vscode-languageserver';
import type { Service } from '../service.ts';

/** What logs that something failed and why, without a credential; it never throws, and never waits. */
export function reportingTo(
  connection: Connection,
  service: () => Promise<Service>,
): (what: string, error: unknown) => void {
  return (what, error) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const log = (text: string): void => {
      try {
        connection.console.error(`${what} failed: ${text}`);
      } catch {
        // The client is gone, and nobody is left to be told.
      }
    };
    // Text of a manifest may have got into the error. Until the service is there nobody has read any.
    void service().then(
      ({ hideCredentials }) => {
        log(hideCredentials(words));
      },
      () => {
        log(words);
      },
    );
  };
}
