/** Text of a manifest in Markdown that a platform renders: beyond links and HTML, it would tell people and link issues. */
import { escapeMarkdown } from '../service.ts';
import { visible } from './visible.ts';

/** Between a sign and its name: nobody sees it, and the platform finds no name. */
const APART = '&#8203;';

/** The text in one line in which nothing is emphasis, link, HTML, mention, reference, or the end of a cell. */
export function inMarkdown(text: string, longest?: number): string {
  return escapeMarkdown(visible(text), longest)
    .replace(/\\([@#])/g, `$1${APART}`)
    .replace(/([!%])(?=\d)/g, `$1${APART}`)
    .replace(/\bGH-(?=\d)/gi, `$&${APART}`);
}
