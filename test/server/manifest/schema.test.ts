/** The published JSON Schema and the reader, held against the same texts. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { manifestSchema } from '../../../server/src/manifest/schema.ts';
import { EXAMPLE } from '../support/manifests.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/sentry-permissions.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

const HEAD = 'version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n';
const bot = (lines: string): string => HEAD + lines.replace(/^(?=.)/gm, '    ') + '\n';

/** Whether the form is right, by the rules on form that are errors. */
function readerAccepts(text: string): boolean {
  const form = new Set([
    'invalid-yaml',
    'needs-quotes',
    'unsupported-version',
    'missing-key',
    'unknown-key',
    'invalid-value',
    'duplicate-key',
    'merge-key',
    'scope-written-as-map',
  ]);
  return !analyse(text, parseDay('2026-11-23') ?? 0).findings.some(({ rule }) => form.has(rule));
}

function schemaAccepts(text: string): boolean {
  return validate(parse(text, { schema: 'core', uniqueKeys: false }));
}

const VALID: Record<string, string> = {
  'the example': EXAMPLE,
  'nothing in it': 'version: 1\nintegrations:\n',
  'an empty map': 'version: 1\nintegrations: {}\n',
  'own keys everywhere': `x-a: 1\n${bot('x-b: { c: 1 }\nscopes: [{ scope: org:read, x-d: [] }]')}`,
  'bare scopes': bot('scopes: [org:read, team:read]'),
  'null lists': bot('scopes:\nwebhooks:\nuses:\nreviews:\naccept:'),
  'numbers for texts': bot('id: 12\nowner: 2024'),
  'all spans': bot('review: { every: half-yearly, remind: 2 weeks }\ncredential: { rotateEvery: 9999 days }'),
  'an exception': bot('accept:\n  - { rule: broad-scope, reason: SEC-1, until: 2027-01-01, by: dana }'),
  'a service':
    'version: 1\nintegrations:\n  gh: { kind: service, service: github, permissions: [{ permission: Contents }] }\n',
  levels: 'version: 1\nrules: { broad-scope: off, missing-owner: hint }\nintegrations: {}\n',
};

const INVALID: Record<string, string> = {
  'no version': 'integrations: {}\n',
  'another version': 'version: 2\nintegrations: {}\n',
  'a version in quotes': 'version: "1"\nintegrations: {}\n',
  'no integrations': 'version: 1\n',
  'integrations as a list': 'version: 1\nintegrations: [a]\n',
  'an unknown key': bot('purposes: x'),
  'an unknown key of a scope': bot('scopes: [{ scope: org:read, why: x }]'),
  'an unknown kind': 'version: 1\nintegrations:\n  a: { kind: robot }\n',
  'no kind': 'version: 1\nintegrations:\n  a: { owner: us }\n',
  'a date of another form': bot('credential: { rotated: 2026-9-1 }'),
  'a span without a unit': bot('review: { every: 90 }'),
  'a text as a list': bot('owner: [us]'),
  'a list as a text': bot('scopes: org:read'),
  'a review without a date': bot('reviews: [{ by: dana }]'),
  'an exception without a reason': bot('accept: [{ rule: broad-scope }]'),
  'an exception for no rule': bot('accept: [{ rule: broad-scopes, reason: x }]'),
  'an unknown rule': 'version: 1\nrules: { broad: off }\nintegrations: {}\n',
  'an unknown level': 'version: 1\nrules: { broad-scope: loud }\nintegrations: {}\n',
  'a slug with spaces': 'version: 1\norganization: Acme Inc\nintegrations: {}\n',
  'a server without https': 'version: 1\nserver: http://sentry.acme.example\nintegrations: {}\n',
  'a digest of another form': bot('reviews: [{ date: 2026-01-01, by: a, of: abc }]'),
  'a text that is a comment': bot('owner: #team'),
  'a service without permissions': 'version: 1\nintegrations:\n  gh: { kind: service, service: github }\n',
};

/** What the schema lets pass, and only the reader can tell. */
const READER_ONLY: Record<string, string> = {
  'a day that the calendar does not have': bot('credential: { rotated: 2026-02-30 }'),
  'a key twice': bot('owner: a\nowner: b'),
  'an integration twice':
    'version: 1\nintegrations:\n  a: { kind: service, service: x, permissions: [] }\n  a: { kind: service, service: x, permissions: [] }\n',
  'a rule that cannot be accepted': bot('accept: [{ rule: missing-owner, reason: x }]'),
};

describe('schema and reader', () => {
  it.each(Object.entries(VALID))('accept %s', (_, text) => {
    expect([schemaAccepts(text), readerAccepts(text)]).toEqual([true, true]);
    expect(
      manifestSchema
        .safeParse(parse(text.replace(/^\s*x-.*$/gm, ''), { schema: 'core' }))
        .error?.issues.filter(({ message }) => !message.includes('x-')) ?? [],
    ).toEqual([]);
  });

  it.each(Object.entries(INVALID))('refuse %s', (_, text) => {
    expect([schemaAccepts(text), readerAccepts(text)]).toEqual([false, false]);
  });

  it.each(Object.entries(READER_ONLY))('differ on %s, which only the reader can tell', (_, text) => {
    expect([schemaAccepts(text), readerAccepts(text)]).toEqual([true, false]);
  });
});
