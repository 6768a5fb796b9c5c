/** The audit report as one HTML file: no network, no script, nothing beside it. */
import { cut, type Audit } from '../service.ts';
import { bad, code, marksOf, table } from './audit-cells.ts';
import { articleOf, reachChart, reviewTimeline } from './audit-charts.ts';
import { CHANGED, homesOf, summaryRows, type AuditDocument, type AuditReport } from './audit-document.ts';
import { integrationPart } from './audit-entry-html.ts';
import { exceptionsByIntegration, openFindings, placeOf } from './audit-findings.ts';
import { AUDIT_STYLE } from './audit-style.ts';
import { exceptionTable, holderTable, homeWords, NONE, overdueTable, ownerTable } from './audit-tables.ts';
import { foreign, Html, html } from './html.ts';

export const auditHtml: AuditReport = (document) => `${page(document).markup}\n`;

function page(document: AuditDocument): Html {
  const { version, catalogDate, audit } = document;
  const homes = homesOf(audit);
  const sections = sectionsOf(document);
  // Even if a text got through the escaping, a browser would load and run nothing here.
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sentry permissions: audit of ${audit.today}</title>
        <style>
          ${new Html(AUDIT_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>Sentry permissions: audit of ${audit.today}</h1>
          <p class="faint">
            By sentry-permissions ${version} and its catalogue of ${catalogDate}. This is what manifests say;
            nobody asked Sentry.
          </p>
          ${homes.common && html`<p>${homeWords(homes.common, marksOf(audit))}</p>`}
        </header>
        ${contents(sections)}
        <main>${sections.map(section)}</main>
      </body>
    </html>`;
}

interface Section {
  readonly title: string;
  readonly content: Html | readonly Html[];
}

/** What the report tells, in this order. */
function sectionsOf({ audit, unread, inPart }: AuditDocument): readonly Section[] {
  const homes = homesOf(audit);
  const notRead = faults({ unread, inPart });
  const excepted = exceptionsByIntegration(audit);
  const marks = marksOf(audit);
  return [
    { title: 'Summary', content: summary(audit) },
    ...(notRead ? [{ title: 'Not read', content: notRead }] : []),
    { title: 'Overdue', content: table(overdueTable(audit, marks), 'Nothing.') },
    {
      title: 'Reach against declared uses',
      content: reachChart(audit) ?? html`<p>No integration whose reach is known.</p>`,
    },
    {
      title: 'Reviews due',
      content: reviewTimeline(audit) ?? html`<p>No review has a day on which it is due.</p>`,
    },
    {
      title: 'Integrations',
      content: audit.integrations.map((integration) =>
        integrationPart(integration, homes.own(integration.path), excepted(integration), marks),
      ),
    },
    { title: 'Owners', content: table(ownerTable(audit, marks)) },
    { title: 'Scopes and permissions', content: table(holderTable(audit, marks)) },
    { title: 'Exceptions', content: table(exceptionTable(audit, marks), 'None.') },
    { title: 'Open findings', content: findings(audit) },
  ];
}

/** The sections, to be gone to: with hundreds of integrations the report is long. */
function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents">
    <ul class="contents">
      ${sections.map(({ title }) => html`<li><a href="#${anchorOf(title)}">${title}</a></li>`)}
    </ul>
  </nav>`;
}

function section({ title, content }: Section): Html {
  return html`<section id="${anchorOf(title)}">
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

/** Counts of which any is bad news. */
const BAD = ['overdue tasks', CHANGED, 'open errors', 'integrations without an owner', 'without a rationale'];

function summary(audit: Audit): Html {
  const cards = summaryRows(audit).map(
    ([what, count, one]) =>
      html`<li class="${count > 0 && BAD.includes(what) ? 'bad' : 'count'}">
        <b>${count}</b> ${count === 1 ? one : what}
      </li>`,
  );
  return html`<ul class="cards">
    ${cards}
  </ul>`;
}

function faults({ unread, inPart }: Pick<AuditDocument, 'unread' | 'inPart'>): Html | null {
  if (unread.length + inPart.length === 0) return null;
  return html`<ul>
    ${unread.map(({ path, message }) => html`<li class="bad">${foreign(path)}: ${message}</li>`)}
    ${inPart.map(
      ({ path, message }) => html`<li class="bad">${foreign(path)} is read in part: ${message}</li>`,
    )}
  </ul>`;
}

/** A name may stand in thousands of findings; all of it stands in its entry. */
const MOST_OF_NAME = 100;

function findings(audit: Audit): Html {
  const rows = openFindings(audit).map(({ path, integration, finding }) => {
    const { level, message, rule } = finding;
    return [
      level === 'error' ? bad(level) : html`${level}`,
      integration
        ? html`<a href="#${articleOf(integration)}">${foreign(cut(integration.name, MOST_OF_NAME))}</a>`
        : html`${NONE}`,
      foreign(message),
      code(rule),
      code(placeOf(path, finding)),
    ];
  });
  return table({ head: ['level', 'integration', 'finding', 'rule', 'where'], rows }, 'None.');
}
