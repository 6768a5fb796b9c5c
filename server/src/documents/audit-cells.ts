/** What the parts of the HTML report are made of. */
import { inOneLine } from '../report/visible.ts';
import { foreign, html, type Html, type Insert } from './html.ts';

/** Where nothing stands. */
export const NONE = '–';

/** A table; on a narrow screen each cell tells the name of its column. */
export function table(head: readonly string[], rows: readonly (readonly Insert[])[]): Html {
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

/** The parts with commas between them. */
export function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, i) => html`${i > 0 && ', '}${part}`)}`;
}

/** A name that is not ours, as code. */
export function code(text: string): Html {
  return html`<code>${foreign(text)}</code>`;
}

/** Sentences that are not ours. */
export function prose(text: string): Html {
  return foreign(inOneLine(text));
}

/** Names that are not ours; null where there are none. */
export function codes(texts: readonly string[]): Html | null {
  return texts.length === 0 ? null : joined(texts.map(code));
}

/** Words on what is not as it should be. */
export function bad(text: string): Html {
  return html`<span class="bad">${text}</span>`;
}

/** Whether something reaches far. */
export function yesNo(value: boolean | null): Insert {
  return value === null ? 'unknown' : value ? bad('yes') : 'no';
}

/** The last day of something, and whether it has passed. */
export function end(until: string | null, ended: boolean): Html {
  return html`${until === null ? NONE : foreign(until)}${ended && html` ${bad('ended')}`}`;
}
