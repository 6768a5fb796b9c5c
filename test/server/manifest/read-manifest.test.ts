import { describe, expect, it } from 'vitest';
import { notScope, scopeNamed } from '../../../server/src/catalog/scopes.ts';
import type { Integration, Manifest } from '../../../server/src/manifest/model.ts';
import { readManifest } from '../../../server/src/manifest/read-manifest.ts';
import { EXAMPLE } from '../support/manifests.ts';

function knowsScope(name: string): boolean {
  return scopeNamed(name) !== undefined || notScope(name) !== undefined;
}

function read(text: string): Manifest {
  return readManifest(text, { knowsScope });
}

/** The one integration of a manifest with these lines. */
function one(lines: string): Integration {
  const indented = lines.replace(/^(?=.)/gm, '    ');
  const [placed] = read(`version: 1\nintegrations:\n  bot:\n${indented}\n`).integrations;
  if (!placed) throw new Error('no integration');
  return placed.integration;
}

describe('readManifest', () => {
  it('finds everything in the example, each value in its place', () => {
    const { integrations, file } = read(EXAMPLE);
    expect(file.problems).toEqual([]);
    expect(file.review?.every?.span).toEqual({ count: 90, unit: 'days' });
    expect(integrations.map(({ integration }) => integration.name.text)).toEqual([
      'release-uploader',
      'cleanup-bot',
      'github',
    ]);
    for (const { start, integration } of integrations) {
      expect(integration.problems).toEqual([]);
      for (const { scope } of integration.scopes) {
        expect(EXAMPLE.slice(start + (scope?.at.start ?? 0), start + (scope?.at.end ?? 0))).toBe(scope?.text);
      }
    }
    const uploader = integrations[0]?.integration;
    expect(uploader?.uses.map(({ text }) => text)).toEqual([
      'sentry-cli releases new',
      'sentry-cli sourcemaps upload',
    ]);
    expect(uploader?.reviews[0]).toMatchObject({
      by: { text: 'dana@acme.example' },
      notes: { text: 'Dropped org:read.' },
    });
    expect(integrations[1]?.integration.scopes[0]?.accept[0]).toMatchObject({
      rule: { text: 'broad-scope' },
      until: { text: '2027-01-31' },
    });
  });

  it('reads an item below a text as YAML does where any text will do, and takes none for a scope', () => {
    const { limitedTo, scopes } = one(
      'limitedTo:\n  - acme/shop\n    - acme/till\nscopes:\n  - event:read\n    - org:read',
    );
    expect(limitedTo.map(({ text }) => text)).toEqual(['acme/shop - acme/till']);
    expect(scopes.map(({ scope }) => scope)).toEqual([undefined]);
  });

  it('takes dates from the text, quoted or not', () => {
    const { reviews } = one('reviews:\n  - { date: 2026-10-05, by: a }\n  - { date: "2026-10-05", by: a }');
    expect(reviews.map(({ date }) => date?.day)).toEqual([20_731, 20_731]);
  });

  it('reads a null list as an empty one', () => {
    const { scopes, reviews, problems } = one('scopes:\nreviews: ~\naccept: null');
    expect([scopes, reviews, problems]).toEqual([[], [], []]);
  });

  it('keeps what is well formed around what is not', () => {
    const { scopes, owner, problems } = one(
      'scopes:\n  - org:read\n  - [nested]\n  -\n  - scope: { a: b }\n  - scope: team:read\nowner: us\npurpose: [a]',
    );
    expect(scopes.map(({ scope }) => scope?.text)).toEqual([
      'org:read',
      undefined,
      undefined,
      undefined,
      'team:read',
    ]);
    expect(owner?.text).toBe('us');
    expect(problems.map(({ kind }) => kind)).toEqual([
      'invalid-value',
      'invalid-value',
      'invalid-value',
      'invalid-value',
    ]);
  });

  it.each([
    ['scopes:\n  - org: read', 'org:read'],
    ['scopes: [org: read]', 'org:read'],
    ['scopes:\n  - org: read\n    rationale: x', 'org:read'],
    ['scopes:\n  - scope: org: read', 'org:read'],
    ['scopes:\n  - release: admin', 'release:admin'],
  ])('reads %j as the scope that it means', (lines, scope) => {
    const { scopes, problems } = one(lines);
    expect(scopes.map((grant) => grant.scope?.text)).toEqual([scope]);
    expect(problems.map(({ kind }) => kind)).toEqual(['scope-written-as-map']);
  });

  it.each([
    ['owner: #team', '#team'],
    ['owner: @acme/team', '@acme/team'],
    ['owner: Us: the team', 'Us: the team'],
    ['owner: %us', '%us'],
  ])('reads %j as the text that it means', (line, owner) => {
    const integration = one(`${line}\nkind: service`);
    expect(integration.owner?.text).toBe(owner);
    expect(integration.problems).toMatchObject([{ kind: 'needs-quotes', text: owner }]);
  });

  it('takes a comment with a space for a comment', () => {
    const { owner, problems } = one('owner: # the team\nscopes: #none yet');
    expect([owner, problems]).toEqual([undefined, []]);
  });

  it('gives a text back what a comma cut off', () => {
    const { reviews, problems } = one(
      'reviews:\n  - { date: 2026-01-01, by: a, notes: one, and two, and three }',
    );
    expect(reviews[0]?.notes?.text).toBe('one, and two, and three');
    expect(problems).toMatchObject([{ kind: 'needs-quotes', text: 'one, and two, and three' }]);
  });

  it('reads a use with a colon as one text, and a list of maps not as texts', () => {
    expect(one('uses:\n  - PUT /x: y').uses.map(({ text }) => text)).toEqual(['PUT /x: y']);
    expect(one('uses:\n  - tool: x').problems.map(({ kind }) => kind)).toEqual(['invalid-value']);
  });

  it('keeps own keys at every level to itself', () => {
    const { problems } = one('x-a: { b: c }\nscopes:\n  - { scope: org:read, x-b: 1 }');
    expect(problems).toEqual([]);
    expect(
      read('version: 1\nx-note: 1\nintegrations:\n  x-template: { nonsense: 1 }\n').integrations,
    ).toEqual([]);
  });

  it('judges both copies of a list that is there twice', () => {
    const { scopes, problems } = one('scopes: [org:read]\nscopes: [team:read]');
    expect(scopes.map(({ scope }) => scope?.text)).toEqual(['org:read', 'team:read']);
    expect(problems.map(({ kind }) => kind)).toEqual(['duplicate-key']);
  });

  it('judges all copies of a list, however often it is there', () => {
    // Were each copied with all before it, this would not come to an end.
    const copies = 60_000;
    const { scopes, problems } = one('scopes: [org:read]\n'.repeat(copies).trimEnd());
    expect(scopes.length).toBe(copies);
    expect(problems.length).toBe(copies - 1);
  });

  it('puts what an alias brings at the alias', () => {
    const text = 'version: 1\nintegrations:\n  a:\n    owner: &o team\n  b:\n    owner: *o\n';
    const b = read(text).integrations[1];
    const owner = b?.integration.owner;
    expect(owner?.text).toBe('team');
    expect(text.slice((b?.start ?? 0) + (owner?.at.start ?? 0)).startsWith('*o')).toBe(true);
    expect(text.slice(owner?.definedAt?.start).startsWith('team')).toBe(true);
  });

  it('follows an alias once', () => {
    const { integrations } = read(
      'version: 1\nintegrations:\n  a: &a\n    scopes: &s [org:read]\n  b: &b { scopes: *s }\n  c: *b\n',
    );
    expect(integrations.map(({ integration }) => integration.scopes.length)).toEqual([1, 1, 0]);
  });

  it.each([
    ['x-all: &all\n  a: &one { kind: service }\n  b: *one\nintegrations: *all\n', ['a', 'b']],
    ['x-all: &all { a: {}, b: {} }\nintegrations: *all\n', ['a', 'b']],
    ['integrations: &all\n  a: *all\n', ['a']],
    ['x-all: &all\nintegrations: *all\n', []],
  ])('finds the integrations where they stand, behind an alias: %j', (text, names) => {
    const { integrations, file } = read(text);
    expect(integrations.map(({ start }) => text.slice(start).trimStart()[0])).toEqual(names);
    expect(file.problems).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'takes %s for a key like any other',
    (key) => {
      expect(one(`${key}: x`).problems).toMatchObject([{ kind: 'unknown-key', key }]);
      expect(read(`version: 1\n${key}: x\nintegrations:\n  ${key}: {}\n`).integrations).toHaveLength(1);
    },
  );

  it('works with CRLF, a byte order mark and characters beyond the first plane', () => {
    const text =
      '\uFEFFversion: 1\r\nintegrations:\r\n  b🎈:\r\n    owner: 🎈 team\r\n    scopes:\r\n      - org:read\r\n';
    const [placed] = read(text).integrations;
    const owner = placed?.integration.owner;
    expect(owner?.text).toBe('🎈 team');
    expect(
      text.slice((placed?.start ?? 0) + (owner?.at.start ?? 0), (placed?.start ?? 0) + (owner?.at.end ?? 0)),
    ).toBe('🎈 team');
  });

  it('does not read again what it is given as known', () => {
    const text = 'version: 1\nintegrations:\n  a:\n    kind: service\n  b:\n    kind: service\n';
    const [a, b] = read(text).integrations;
    const known = new Map(
      [a, b].flatMap((placed) => (placed ? [[placed.entry.source, placed.entry] as const] : [])),
    );
    const again = readManifest(text.replace('version: 1', 'version: 1\n# moved'), {
      knowsScope: () => false,
      known: (source) => known.get(source),
    });
    expect(again.integrations[0]?.integration).toBe(a?.integration);
    expect(again.integrations[1]?.start).toBe((b?.start ?? 0) + '# moved\n'.length);
  });

  it('reads the integrations of a very large manifest again where it keeps their texts alone', () => {
    const { integrations } = readManifest(EXAMPLE, { knowsScope, mostHeld: 0 });
    const held = read(EXAMPLE).integrations;
    expect(integrations.map(({ entry }) => entry.isHeld)).not.toContain(true);
    expect(integrations.map(({ start, integration }) => ({ start, integration }))).toEqual(
      held.map(({ start, integration }) => ({ start, integration })),
    );
    for (const [i, { entry }] of integrations.entries()) {
      const { name, kind, at, source, rationales } = held[i]!.entry;
      expect(entry).toMatchObject({ name, kind, at, source, rationales });
    }
  });

  it('shows each integration to whoever is to meet it, behind the own keys of the file', () => {
    const met: string[] = [];
    for (const mostHeld of [0, 1000])
      readManifest(
        'version: 1\nintegrations:\n  a:\n    kind: service\n  x-b: 1\n  c: {}\norganization: acme\n',
        {
          knowsScope: () => false,
          mostHeld,
          meet:
            ({ organization }) =>
            (entry, { source }) =>
              met.push(`${organization?.text ?? ''} ${entry.name.text} ${String(entry.source === source)}`),
        },
      );
    expect(met).toEqual(['acme a true', 'acme c true', 'acme a true', 'acme c true']);
  });
});

it('tells the errors of an entry of which nothing could be made', () => {
  const { file, integrations } = read(
    `version: 1\nintegrations:\n  a:\n${'    k: a: b\n'.repeat(3000)}  b:\n    kind: service\n`,
  );
  expect(integrations.map(({ integration }) => integration.name.text)).toEqual(['b']);
  expect(file.errors.map(({ code }) => code)).toEqual(['IMPOSSIBLE']);
});

it('reads a name of half a million blanks as fast as any other', () => {
  // Where the pattern for names needs the square of their length, this does not end.
  expect(read(`version: 1\nintegrations:\n  a${' '.repeat(500_000)}b\n`).integrations.length).toBeLessThan(2);
});
