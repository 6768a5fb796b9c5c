/** Makes a whole manifest of a snippet of a page, so that only what the snippet shows can be found. */

const FILE = 'version: 1\norganization: acme\nreview: { every: 90 days }\n';
const CREDENTIAL: Readonly<Record<string, string>> = {
  kind: 'kind: internal-integration',
  purpose: 'purpose: Files issues of the shop in our tracker.',
  owner: 'owner: team-shop@acme.example',
  credential: 'credential: { storedIn: vault://shop/sentry/shop-bot }',
  scopes:
    'scopes:\n  - scope: event:read\n    rationale: It copies the title and the link of each new issue.',
  reviews: 'reviews:\n  - { date: 2026-10-20, by: dana@acme.example }',
};
const ONLY_OF_CREDENTIALS = ['credential', 'scopes'];

/** A whole manifest stays; to `integrations:` the file's own keys are added; else the snippet is the keys of one entry, to which those it lacks are added. */
export function manifestAround(snippet: string): string {
  if (/^version:/m.test(snippet)) return snippet;
  if (snippet.startsWith('integrations:')) return FILE + snippet;
  const has = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(snippet);
  const isService = /^kind: service$/m.test(snippet);
  const lacking = Object.keys(CREDENTIAL).filter(
    (key) => !has(key) && !(isService && ONLY_OF_CREDENTIALS.includes(key)),
  );
  // What is broken in the snippet may swallow what follows it, so the snippet comes last.
  const entry = [...lacking.map((key) => CREDENTIAL[key]), snippet].join('\n');
  return `${FILE}integrations:\n  shop-bot:\n${entry.replace(/^(?=.)/gm, '    ')}`;
}
