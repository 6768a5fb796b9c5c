/** The formats of the audit report by name. */
import type { AuditFormat } from '../document-protocol.ts';
import { auditCsv } from './audit-csv.ts';
import type { AuditReport } from './audit-document.ts';
import { auditHtml } from './audit-html.ts';
import { auditJson } from './audit-json.ts';
import { auditMarkdown } from './audit-markdown.ts';

export const AUDIT_FORMATS = ['markdown', 'html', 'csv', 'json'] as const satisfies readonly AuditFormat[];

export const AUDIT_REPORTS: Readonly<Record<AuditFormat, AuditReport>> = {
  markdown: auditMarkdown,
  html: auditHtml,
  csv: auditCsv,
  json: auditJson,
};
