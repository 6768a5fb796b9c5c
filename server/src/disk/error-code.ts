/** The system's own short name of what went wrong, such as `ENOENT`; `unknown` for what has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
