/** How rules put things. Text of the manifest is untrusted: it passes `shown` before it is part of a message. */
import { hideCredentialsInStart } from '../catalog/hide-credentials.ts';
import { oddIn, withPlainBlanks } from '../yaml/odd-blanks.ts';

const MAX_SHOWN = 60;

/** More than enough for what is shown, without most of a very long text. */
const MAX_READ = 4000;

/** A text of the manifest for a message: one line, no control characters, no credential, not too long. */
export function shown(text: string): string {
  const clean = visible(hideCredentialsInStart(text, MAX_READ));
  // A sentence with a hole in it says nothing.
  if (clean === '') return '(blank)';
  // A character of two units is not cut in half.
  return clean.length > MAX_SHOWN
    ? `${clean.slice(0, MAX_SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : clean;
}

/** In one line, without blanks at either end. */
function visible(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ')
    .trim();
}

/** What is no blank, and takes no room either. */
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Asks for the name that was most likely meant. Where both are shown alike, it says what the difference is. */
export function didYouMean(written: string, meant: string): string {
  const difference = withPlainBlanks(written.slice(0, MAX_READ)) === meant ? unseenIn(written) : '';
  return difference === '' ? `Did you mean “${meant}”?` : difference;
}

/** A CR that is no part of a CRLF. */
const LONE_CR = /\r(?!\n)/;

/** Said of it, without the stop at the end. */
export const LONE_CR_WORDS =
  'A CR stands here with no LF behind it (U+000D), which ends no line. Save the file with LF or CRLF as its line ends';

/** Whether a text holds a CR that was meant to end a line. */
export function holdsLoneCr(text: string): boolean {
  return LONE_CR.test(text);
}

/** What {@link shown} leaves out of a text, or shows as a blank: a sentence, or nothing. */
export function unseenIn(text: string): string {
  if (holdsLoneCr(text)) return `${LONE_CR_WORDS}.`;
  if (UNSEEN.test(text)) return 'It holds a character that nobody sees.';
  const [start, end] = [text.trimStart() !== text, text.trimEnd() !== text];
  const odd = oddIn(text);
  if (text.trim() === '') return '';
  if (!start && !end) return odd === undefined ? '' : `It holds a blank that is no plain one (${odd}).`;
  return start && end
    ? 'There is a blank too many at either end of it.'
    : `There is a blank too many at its ${start ? 'start' : 'end'}.`;
}

/** "a twice"; where the two are spelled differently, nobody would see which are meant: "a and b, which are the same". */
export function listedTwice(first: string, second: string): string {
  const [one, other] = [shown(first), shown(second)];
  return one === other ? `${other} twice` : `${one} and ${other}, which are the same`;
}

/** "a", "a and b", "a, b and c". */
export function joined(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** The words as they begin a sentence. */
export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** "1 operation", "5 operations". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
