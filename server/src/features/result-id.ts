/** Names for what is said of a text, so that nobody has to be told the same again. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The digest of a text. By content rather than by version: versions start again at every opening, and a file that is not open has none.
 */
export function textDigest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);
}

/** The same for every state of a text, day and of what other files have to do with it, which is empty for most; changes with each. */
export function resultIdOf(state: string, today: number, others: string): string {
  return `${state}:${today}${others === '' ? '' : `:${textDigest(others)}`}`;
}
