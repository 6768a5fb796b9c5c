/** Documents of which one part is generated and the rest is written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const BEGIN = '<!-- generated -->';
const END = '<!-- /generated -->';

/** The document at `path` below `root`, with `part` between its marks. */
export function withPart(root: string, path: string, part: string): string {
  const document = readFileSync(join(root, path), 'utf8');
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} needs the lines "${BEGIN}" and "${END}".`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${part.trim()}\n\n${document.slice(end)}`;
}
