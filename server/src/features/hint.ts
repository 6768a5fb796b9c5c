/** One inlay hint, and how much of it an editor shows. */
import { joined } from '../rules/wording.ts';

/** A hint behind what stands before `offset`. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

/** VS Code cuts what is longer (`editor.inlayHints.maximumLength`); what does not fit is left to the tooltip. */
const LONGEST = 43;

/** As many of the names as fit behind the words, and how many more there are: "includes org:read, org:write +2". */
export function namesThatFit(words: string, names: readonly string[]): string {
  for (let count = names.length; count > 0; count--) {
    const more = count < names.length ? ` +${String(names.length - count)}` : '';
    const label = `${words} ${count === names.length ? joined(names) : names.slice(0, count).join(', ')}${more}`;
    if (label.length <= LONGEST || count === 1) return label;
  }
  return words;
}
