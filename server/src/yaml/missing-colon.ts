/** The error of a lone word where a key is expected: somebody is typing it, and the lines around it are as they were. */
import type { YamlError } from './compose.ts';
import type { Range } from './node.ts';

/** The parser's. */
const CODE = 'MISSING_CHAR';
const BEGINNING = 'Implicit map keys';

/** The error as the parser words it, of a word that it took for a text. */
export function missingColon({ start, end }: Range): YamlError {
  return { code: CODE, message: `${BEGINNING} need to be followed by map values`, start, end };
}

/** Whether a word stands alone where a key is expected. */
export function isMissingColon({ code, message }: YamlError): boolean {
  return code === CODE && message.startsWith(BEGINNING);
}
