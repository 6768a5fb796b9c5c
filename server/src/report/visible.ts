/**
 * Text of a manifest on its way to a terminal. It is untrusted: a control character could move the cursor, change colours or the
 * window's title, and an invisible or reordering one could make a line read as something else. All of them are written out, but for
 * those that belong to the spelling of a word, or join emoji.
 */
import { JOINED } from '../service.ts';

/** Control and format characters, line and paragraph separators, halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const EVERY_UNSEEN = new RegExp(`${UNSEEN.source}(?<!${JOINED})`, 'gu');

/** Characters that take no column of their own. */
const MARK = /[\p{Mn}\p{Me}]/u;
/** Characters that take two columns: East Asian wide ones and emoji. */
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2fb}\u{20000}-\u{3fffd}]/u;

/** The text with nothing in it that a terminal would act upon. */
export function visible(text: string): string {
  return text.replace(EVERY_UNSEEN, writtenOut);
}

/** Sentences in one line: where a line breaks there is a blank. In names a line break stays, to be written out. */
export function inOneLine(text: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

/**
 * A line of a log in which no build service finds a command: GitHub Actions, Azure Pipelines and TeamCity read "##word[" anywhere,
 * GitHub "::" at the start of a line. What stands instead looks alike and is as wide.
 */
export function withoutCommands(line: string): string {
  return line.replace(/#(?=#\w*\[)/g, '♯').replace(/^(\s*)::/, '$1∷:');
}

/** One character as it is shown, and how many columns that takes. */
export function visibleCharacter(character: string): { readonly text: string; readonly width: number } {
  if (UNSEEN.test(character)) {
    const text = writtenOut(character);
    return { text, width: text.length };
  }
  return { text: character, width: MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1 };
}

function writtenOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // Unicode has pictures for the oldest ones: ␀ to ␟, and ␡.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : `\\u{${code.toString(16)}}`;
}
