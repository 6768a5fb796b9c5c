/** The audit report for programs: version 1 of the contract in schemas/report-output.schema.json. */
import { inertJson } from '../report/inert.ts';
import { TOOL_NAME } from '../report/report.ts';
import type { AuditReport } from './audit-document.ts';

export const auditJson: AuditReport = ({ version, catalogDate, audit, unread }) => {
  const { today, ...rest } = audit;
  return `${inertJson({
    version: 1,
    tool: { name: TOOL_NAME, version },
    catalog: { date: catalogDate },
    today,
    unread,
    ...rest,
  })}\n`;
};
