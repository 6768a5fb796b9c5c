/** The published JSON Schema and the reader, held against the same texts. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { firstManifest } from '../../../server/src/features/first-manifest.ts';
import { serviceKeys } from '../../../server/src/features/least/service-answer.ts';
import { plainText } from '../../../server/src/features/plain-text.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { integrationShape, manifestShape } from '../../../server/src/manifest/format.ts';
import { manifestSchema } from '../../../server/src/manifest/schema.ts';
import type { MapShape, Shape } from '../../../server/src/manifest/shape.ts';
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
  'own keys beside rules': 'version: 1\nrules:\n  x-a: bar\n  x-b: [1]\n  broad-scope: off\nintegrations:\n',
  'own keys beside integrations': `${bot('owner: us')}  x-a: 5\n  x-b: [1]\n  x-c: { kind: robot, why: x }\n  x-d:\n`,
  'bare scopes': bot('scopes: [org:read, team:read]'),
  'null lists': bot('scopes:\nwebhooks:\nuses:\nreviews:\naccept:'),
  'numbers for texts': bot('id: 12\nowner: 2024'),
  ...Object.fromEntries(
    ['42', '007', '0x1f', '1e5', 'true'].map((slug) => [
      `${slug} for a slug`,
      `version: 1\norganization: ${slug}\nintegrations:\n`,
    ]),
  ),
  'all spans': bot('review: { every: half-yearly, remind: 2 weeks }\ncredential: { rotateEvery: 9999 days }'),
  'an exception': bot('accept:\n  - { rule: broad-scope, reason: SEC-1, until: 2027-01-01, by: dana }'),
  'a service':
    'version: 1\nintegrations:\n  gh: { kind: service, service: github, permissions: [{ permission: Contents }] }\n',
  'an empty level': 'version: 1\nrules: { broad-scope: }\nintegrations: {}\n',
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
  'a rule with x- inside': 'version: 1\nrules: { no-x-rule: off }\nintegrations: {}\n',
  'an integration with x- inside': 'version: 1\nintegrations: { no-x-bot: 5 }\n',
  'an unknown level': 'version: 1\nrules: { broad-scope: loud }\nintegrations: {}\n',
  'a slug with spaces': 'version: 1\norganization: Acme Inc\nintegrations: {}\n',
  'a slug as a list': 'version: 1\norganization: [acme]\nintegrations: {}\n',
  'a server without https': 'version: 1\nserver: http://sentry.acme.example\nintegrations: {}\n',
  'a digest of another form': bot('reviews: [{ date: 2026-01-01, by: a, of: abc }]'),
  'a service without permissions': 'version: 1\nintegrations:\n  gh: { kind: service, service: github }\n',
  'a service with an empty key':
    'version: 1\nintegrations:\n  gh: { kind: service, service: , permissions: [] }\n',
  'a service with empty permissions':
    'version: 1\nintegrations:\n  gh: { kind: service, service: github, permissions: }\n',
  'a bare integration': 'version: 1\nintegrations:\n  bot:\n',
  'an empty item': bot('scopes: [org:read, ]\nuses:\n  -'),
};

/** What the schema lets pass, and only the reader can tell. */
const READER_ONLY: Record<string, string> = {
  'a day that the calendar does not have': bot('credential: { rotated: 2026-02-30 }'),
  'a number that is no slug': 'version: 1\norganization: 1.5\nintegrations:\n',
  'a text that is a comment': bot('owner: #team'),
  'a key twice': bot('owner: a\nowner: b'),
  'an integration twice':
    'version: 1\nintegrations:\n  a: { kind: service, service: x, permissions: [] }\n  a: { kind: service, service: x, permissions: [] }\n',
  'a rule that cannot be accepted': bot('accept: [{ rule: missing-owner, reason: x }]'),
};

/** Each map of the format: its keys, and a file that has what it must have, with more of it at the mark. */
const item = (list: string, required: string) => ({
  shape: mapAt(integrationShape.keys[list]?.shape),
  file: (more: string) => bot(`${list}:\n  - ${required}\n    ${more}`),
});
const MAPS: Record<string, { shape: MapShape | undefined; file: (more: string) => string }> = {
  'the file': { shape: manifestShape, file: (more) => `version: 1\nintegrations:\n${more}\n` },
  'the schedule of the file': {
    shape: mapAt(manifestShape.keys['review']?.shape),
    file: (more) => `version: 1\nreview:\n  ${more}\nintegrations:\n`,
  },
  'an integration': { shape: integrationShape, file: bot },
  'a credential': {
    shape: mapAt(integrationShape.keys['credential']?.shape),
    file: (more) => bot(`credential:\n  ${more}`),
  },
  'a scope': item('scopes', 'scope: org:read'),
  'a permission': item('permissions', 'permission: Contents'),
  'a review': item('reviews', 'date: 2026-01-01\n    by: dana@acme.example'),
  'an exception': item('accept', 'rule: broad-scope\n    reason: SEC-1'),
};

function mapAt(shape: Shape | undefined): MapShape | undefined {
  if (shape?.type === 'list') return mapAt(shape.item);
  return shape?.type === 'text-or-map' ? shape.map : shape?.type === 'map' ? shape : undefined;
}

describe('an empty key', () => {
  it.each(
    Object.entries(MAPS).flatMap(([what, { shape, file }]) =>
      Object.entries(shape?.keys ?? { 'no map': { required: false } }).map(
        ([key, { required }]) => [what, key, required, file] as const,
      ),
    ),
  )('of %s, “%s”, is as good as none', (_what, key, required, file) => {
    // A key that has to be there is in the file already: there it becomes empty, elsewhere it is added so.
    const text = required
      ? file('x-a: 1').replace(new RegExp(`^([ -]*${key}:) .*$`, 'm'), '$1')
      : file(`${key}:`);
    expect(text).toMatch(new RegExp(`^[ -]*${key}:$`, 'm'));
    const isRight = !required || key === 'integrations';
    expect([schemaAccepts(text), readerAccepts(text)]).toEqual([isRight, isRight]);
  });
});

describe('a first manifest', () => {
  it.each([undefined, ...serviceKeys()])('for %s is of the right form before it is filled in', (key) => {
    const text = firstManifest('acme', key === undefined ? undefined : { key })?.text ?? '';
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });
});

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

it('tells a fault in a text once, though the text may be a number or empty too', () => {
  expect(schemaAccepts(INVALID['a slug with spaces']!)).toBe(false);
  expect(validate.errors?.map(({ instancePath, keyword }) => [instancePath, keyword])).toEqual([
    ['/organization', 'pattern'],
  ]);
});

it('has no single asterisk in any text of the format, for plain text would keep it', () => {
  const texts = [
    ...JSON.stringify(manifestShape).matchAll(/"(?:description|expected)":("(?:[^"\\]|\\.)*")/g),
  ];
  expect(texts.length).toBeGreaterThan(50);
  const kept = texts.map(([, text]) => plainText(JSON.parse(text!) as string).replace(/`[^`]*`/g, ''));
  expect(kept.filter((text) => text.includes('*'))).toEqual([]);
});
