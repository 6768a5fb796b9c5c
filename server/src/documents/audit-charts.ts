/** The pictures of the audit report: rows of text and bars, so that they can be read as narrow as on a phone, and on paper. */
import {
  counted,
  parseDay,
  type Audit,
  type AuditedIntegration,
  type AuditedReach,
  type Day,
} from '../service.ts';
import { isUnique, reachWords, reviewStateWords, reviewsDue } from './audit-document.ts';
import { foreign, html, type Html } from './html.ts';

/** What the article on an integration is called in the page. */
export function articleOf({ index }: Pick<AuditedIntegration, 'index'>): string {
  return `integration-${String(index)}`;
}

/** The name of an integration, which leads to what is told of it, with its manifest where another one has the same. */
export function labelsOf(audit: Audit): (of: Pick<AuditedIntegration, 'index' | 'name' | 'path'>) => Html {
  const unique = isUnique(audit);
  return (of) => {
    const { name, path } = of;
    const shown = html`<a href="#${articleOf(of)}">${foreign(name)}</a>`;
    return unique(name) ? shown : html`${shown} <span class="faint">${foreign(path)}</span>`;
  };
}

/** The operations that each integration can do, against those that it says it does. */
export function reachChart(audit: Audit): Html | null {
  const label = labelsOf(audit);
  const rows = audit.integrations
    .flatMap((integration) => (integration.reach ? [{ integration, reach: integration.reach }] : []))
    .sort((a, b) => b.reach.total - a.reach.total);
  if (rows.length === 0) return null;
  const most = Math.max(1, ...rows.map(({ reach }) => reach.total));
  const share = (count: number): string => percent(count / most);
  return html`<figure class="chart">
    <figcaption>
      <p class="legend">
        ${key('read', 'can read')} ${key('change', 'can change')} ${key('delete', 'can delete')}
        ${key('declared', 'declared as used')}
      </p>
    </figcaption>
    ${rows.map(
      ({ integration, reach }) =>
        html`<div class="row">
          <div class="label">${label(integration)}</div>
          <div class="picture">
            <svg class="bars" role="img" aria-label="${reachWords(integration)}">
              ${bars(reach).map(
                ([kind, from, count]) =>
                  html`<rect class="${kind}" x="${share(from)}" y="0" width="${share(count)}" height="12" />`,
              )}
              ${
                reach.declared !== null &&
                html`<rect class="declared" x="0" y="14" width="${share(reach.declared)}" height="5" />`
              }
            </svg>
            <p class="figures">${counted(reach.total, 'operation')}, ${declaredWords(integration)}</p>
          </div>
        </div>`,
    )}
  </figure>`;
}

/** The parts of a bar: what, from where on, and how many. */
function bars({
  read,
  change,
  delete: deleted,
}: AuditedReach): readonly (readonly [string, number, number])[] {
  return [
    ['read', 0, read],
    ['change', read, change],
    ['delete', read + change, deleted],
  ];
}

function declaredWords({ reach, uses }: AuditedIntegration): string {
  if (uses.length === 0) return 'none declared';
  const declared = reach?.declared ?? null;
  return declared === null ? 'uses not known' : `${String(declared)} declared`;
}

function key(kind: string, text: string): Html {
  return html`<span class="key"
    ><svg width="12" height="12" aria-hidden="true"><rect class="${kind}" width="12" height="12" /></svg>
    ${text}</span
  >`;
}

/** When the next review of each integration is due, and today. */
export function reviewTimeline(audit: Audit): Html | null {
  const label = labelsOf(audit);
  const rows = reviewsDue(audit);
  const undated = audit.integrations.filter(({ reviewDue }) => reviewDue === null);
  const days = rows.map(({ reviewDue }) => parseDay(reviewDue) ?? 0);
  const today = parseDay(audit.today) ?? 0;
  if (rows.length === 0) return null;
  const [first, last] = [Math.min(today, ...days), Math.max(today, ...days)];
  const at = (day: Day): string => percent(0.04 + (0.92 * (day - first)) / Math.max(1, last - first));
  return html`<figure class="chart">
    <figcaption>
      <p class="legend">
        ${key('overdue', 'overdue, or of something else')} ${key('soon', 'due soon')}
        ${key('current', 'later')} ${key('today', `today, ${audit.today}`)}
      </p>
    </figcaption>
    ${rows.map((integration, i) => timelineRow(integration, label(integration), at(days[i] ?? today), at(today)))}
    ${undated.map(
      (integration) =>
        html`<div class="row">
          <div class="label">${label(integration)}</div>
          <p class="figures">${reviewStateWords(integration)}</p>
        </div>`,
    )}
  </figure>`;
}

function timelineRow(integration: AuditedIntegration, label: Html, due: string, today: string): Html {
  const { reviewDue, reviewState } = integration;
  const words = reviewStateWords(integration);
  return html`<div class="row">
    <div class="label">${label}</div>
    <div class="picture">
      <svg class="line" role="img" aria-label="${reviewDue}, ${words}">
        <line class="axis" x1="0" y1="9" x2="100%" y2="9" />
        <line class="today" x1="${today}" y1="0" x2="${today}" y2="18" />
        <circle class="${reviewState}" cx="${due}" cy="9" r="6" />
      </svg>
      <p class="figures">${reviewDue}${reviewState === 'current' ? '' : `, ${words}`}</p>
    </div>
  </div>`;
}

function percent(share: number): string {
  return `${String(Math.round(share * 10_000) / 100)}%`;
}
