/**
 * Text for Markdown. The text of a manifest is anybody's: nothing of it becomes a link, HTML or emphasis, and nothing of it
 * spans lines, and no credential in it is shown. What the catalogue says takes the same way.
 */

import { hideCredentials } from '../catalog/hide-credentials.ts';
import { cut } from '../catalog/short-name.ts';
import { JOINED } from '../text/joined.ts';

const LONGEST = 200;

/** Control characters, and those that turn the direction of the text around them; none that belongs to a word. */
const INVISIBLE = new RegExp(
  String.raw`(?:[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF](?<!${JOINED}))+`,
  'gu',
);

/** The text as it is, in one line: every sign that means something to Markdown, or makes a bare address a link, is escaped. */
export function escapeMarkdown(text: string, longest = LONGEST): string {
  return oneLine(text, longest)
    .replace(/[\\`*_{}[\]<>|~&#@$^]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/www\./gi, (address) => `${address.slice(0, -1)}\\.`)
    .replace(/^(\d*)([-+=.)])/, '$1\\$2');
}

/** The text in the type of code, whatever backticks it holds; nothing for a text without any visible character. */
export function codeSpan(text: string): string {
  return spanOf(oneLine(text));
}

/** The same of a text that is not cut, however long. */
export function codeSpanWhole(text: string): string {
  return spanOf(oneLine(text, Infinity));
}

function spanOf(line: string): string {
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A link to an address of our own; anything but a plain https address stays text. */
export function link(label: string, address: string): string {
  return /^https:\/\/[\w.-]+(?:\/[\w./@-]*)?(?:#[\w-]+)?$/.test(address)
    ? `[${escapeMarkdown(label)}](${address})`
    : escapeMarkdown(label);
}

/** Paragraphs, those that say nothing left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** The text in one visible line, cut where it is longer. */
export function oneLine(text: string, longest = LONGEST): string {
  return cut(hideCredentials(text).replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim(), longest);
}
