/** From the texts of manifests to their audit report. */
import type { AuditFormat } from '../document-protocol.ts';
import { auditOf, CATALOG_DATE, hideCredentials, type Day } from '../service.ts';
import type { AuditDocument } from './audit-document.ts';
import { AUDIT_REPORTS } from './audit-formats.ts';

export interface AuditedTexts {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Manifests that could not be read at all. */
  readonly unread: AuditDocument['unread'];
  readonly version: string;
  readonly today: Day;
}

/** The report in that format. The order in which manifests are given does not matter. */
export function auditText(format: AuditFormat, { files, unread, version, today }: AuditedTexts): string {
  return AUDIT_REPORTS[format]({
    version,
    catalogDate: CATALOG_DATE,
    audit: auditOf(byPath(files), today),
    unread: byPath(unread).map(({ path, message }) => ({
      path: hideCredentials(path),
      message: hideCredentials(message),
    })),
  });
}

function byPath<T extends { readonly path: string }>(files: readonly T[]): T[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
