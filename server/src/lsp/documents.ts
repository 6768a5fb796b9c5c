/** The audit report and the comparison of two states, for clients that gather the manifests themselves. */
import type { Connection } from 'vscode-languageserver';
import type { Clock } from '../ports/clock.ts';
import { AuditReportRequest, CompareRequest } from '../document-protocol.ts';
import type { AuditReportAnswer, AuditReportParams, CompareParams } from '../document-protocol.ts';
import type { Page } from '../protocol.ts';

/** What the documents name as their source and their day. */
export interface Origin {
  readonly clock: Clock;
  readonly version: string;
}

/** Registers the requests. What makes the documents is loaded when somebody first asks for one. */
export function registerDocuments(
  connection: Connection,
  { clock, version }: Origin,
  report: (what: string, error: unknown) => void,
): void {
  const answered =
    <P, R>(what: string, answer: (params: P) => Promise<R>) =>
    async (params: P): Promise<R | null> => {
      try {
        return await answer(params);
      } catch (error) {
        report(what, error);
        return null;
      }
    };
  connection.onRequest(
    AuditReportRequest,
    answered(
      'audit report',
      async ({ format, files, unread }: AuditReportParams): Promise<AuditReportAnswer> => {
        const { auditText } = await import('../documents/audit-text.ts');
        return { text: auditText(format, { files, unread, version, today: clock.today() }) };
      },
    ),
  );
  connection.onRequest(
    CompareRequest,
    answered('comparison', async (params: CompareParams): Promise<Page> => {
      const { comparisonPage } = await import('../documents/comparison-page.ts');
      return comparisonPage(params, { version, today: clock.today() });
    }),
  );
}
