/** What the parts of the HTML report are made of. */
import { inOneLine } from '../report/visible.ts';
import type { Audit } from '../service.ts';
import { labelsOf } from './audit-charts.ts';
import { reviewStateWords } from './audit-document.ts';
import type { Marks, Table } from './audit-tables.ts';
import { foreign, html, type Html } from './html.ts';

/** How the page writes each part of a sentence. */
export function marksOf(audit: Audit): Marks<Html> {
  return {
    words: (text) => html`${text}`,
    bad,
    note: (text) => html` ${bad(text)}`,
    quote: foreign,
    code,
    prose: (text) => foreign(inOneLine(text)),
    label: labelsOf(audit),
    state(integration) {
      const { reviewState } = integration;
      const looks = reviewState === 'current' ? 'fine' : reviewState === 'soon' ? 'soon-text' : 'bad';
      return html`<span class="${looks}">${reviewStateWords(integration)}</span>`;
    },
    all: (parts) => html`${parts}`,
  };
}

/** A table, or other words where it has no row; on a narrow screen each cell tells the name of its column. */
export function table({ head, rows }: Table<Html>, none?: string): Html {
  if (rows.length === 0 && none !== undefined) return html`<p>${none}</p>`;
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

/** A name that is not ours, as code. */
export function code(text: string): Html {
  return html`<code>${foreign(text)}</code>`;
}

/** Words on what is not as it should be. */
export function bad(text: string): Html {
  return html`<span class="bad">${text}</span>`;
}
