/** From the texts of manifests to their audit report. */
import type { AuditFormat } from '../document-protocol.ts';
import { atOnce, auditSteps, CATALOG_DATE, type Day, type Steps } from '../service.ts';
import { withoutCredentials } from '../report/unread.ts';
import type { AuditDocument } from './audit-document.ts';
import { AUDIT_REPORTS } from './audit-formats.ts';

export interface AuditedTexts {
  readonly files: readonly AuditedText[];
  /** Manifests that have no text. */
  readonly unread: AuditDocument['unread'];
  readonly version: string;
  readonly today: Day;
}

interface AuditedText {
  readonly path: string;
  readonly text: string;
}

/** The report in that format, manifest by manifest. The order in which they are given does not matter. */
export function* auditTextSteps(format: AuditFormat, texts: AuditedTexts): Steps<string> {
  return AUDIT_REPORTS[format](yield* auditDocumentSteps(texts));
}

/** What a report is made from, in any format. */
export function auditDocument(texts: AuditedTexts): AuditDocument {
  return atOnce(auditDocumentSteps(texts));
}

function* auditDocumentSteps({ files, unread, version, today }: AuditedTexts): Steps<AuditDocument> {
  const given = byPath(files);
  const first = yield* auditSteps(given, today);
  const faults = first.files.flatMap(({ path, hidden, integrations }) =>
    hidden.map((message) => ({ path, message, isInPart: integrations > 0 })),
  );
  const notAtAll = faults.filter(({ isInPart }) => !isInPart);
  const gone = new Set(notAtAll.map(({ path }) => path));
  const left = given.filter(({ path }) => !gone.has(path));
  return {
    version,
    catalogDate: CATALOG_DATE,
    audit: gone.size === 0 ? first : yield* auditSteps(left, today),
    unread: byPath([...unread, ...notAtAll]).map(withoutCredentials),
    inPart: faults.filter(({ isInPart }) => isInPart).map(withoutCredentials),
  };
}

function byPath<T extends { readonly path: string }>(files: readonly T[]): T[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
