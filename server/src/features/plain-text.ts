/** The Markdown that we write as plain text, for whoever shows none. */

/**
 * The text without the signs of Markdown: emphasis and the type of code are dropped, a link is followed by its address, and what was
 * escaped stands as it was. It knows what our hovers are made of and no other Markdown.
 */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => plainLine(line).trimEnd())
    .join('\n');
}

/** From left to right, an escaped sign; code, in which no sign means anything; a link, whose address has an end lest a line of beginnings is read again and again; a sign of emphasis. */
const SIGNS =
  /\\([\\`*_{}[\]<>|~&#@$^+=.):-])|(?<!`)(`+)(?!`) ?(.*?) ?(?<!`)\2(?!`)|\[((?:[^[\]\\]|\\.)*)\]\(([a-z]+:[^)\s]{0,2000})\)|\*\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)/g;

function plainLine(line: string): string {
  return line.replace(SIGNS, (...[, sign, , code, label, address]: (string | undefined)[]) =>
    label === undefined ? (sign ?? code ?? '') : `${plainLine(label)} <${address ?? ''}>`,
  );
}
