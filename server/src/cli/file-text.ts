/** The text that a file holds, or in words why there is none. */
import { MAX_BYTES, type ReadFault } from '../ports/files.ts';

/** As Git does it: a NUL among the first bytes means that a file is no text. */
const PROBE = 8000;

/** What is said of a file that is no text, or one of another encoding. */
export const NOT_UTF8_MESSAGE = 'This is not UTF-8 text. Save it as UTF-8.';

const BYTE_ORDER_MARK = '\uFEFF';

/** What is said of a file that is too large, wherever one is read. */
const TOO_LARGE_MESSAGE = `This is larger than ${MAX_BYTES / 1_000_000} MB and is not checked. Give teams or services manifests of their own: <name>.sentry-permissions.yaml.`;

/** The text and the byte order mark before it, or why it is no text. */
export function decoded(bytes: Uint8Array): { text: string; mark: string } | { message: string } {
  if (bytes.length > MAX_BYTES) return { message: TOO_LARGE_MESSAGE };
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!utf16 && isBinary(bytes)) {
    return { message: 'This is a binary file. Give a manifest, which is YAML text.' };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // Checked without the mark, as editors do it, so that columns are the same.
    return text.startsWith(BYTE_ORDER_MARK)
      ? { text: text.slice(1), mark: BYTE_ORDER_MARK }
      : { text, mark: '' };
  } catch {
    return { message: NOT_UTF8_MESSAGE };
  }
}

/** The same of a file that is no manifest; undefined where it is no text in UTF-8. */
export function decodedText(bytes: Uint8Array): string | undefined {
  if (isBinary(bytes)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, PROBE).includes(0);
}

/** Why the file could not be read, and what to do. */
export function inWords(fault: ReadFault, code: string, path?: string): string {
  switch (fault) {
    case 'missing':
      if (path === '-')
        return 'There is no such file. For standard input give /dev/stdin, which Linux and macOS have.';
      return 'There is no such file. Check the path; it starts from the current folder.';
    case 'folder':
      return 'This is a folder. Name a file in it.';
    case 'denied':
      return 'Permission to read it is denied. Give this user read access.';
    case 'other':
      return `It cannot be read (${code}). Check that it is a file on a disk that works.`;
  }
}
