/** All that a person gets to see of a manifest, in an editor, in reports and in comparisons. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { collecting, writeBaseline } from '../../../server/src/cli/baseline.ts';
import { unifiedDiff } from '../../../server/src/cli/unified-diff.ts';
import { AUDIT_FORMATS } from '../../../server/src/documents/audit-formats.ts';
import { auditTextSteps } from '../../../server/src/documents/audit-text.ts';
import { comparisonSteps } from '../../../server/src/documents/comparison-page.ts';
import { differenceJson } from '../../../server/src/documents/difference-json.ts';
import { differenceMarkdown } from '../../../server/src/documents/difference-markdown.ts';
import { differenceText } from '../../../server/src/documents/difference-text.ts';
import { differenceOf } from '../../../server/src/documents/difference.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { atOnce } from '../../../server/src/ports/steps.ts';
import { ClientCommand } from '../../../server/src/protocol.ts';
import { describe as describeFile } from '../../../server/src/report/describe.ts';
import { githubReport } from '../../../server/src/report/github.ts';
import { gitlabReport } from '../../../server/src/report/gitlab.ts';
import { jsonReport } from '../../../server/src/report/json.ts';
import { markdownReport } from '../../../server/src/report/markdown.ts';
import type { CheckedFile, Report, Style } from '../../../server/src/report/report.ts';
import { sarifReport } from '../../../server/src/report/sarif.ts';
import { NO_TOTALS, withFile } from '../../../server/src/report/summary.ts';
import { textReport } from '../../../server/src/report/text.ts';
import { compareManifest, createService, GATES, judge, withSafeFixes } from '../../../server/src/service.ts';
import type { Client, Service } from '../../../server/src/service.ts';
import { EXAMPLE } from './manifests.ts';

const TODAY = parseDay('2026-11-23') ?? 0;
const URI = 'file:///a.yaml';

const CLIENTS: readonly Client[] = [
  {
    snippets: true,
    snippetEdits: false,
    commands: new Set(),
    documentationBase: undefined,
    documentationEnd: '',
  },
  {
    snippets: true,
    snippetEdits: false,
    commands: new Set(Object.values(ClientCommand)),
    documentationBase: 'file:///docs/',
    documentationEnd: '.md',
  },
];

const same = (text: string): string => text;
const STYLE: Style = {
  error: same,
  warning: same,
  info: same,
  hint: same,
  strong: same,
  faint: same,
  columns: undefined,
};

/** All that a person gets to see of a text; `near` are the offsets at which an editor asks. */
export function shownOf(text: string, near: readonly number[]): string {
  return [...inAnEditor(text, near).map((part) => JSON.stringify(part)), ...inDocuments(text)].join('\n');
}

/** Of edits no text is shown: they write into the file itself, mostly what stands there already. */
function inAnEditor(text: string, near: readonly number[]): unknown[] {
  const service = createService({ today: () => TODAY });
  const document = TextDocument.create(URI, 'sentry-permissions', 1, text);
  const all = { start: document.positionAt(0), end: document.positionAt(text.length) };
  const parts: unknown[] = near.flatMap((offset) => askedAt(service, document, offset));
  for (const client of CLIENTS) {
    parts.push(service.diagnostics(document, client));
    for (const only of [undefined, ['source'], ['refactor']]) {
      const actions = service.codeActions(document, all, only, client);
      parts.push(actions.map(({ edit: _edit, ...visible }) => visible));
    }
    parts.push(service.codeLenses(document, client), service.reviewLenses(document, client));
  }
  const reviews = service.reviewsOf(document);
  const { edit: _edit, ...marked } = service.markManyReviewed(document, {
    uri: URI,
    ids: reviews.ids,
    by: 'dana',
    notes: '',
  });
  parts.push(
    service.documentSymbols(document, true),
    service.documentSymbols(document, false),
    service.workspaceSymbols([document], ''),
    service.foldingRanges(document, {}),
    service.documentLinks(document, true),
    service.inlayHints(document, all, { impliedScopes: true, reviewDue: true, uses: true }),
    service.checked(document),
    service.owners(document),
    reviews,
    service.reviewFacts(document, reviews.ids),
    marked,
  );
  return parts;
}

function askedAt(service: Service, document: TextDocument, offset: number): unknown[] {
  const position = document.positionAt(offset);
  const target = { uri: URI, position };
  const [client] = CLIENTS;
  if (!client) return [];
  const { items } = service.completions(document, position, client);
  return [
    service.hover(document, position, client),
    items,
    items.slice(0, 3).map((item) => service.resolveCompletion(item, client)),
    service.prepareRename(document, position),
    service.rename(document, position, 'a b'),
    service.explainLeast(document, target),
    service.bareGrants(document, target),
    service.matchRequests(document, target, ['GET /api/0/organizations/{organization_id_or_slug}/']),
    service.refusal(document, {
      refusal: { requests: [{ method: 'GET', path: '/api/0/organizations/acme/' }], scopes: ['org:read'] },
      target,
    }),
  ];
}

/** What the command line and the commands of an editor write of the file, and of its change from and to a sound one. */
function inDocuments(text: string): string[] {
  const file = describeFile('a.yaml', text, judge(text, TODAY), { excerpts: true, fixes: 'edits' });
  const known = collecting([], new Set(['a.yaml']), new Set(), TODAY);
  known.add('a.yaml', file);
  const audited = { files: [{ path: 'a.yaml', text }], unread: [], version: '1', today: TODAY };
  return [
    ...REPORTS.map((each) => reported(file, each)),
    writeBaseline(known.baseline()),
    unifiedDiff('a.yaml', text, withSafeFixes(text, TODAY)),
    ...AUDIT_FORMATS.map((format) => atOnce(auditTextSteps(format, audited))),
    ...[
      [text, EXAMPLE],
      [EXAMPLE, text],
      [undefined, text],
    ].flatMap(([base, head]) => compared(base, head)),
  ];
}

function compared(baseText: string | undefined, headText: string | undefined): string[] {
  const difference = differenceOf(
    {
      base: 'main',
      head: 'HEAD',
      files: [{ base: 'a.yaml', head: 'a.yaml', change: compareManifest(baseText, headText, TODAY) }],
    },
    { version: '1', today: TODAY, failOn: [...GATES] },
  );
  const state = (text: string | undefined) => (text === undefined ? null : { path: 'a.yaml', text });
  const page = atOnce(
    comparisonSteps(
      { base: 'main', head: 'HEAD', files: [{ base: state(baseText), head: state(headText) }] },
      { version: '1', today: TODAY },
    ),
  );
  return [differenceText, differenceMarkdown, differenceJson]
    .map((format) => format(difference))
    .concat(page.name, page.markdown);
}

const REPORTS = [textReport, jsonReport, sarifReport, githubReport, gitlabReport, markdownReport];

function reported(checked: CheckedFile, report: Report): string {
  const run = {
    version: '1',
    catalogDate: '2026-08-16',
    today: TODAY,
    includeAccepted: true,
    page: () => undefined,
    fromHere: (path: string) => path,
  };
  const { head, file, tail } = report.start(run, STYLE);
  return head + file(checked) + tail(withFile(NO_TOTALS, checked));
}
