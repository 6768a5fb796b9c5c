/** The audit report and the comparison of two states, for clients that gather the manifests themselves. */
import type { Connection } from 'vscode-languageserver';
import type { Clock } from '../ports/clock.ts';
import { inTurns } from '../ports/turn.ts';
import { AuditReportRequest, CompareRequest } from '../document-protocol.ts';
import type { AuditReportAnswer, AuditReportParams, CompareParams } from '../document-protocol.ts';
import type { Page } from '../protocol.ts';
import { answeringAnyhow } from './answering.ts';

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
  const answered = answeringAnyhow(report);
  connection.onRequest(
    AuditReportRequest,
    answered(
      'audit report',
      null as AuditReportAnswer | null,
      async ({ format, files, unread }: AuditReportParams, isUnwanted) => {
        const { auditTextSteps } = await import('../documents/audit-text.ts');
        const today = clock.today();
        const text = await inTurns(auditTextSteps(format, { files, unread, version, today }), isUnwanted);
        return text === undefined ? null : { text };
      },
    ),
  );
  connection.onRequest(
    CompareRequest,
    answered('comparison', null as Page | null, async (params: CompareParams, isUnwanted) => {
      const { comparisonSteps } = await import('../documents/comparison-page.ts');
      const steps = comparisonSteps(params, { version, today: clock.today() });
      return (await inTurns(steps, isUnwanted)) ?? null;
    }),
  );
}
