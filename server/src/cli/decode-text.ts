/** As Git does it: a NUL among the first bytes means that a file is no text. */
const PROBE = 8000;

/** The text in the bytes of a manifest, or why there is none. */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly message: string } {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!utf16 && bytes.subarray(0, PROBE).includes(0)) {
    return { message: 'This is a binary file. Give a manifest, which is YAML text.' };
  }
  try {
    // Leaves a byte order mark out, as editors do.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { message: 'This is not UTF-8 text. Save it as UTF-8.' };
  }
}
