/** The audit report as one HTML file: no network, no script, nothing beside it. */
import type { Audit } from '../service.ts';
import { bad, code, end, joined, NONE, prose, table, yesNo } from './audit-cells.ts';
import { articleOf, labelsOf, reachChart, reviewTimeline } from './audit-charts.ts';
import {
  byGrant,
  byOwner,
  CHANGED,
  homesOf,
  OVERDUE_WORDS,
  summaryRows,
  type AuditDocument,
  type AuditReport,
  type Home,
} from './audit-document.ts';
import { integrationPart } from './audit-entry-html.ts';
import { exceptionsOf, openFindings, placeOf } from './audit-findings.ts';
import { AUDIT_STYLE } from './audit-style.ts';
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
          ${homes.common && commonHome(homes.common)}
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
function sectionsOf({ audit, unread }: AuditDocument): readonly Section[] {
  const homes = homesOf(audit);
  const notRead = faults(audit, unread);
  const excepted = exceptionsOf(audit);
  return [
    { title: 'Summary', content: summary(audit) },
    ...(notRead ? [{ title: 'Not read', content: notRead }] : []),
    { title: 'Overdue', content: overdue(audit) },
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
      content: audit.integrations.map((integration, i) =>
        integrationPart(integration, i, homes.own(integration.path), excepted(integration)),
      ),
    },
    { title: 'Owners', content: owners(audit) },
    { title: 'Scopes and permissions', content: grants(audit) },
    { title: 'Exceptions', content: exceptions(audit) },
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

function faults({ files }: Audit, unread: AuditDocument['unread']): Html | null {
  const parts = files.filter(({ incomplete }) => incomplete);
  if (unread.length + parts.length === 0) return null;
  return html`<ul>
    ${unread.map(({ path, message }) => html`<li class="bad">${foreign(path)}: ${message}</li>`)}
    ${parts.map(
      ({ path }) => html`<li class="bad">${foreign(path)} has faults of form, which may hide anything.</li>`,
    )}
  </ul>`;
}

function overdue(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = audit.overdue.map(({ due, days, path, integration, owner, what, subject }) => [
    due ?? NONE,
    days ?? NONE,
    label({ name: integration, path }),
    html`${OVERDUE_WORDS[what]}${subject !== null && html` (${code(subject)})`}`,
    owner === null ? bad('nobody') : foreign(owner),
  ]);
  const head = ['due', 'days', 'integration', 'what', 'owner'];
  return rows.length === 0 ? html`<p>Nothing.</p>` : table(head, rows);
}

function commonHome({ organization, server }: Home): Html {
  if (organization === null) return html`<p>Server ${foreign(server ?? '')}.</p>`;
  return html`<p>
    Organization ${foreign(organization)}${server !== null && html`, server ${foreign(server)}`}.
  </p>`;
}

function owners(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = byOwner(audit).map(([owner, owned]) => [
    owner === null ? bad('nobody') : foreign(owner),
    joined(owned.map(label)),
  ]);
  return table(['owner', 'integrations'], rows);
}

function grants(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = byGrant(audit).map(({ name, service, broad, integrations }) => [
    code(name),
    service === null ? 'Sentry' : foreign(service),
    yesNo(broad),
    joined(integrations.map(label)),
  ]);
  return table(['name', 'of', 'broad', 'held by'], rows);
}

function exceptions(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = audit.exceptions.map(({ until, ended, path, integration, on, rule, reason, by }) => [
    until === null ? html`no end` : end(until, ended),
    label({ name: integration, path }),
    on === null ? 'everything' : code(on),
    code(rule),
    reason === null ? bad('none') : prose(reason),
    by === null ? NONE : foreign(by),
  ]);
  const head = ['until', 'integration', 'on', 'rule', 'reason', 'by'];
  return rows.length === 0 ? html`<p>None.</p>` : table(head, rows);
}

function findings(audit: Audit): Html {
  const rows = openFindings(audit).map(({ path, index, finding }) => {
    const { level, message, rule } = finding;
    return [
      level === 'error' ? bad(level) : level,
      index === null
        ? NONE
        : html`<a href="#${articleOf(index)}">${foreign(audit.integrations[index]?.name ?? '')}</a>`,
      foreign(message),
      code(rule),
      code(placeOf(path, finding)),
    ];
  });
  const head = ['level', 'integration', 'finding', 'rule', 'where'];
  return rows.length === 0 ? html`<p>None.</p>` : table(head, rows);
}
