/** Sentences that each format writes in its own way: our own words as they are, text of a manifest so that it can do no harm. */

/** A text that is not ours. */
export interface Quote {
  readonly quote: string;
}
export type Words = readonly (string | Quote)[];

/** A text that is not ours, as one. */
export function quote(text: string): Quote {
  return { quote: text };
}

/** The quotes with commas between them, the last one behind "and". */
export function listed(texts: readonly string[]): Words {
  return texts.flatMap((text, i) => [
    ...(i === 0 ? [] : [i === texts.length - 1 ? ' and ' : ', ']),
    quote(text),
  ]);
}

/** What stands before a span: “every 90 days”, but “quarterly” by itself. */
export function beforeSpan(span: string): string {
  return /^\d/.test(span) ? 'every ' : '';
}
