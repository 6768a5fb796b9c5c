/** Where the quotes begin that nobody closed, among brackets: to the parser the next quotes close them, and it stumbles over the last ones. */

/** What may stand behind the closing quote on its line: a text of another kind was rather meant to begin there. */
const BEHIND = /[ \t]*(?:[,\]}:\r\n]|[ \t]#|$)/y;
const NEXT_QUOTE = { '"': /"|\\[\s\S]/g, "'": /''|'/g };

/** The first quotes from `start` on, where brackets open, that nothing closes but other quotes that open; undefined where all are closed. */
export function openingQuote(source: string, start: number): number | undefined {
  // Within a text that has begun without them, quotes are letters.
  let isPlain = false;
  for (let at = start; at < source.length; at++) {
    const character = source[at] ?? '';
    const isBehindBlank = /\s/.test(source[at - 1] ?? ' ');
    if ((character === '"' || character === "'") && !isPlain) {
      const close = closingQuote(source, at, character);
      if (close === undefined || !isEnd(source, close)) return at;
      at = close - 1;
    } else if (character === '#' && isBehindBlank) {
      const next = source.indexOf('\n', at);
      at = next < 0 ? source.length : next;
    } else if (/[[\]{},]/.test(character)) isPlain = false;
    else if (character === ':' && /[\s,[\]{}"']/.test(source[at + 1] ?? ' ')) isPlain = false;
    else if (/\S/.test(character)) isPlain = true;
  }
  return undefined;
}

/** The offset behind the quote that YAML takes for the closing one. */
function closingQuote(source: string, opening: number, quote: '"' | "'"): number | undefined {
  const next = NEXT_QUOTE[quote];
  next.lastIndex = opening + 1;
  for (let found = next.exec(source); found; found = next.exec(source))
    if (found[0] === quote) return next.lastIndex;
  return undefined;
}

function isEnd(source: string, close: number): boolean {
  BEHIND.lastIndex = close;
  return BEHIND.test(source);
}
