/** The audit report as one HTML file: no network, no script, nothing beside it. */
import { LEVELS, type Audit, type AuditedGrant, type AuditedIntegration } from '../service.ts';
import { labelsOf, reachChart, reviewTimeline } from './audit-charts.ts';
import {
  byGrant,
  byOwner,
  homesOf,
  NO_ORGANIZATION,
  OVERDUE_WORDS,
  reachWords,
  REVIEW_WORDS,
  summaryRows,
  type AuditDocument,
  type AuditReport,
  type Home,
} from './audit-document.ts';
import { AUDIT_STYLE } from './audit-style.ts';
import { foreign, Html, html, type Insert } from './html.ts';

const NONE = '–';

export const auditHtml: AuditReport = (document) => `${page(document).markup}\n`;

function page(document: AuditDocument): Html {
  const { version, catalogDate, audit, unread } = document;
  const homes = homesOf(audit);
  const integrations = audit.integrations.map((integration) =>
    integrationPart(integration, homes.own(integration.path)),
  );
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
        <main>
          ${summary(audit)} ${faults(audit, unread)} ${overdue(audit)}
          ${section('Reach against declared uses', reachChart(audit) ?? html`<p>No integration whose reach is known.</p>`)}
          ${section('Reviews due', reviewTimeline(audit) ?? html`<p>No review has a day on which it is due.</p>`)}
          ${section('Integrations', integrations)} ${owners(audit)} ${grants(audit)} ${exceptions(audit)}
          ${findings(audit)}
        </main>
      </body>
    </html>`;
}

function section(title: string, content: Insert): Html {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

/** Counts of which any is bad news. */
const BAD = ['overdue tasks', 'open errors', 'integrations without an owner', 'without a rationale'];

function summary(audit: Audit): Html {
  const cards = summaryRows(audit).map(
    ([what, count]) =>
      html`<li class="${count > 0 && BAD.includes(what) ? 'bad' : 'count'}"><b>${count}</b> ${what}</li>`,
  );
  return section(
    'Summary',
    html`<ul class="cards">
      ${cards}
    </ul>`,
  );
}

function faults({ files }: Audit, unread: AuditDocument['unread']): Html | null {
  const parts = files.filter(({ incomplete }) => incomplete);
  if (unread.length + parts.length === 0) return null;
  return section(
    'Not read',
    html`<ul>
      ${unread.map(({ path, message }) => html`<li class="bad">${foreign(path)}: ${message}</li>`)}
      ${parts.map(
        ({ path }) =>
          html`<li class="bad">${foreign(path)} has faults of form, which may hide anything.</li>`,
      )}
    </ul>`,
  );
}

function overdue(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = audit.overdue.map(({ due, days, path, integration, what, subject }) => [
    due ?? NONE,
    days ?? NONE,
    label({ name: integration, path }),
    html`${OVERDUE_WORDS[what]}${subject !== null && html` (${code(subject)})`}`,
  ]);
  return section(
    'Overdue',
    rows.length === 0 ? html`<p>Nothing.</p>` : table(['due', 'days', 'integration', 'what'], rows),
  );
}

function commonHome({ organization, server }: Home): Html {
  if (organization === null) return html`<p>Server ${foreign(server ?? '')}.</p>`;
  return html`<p>
    Organization ${foreign(organization)}${server !== null && html`, server ${foreign(server)}`}.
  </p>`;
}

function integrationPart(integration: AuditedIntegration, home: Home | undefined): Html {
  const { path, name, id, kind, service, purpose, owner, credential, reviews } = integration;
  const facts: [string, Insert][] = [
    ['purpose', purpose === null ? bad('none') : foreign(purpose)],
    ['owner', owner === null ? bad('nobody') : foreign(owner)],
    ['kind', kind !== null && html`${foreign(kind)}${service !== null && html` of ${foreign(service)}`}`],
    ['id in Sentry', id !== null && code(id)],
    ['organization', home && (home.organization === null ? NO_ORGANIZATION : foreign(home.organization))],
    ['server', home?.server ? foreign(home.server) : null],
    ['manifest', code(path)],
    ['stored in', credential?.storedIn ? foreign(credential.storedIn) : null],
    ['rotated', credential?.rotated ? rotation(credential) : null],
    ['expires', credential?.expires],
    ['reach', reachWords(integration)],
    ['limited to', codes(integration.limitedTo)],
    ['webhooks', codes(integration.webhooks)],
    ['uses', codes(integration.uses)],
    ['review', review(integration)],
  ];
  return html`<article class="integration">
    <h3>${foreign(name)}</h3>
    <dl>
      ${facts.map(
        ([what, text]) =>
          text !== null &&
          text !== undefined &&
          text !== false &&
          html`<dt>${what}</dt>
            <dd>${text}</dd>`,
      )}
    </dl>
    ${
      integration.grants.length > 0 &&
      table(['scope or permission', 'broad', 'until', 'rationale'], integration.grants.map(grantRow))
    }
    ${
      reviews.length > 0 &&
      table(
        ['reviewed', 'by', 'notes'],
        reviews.map(({ date, by, notes }) => [
          foreign(date),
          by === null ? NONE : foreign(by),
          notes === null ? NONE : foreign(notes),
        ]),
      )
    }
  </article>`;
}

function grantRow({ name, access, includes, broad, until, ended, rationale }: AuditedGrant): Insert[] {
  return [
    html`${code(name)}${access !== null && html` ${foreign(access)}`}${
      includes.length > 0 && html` <span class="faint">with ${includes.join(', ')}</span>`
    }`,
    yesNo(broad),
    end(until, ended),
    rationale === null ? bad('none') : foreign(rationale),
  ];
}

function end(until: string | null, ended: boolean): Html {
  return html`${until === null ? NONE : foreign(until)}${ended && html` ${bad('ended')}`}`;
}

function rotation({ rotated, rotateEvery }: NonNullable<AuditedIntegration['credential']>): Html {
  return html`${foreign(rotated ?? '')}${rotateEvery !== null && html`, every ${foreign(rotateEvery)}`}`;
}

function review({ reviewEvery, reviewDue, reviewState }: AuditedIntegration): Html {
  const looks = {
    overdue: 'bad',
    stale: 'bad',
    never: 'bad',
    soon: 'soon-text',
    current: 'fine',
    unknown: 'fine',
  };
  return html`<span class="${looks[reviewState]}">${REVIEW_WORDS[reviewState]}</span
    >${reviewDue !== null && `, due on ${reviewDue}`}${reviewEvery !== null && html`, every ${foreign(reviewEvery)}`}`;
}

function owners(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = byOwner(audit).map(([owner, owned]) => [
    owner === null ? bad('nobody') : foreign(owner),
    joined(owned.map(label)),
  ]);
  return section('Owners', table(['owner', 'integrations'], rows));
}

function grants(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = byGrant(audit).map(({ name, service, broad, integrations }) => [
    code(name),
    service === null ? 'Sentry' : foreign(service),
    yesNo(broad),
    joined(integrations.map(label)),
  ]);
  return section('Scopes and permissions', table(['name', 'of', 'broad', 'held by'], rows));
}

function exceptions(audit: Audit): Html {
  const label = labelsOf(audit);
  const rows = audit.exceptions.map(({ until, ended, path, integration, on, rule, reason, by }) => [
    until === null ? html`no end` : end(until, ended),
    label({ name: integration, path }),
    on === null ? 'everything' : code(on),
    code(rule),
    reason === null ? bad('none') : foreign(reason),
    by === null ? NONE : foreign(by),
  ]);
  const head = ['until', 'integration', 'on', 'rule', 'reason', 'by'];
  return section('Exceptions', rows.length === 0 ? html`<p>None.</p>` : table(head, rows));
}

function findings({ files, integrations }: Audit): Html {
  const rows = [...files, ...integrations]
    .flatMap(({ path, findings: own }) => own.map((finding) => ({ path, ...finding })))
    .filter(({ accepted, level }) => !accepted && level !== 'hint')
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    .map(({ path, level, rule, message }) => [
      level === 'error' ? bad(level) : level,
      foreign(message),
      code(rule),
      code(path),
    ]);
  const head = ['level', 'finding', 'rule', 'manifest'];
  return section('Open findings', rows.length === 0 ? html`<p>None.</p>` : table(head, rows));
}

function table(head: readonly string[], rows: readonly (readonly Insert[])[]): Html {
  return html`<table>
    <thead>
      <tr>
        ${head.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, i) => html`<td data-label="${head[i]}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, i) => html`${i > 0 && ', '}${part}`)}`;
}

function code(text: string): Html {
  return html`<code>${foreign(text)}</code>`;
}

function codes(texts: readonly string[]): Html | null {
  return texts.length === 0 ? null : joined(texts.map(code));
}

function bad(text: string): Html {
  return html`<span class="bad">${text}</span>`;
}

function yesNo(value: boolean | null): Insert {
  return value === null ? 'unknown' : value ? bad('yes') : 'no';
}
