import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import type { ReviewGrouping } from '../../../server/src/review-protocol.ts';
import { createService, isSameReviews, reviewGroups, rowsOfGroup } from '../../../server/src/service.ts';
import type { FileReviews } from '../../../server/src/service.ts';
import { TODAY } from './cursor.ts';

const service = createService({ today: () => TODAY });
const SECRET = `sntrys_${'a'.repeat(64)}`;

interface Entry {
  readonly name: string;
  readonly owner?: string;
  readonly scopes?: string;
  readonly reviews?: string;
}

function manifest(...entries: readonly Entry[]): string {
  const lines = entries.map(
    ({ name, owner, scopes = '[org:read]', reviews }) =>
      `  ${name}:\n    kind: internal-integration\n${owner === undefined ? '' : `    owner: ${owner}\n`}    scopes: ${scopes}\n${reviews === undefined ? '' : `    reviews: ${reviews}\n`}`,
  );
  return `version: 1\nreview: { every: 90 days }\nintegrations:\n${lines.join('')}`;
}

function read(text: string, uri = 'file:///a/sentry-permissions.yaml'): FileReviews {
  return service.reviewsOfFile(TextDocument.create(uri, 'sentry-permissions', 0, text));
}

const reviewed = (date: string): string => `[{ date: ${date}, by: dana@acme.example }]`;
const OVERDUE = reviewed('2026-08-01');
const DUE_SOON = reviewed('2026-08-30');
const FINE = reviewed('2026-11-22');
const STALE = '[{ date: 2026-11-22, by: dana@acme.example, of: p1-00000000 }]';

/** The groups in their order with the names in theirs. */
function grouped(files: readonly FileReviews[], grouping: ReviewGrouping): Record<string, string[]> {
  const { groups } = reviewGroups(files, grouping);
  return Object.fromEntries(
    groups.map(({ key, label }) => [
      label ?? `(${key})`,
      rowsOfGroup(files, grouping, key).map(({ name }) => name),
    ]),
  );
}

const files = [
  read(
    manifest(
      { name: 'fine', owner: 'lee@acme.example', reviews: FINE },
      { name: 'late', owner: 'Kim@acme.example', scopes: '[org:admin]', reviews: OVERDUE },
      { name: 'soon', owner: 'lee@acme.example', reviews: DUE_SOON },
    ),
    'file:///b/sentry-permissions.yaml',
  ),
  read(
    manifest(
      { name: 'never', scopes: '[project:write]' },
      { name: 'later', owner: 'lee@acme.example', reviews: reviewed('2026-07-01') },
      { name: 'changed', owner: 'lee@acme.example', reviews: STALE },
      { name: 'undated', reviews: '[{ date: soon, by: dana@acme.example }]' },
    ),
  ),
];

describe('the list of reviews', () => {
  it('goes by state, the gravest first, and in it by what was due first', () => {
    const groups = grouped(files, 'state');
    expect(Object.keys(groups)).toEqual([
      '(overdue)',
      '(stale)',
      '(never)',
      '(dueSoon)',
      '(unknown)',
      '(fine)',
    ]);
    expect(groups['(overdue)']).toEqual(['later', 'late']);
  });

  it('goes by owner, those without one first', () => {
    expect(grouped(files, 'owner')).toEqual({
      '()': ['never', 'undated'],
      'Kim@acme.example': ['late'],
      'lee@acme.example': ['later', 'changed', 'soon', 'fine'],
    });
  });

  it('goes by sensitivity, the highest first', () => {
    const groups = grouped(files, 'sensitivity');
    expect(Object.keys(groups)[0]).toBe('Highest');
    expect(groups['Highest']).toEqual(['late']);
    expect(Object.values(groups).flat()).toHaveLength(7);
  });

  it('counts manifests, integrations and what is overdue', () => {
    expect(reviewGroups(files, 'owner')).toMatchObject({
      manifests: 2,
      integrations: 7,
      overdue: 2,
      unread: [],
    });
    expect(reviewGroups(files, 'owner').groups.map(({ count, overdue }) => [count, overdue])).toEqual([
      [2, 0],
      [1, 1],
      [4, 1],
    ]);
  });

  it('is the same whatever the order of the files, and tells equal names apart', () => {
    const twice = [
      ...files,
      read(manifest({ name: 'late', reviews: OVERDUE }), 'file:///c/sentry-permissions.yaml'),
    ];
    const rows = rowsOfGroup(twice, 'state', 'overdue');
    expect(rows).toEqual(rowsOfGroup([...twice].reverse(), 'state', 'overdue'));
    expect(rows.map(({ name, uri, isNameShared }) => [name, uri[8], isNameShared])).toEqual([
      ['later', 'a', false],
      ['late', 'b', true],
      ['late', 'c', true],
    ]);
  });

  it('says what it cannot read, and shows the rest', () => {
    const broken = read(`${manifest({ name: 'late', reviews: OVERDUE })}  other: [\n`);
    const foreign = read('version: 2\nintegrations: {}\n', 'file:///z/sentry-permissions.yaml');
    const { unread, integrations } = reviewGroups([foreign, broken], 'state');
    expect(unread).toEqual([
      { uri: 'file:///a/sentry-permissions.yaml', reason: 'a syntax error hides some of it' },
      {
        uri: 'file:///z/sentry-permissions.yaml',
        reason: 'of a version of the format that is not known here',
      },
    ]);
    expect(integrations).toBeGreaterThan(0);
  });

  it.each([
    ['version: 1\nintegrations:\n  - a: {}\n', 'What stands under "integrations" is no map of names.'],
    ['version: 1\nintegrations: none\n', 'What stands under "integrations" is no map of names.'],
    ['version: 1\nintegration:\n  a: {}\n', /^Nobody reads what stands under "integration", /],
    ['- version: 1\n', 'It is no manifest: it is not a map of keys.'],
    ['version 1\n', 'It is no manifest: it is not a map of keys.'],
    [
      `${manifest({ name: 'a' })}integrations: {}\n`,
      'The key "integrations" stands twice, so one hides the other.',
    ],
    ['version: 1\n<<: { integrations: { a: {} } }\n', /^It merges keys by "<<"/],
    [`${manifest({ name: 'a' })}---\n${manifest({ name: 'b' })}`, /^It holds more than one YAML document\./],
    ['version: 1\n', /^It has no key "integrations"/],
  ])('says why integrations of %j are not in it', (text, reason) => {
    expect(reviewGroups([read(text)], 'state').unread).toEqual([
      {
        uri: 'file:///a/sentry-permissions.yaml',
        reason: typeof reason === 'string' ? reason : (expect.stringMatching(reason) as unknown),
      },
    ]);
  });

  it.each(['', '# nothing yet\n', 'version: 1\nintegrations:\n', 'version: 1\nintegrations: {}\n'])(
    'finds nothing unread in %j',
    (text) => {
      expect(read(text)).toMatchObject({ rows: [], unread: null });
    },
  );

  it('calls nothing fine that a syntax error keeps from being judged', () => {
    const text = manifest({ name: 'a', reviews: FINE }).replace('scopes: [org:read]', 'scopes: [org:read');
    expect(read(text).rows.map(({ state }) => state)).toEqual(['unknown']);
  });

  it('shows no credential out of a name or an owner, and no id holds one', () => {
    const file = read(manifest({ name: SECRET, owner: SECRET, reviews: FINE }));
    expect(JSON.stringify(file)).not.toContain('aaaaaaaaaaaa');
  });

  it('is the same after an edit that moves lines, and another after one that changes a review', () => {
    const text = manifest({ name: 'a', reviews: FINE }, { name: 'b', reviews: FINE });
    const moved = read(text.replace('integrations:', '# moved\n\nintegrations:'));
    expect(isSameReviews(read(text), moved)).toBe(true);
    expect(isSameReviews(read(text), read(text.replace(FINE, OVERDUE)))).toBe(false);
    expect(isSameReviews(read(text), read(text.replace('  b:', '  c:')))).toBe(false);
  });
});

describe('the facts of a review', () => {
  const text = manifest(
    { name: 'a', reviews: FINE },
    { name: '"[x](command:evil)"', owner: '"**b** <img src=x>"', scopes: '[org:admin]', reviews: OVERDUE },
  );
  const document = TextDocument.create('file:///a/sentry-permissions.yaml', 'sentry-permissions', 0, text);
  const [, id = ''] = read(text).ids;
  const facts = service.reviewFactsOfFile(document, [id]);

  it('are those of the integration asked for', () => {
    expect(facts.map((fact) => fact.id)).toEqual([id]);
    expect(facts[0]?.text).toBe(
      [
        '[x](command:evil) · internal-integration',
        'Overdue · Reviewed 114 days ago by dana@acme.example · was due 24 days ago',
        'Owner: **b** <img src=x>',
        'Reviewed every: 90 days',
        'Sensitivity: highest',
        'Granted: org:admin',
      ].join('\n'),
    );
  });

  it('hold nothing of the manifest that Markdown would make something of', () => {
    expect(facts[0]?.markdown).toContain('**Overdue** · Reviewed 114 days ago by dana\\@acme.example');
    expect(facts[0]?.markdown).toContain('Owner: \\*\\*b\\*\\* \\<img src=x\\>');
    expect(facts[0]?.markdown).toContain('`[x](command:evil)`');
  });

  it('say once that there was none', () => {
    const never = TextDocument.create('file:///b.yaml', 'sentry-permissions', 0, manifest({ name: 'a' }));
    const [said] = service.reviewFactsOfFile(never, ['=a']);
    expect(said?.text.split('\n')[1]).toBe('Never reviewed');
    expect(said?.markdown).toContain('\n\n**Never reviewed**\n\n');
  });

  it('of one that is gone are left out', () => {
    expect(service.reviewFactsOfFile(document, ['=gone'])).toEqual([]);
  });
});

describe('an id', () => {
  const text = manifest({ name: 'a' }, { name: 'b', reviews: OVERDUE }, { name: 'a', reviews: OVERDUE });
  const document = TextDocument.create('file:///a/sentry-permissions.yaml', 'sentry-permissions', 1, text);

  it('leads to where its integration stands now, of two of one name to the one that is meant', () => {
    const { ids } = read(text);
    expect(ids.map((id) => service.locate(document, id)?.line)).toEqual([3, 6, 10]);
    expect(service.locate(document, '=gone')).toBeNull();
  });

  it('marks its integration and no other', () => {
    const { edit, marked } = service.markManyReviewed(document, {
      uri: document.uri,
      ids: [read(text).ids[2] ?? ''],
      by: 'kim@acme.example',
      notes: '',
    });
    const [change] = edit?.documentChanges ?? [];
    const edits = change && 'edits' in change ? change.edits.filter((one) => 'newText' in one) : [];
    const after = TextDocument.applyEdits(document, edits);
    expect(marked).toMatchObject([{ id: '2=a', name: 'a', service: null }]);
    expect(after.indexOf('kim@acme.example')).toBeGreaterThan(after.lastIndexOf('  a:'));
  });

  it('without one, what cannot be read is shown', () => {
    const broken = TextDocument.create('file:///x.yaml', 'sentry-permissions', 1, `${text}  other: [\n`);
    expect(service.locate(broken, undefined)?.line).toBeGreaterThanOrEqual(13);
    expect(service.locate(document, undefined)).toBeNull();
  });
});
