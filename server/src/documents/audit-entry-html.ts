/** One integration in the HTML report. */
import type { AuditedException, AuditedIntegration } from '../service.ts';
import { table } from './audit-cells.ts';
import { articleOf } from './audit-charts.ts';
import type { Home } from './audit-document.ts';
import { factsOf, grantTable, reviewTable, type Marks } from './audit-tables.ts';
import { foreign, html, type Html } from './html.ts';

/** All that is told of one integration. */
export function integrationPart(
  integration: AuditedIntegration,
  home: Home | undefined,
  exceptions: readonly AuditedException[],
  marks: Marks<Html>,
): Html {
  const { name, grants, reviews } = integration;
  return html`<article class="integration" id="${articleOf(integration)}">
    <h3>${foreign(name)}</h3>
    <dl>
      ${factsOf(integration, home, exceptions, marks).map(
        ([what, text]) =>
          text &&
          html`<dt>${what}</dt>
            <dd>${text}</dd>`,
      )}
    </dl>
    ${grants.length > 0 && table(grantTable(grants, marks))}
    ${reviews.length > 0 && table(reviewTable(integration, marks))}
  </article>`;
}
