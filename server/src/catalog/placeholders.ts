/** What a fix writes in the place of a value: the name of a variable. One word, which YAML takes anywhere. */
const OF_KINDS: Readonly<Record<string, string>> = {
  'client-key-with-secret': 'SENTRY_DSN',
  'integration-client-secret': 'SENTRY_CLIENT_SECRET',
  'legacy-api-key': 'SENTRY_API_KEY',
};
const OF_OTHERS = 'SENTRY_TOKEN';

/** All of them. */
export const PLACEHOLDERS: readonly string[] = [OF_OTHERS, ...Object.values(OF_KINDS)];

/** The one for a value of this kind. */
export function placeholderFor(kind: string): string {
  return OF_KINDS[kind] ?? OF_OTHERS;
}
