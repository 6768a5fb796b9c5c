/** HTML in which every text is escaped unless it was made here. */
import { visible } from '../report/visible.ts';

/** Markup that was made by {@link html}. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Insert = string | number | Html | null | undefined | false | readonly Insert[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // So that no build service reads a command in a log.
  '#': '&#35;',
};

/** Markup with values in it: text is escaped and its invisible characters written out, markup stays, lists are joined. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(parts.map((part, i) => part + markupOf(inserts[i])).join(''));
}

function markupOf(insert: Insert): string {
  if (insert === null || insert === undefined || insert === false) return '';
  if (insert instanceof Html) return insert.markup;
  if (typeof insert === 'object') return insert.map(markupOf).join('');
  return escaped(visible(String(insert)));
}

function escaped(text: string): string {
  return text.replace(/[&<>"'#]/g, (sign) => ENTITIES[sign] ?? '');
}

/** Text that is not ours: whatever the direction of its writing, what stands around it keeps its own. */
export function foreign(text: string): Html {
  return html`<bdi>${breakable(visible(text))}</bdi>`;
}

/** A word that no column needs to hold in one line: longer than most names and addresses. */
const LONG_WORD = /(\S{25,})/u;

/** As much of it as stays together: up to a sign behind which people part it, or 16 letters; marks stay with their letter, and so does what is joined. */
const PIECE =
  /.{5,15}[/@.:_-]\p{M}*|.{1,16}[\p{M}\p{Emoji_Modifier}]*(?:[\u200c\u200d].[\p{M}\p{Emoji_Modifier}]*){0,8}(?<![\u200c\u200d](?!$))/gsu;

/** The text with places at which a long word may be parted. Others keep their column as wide as they are. */
function breakable(text: string): Insert {
  // A joiner at the end of a piece is visible in what it does to the next one.
  const parted = (word: string): Html => new Html((word.match(PIECE) ?? []).map(escaped).join('<wbr />'));
  // Every other part is a long word.
  return text.split(LONG_WORD).map((part, i) => (i % 2 === 0 ? part : parted(part)));
}
