import { describe, expect, it } from 'vitest';
import { compareManifests } from '../../../server/src/compare/compare.ts';
import { isUnchanged } from '../../../server/src/compare/gates.ts';
import { digestOf, isDigestOf } from '../../../server/src/rules/granted.ts';
import { readManifest } from '../../../server/src/manifest/read-manifest.ts';
import { bot, compare, file, only, TODAY } from './support.ts';

const reviewed = (scopes: readonly string[], reviews: readonly string[], more = '', name = 'bot'): string =>
  bot(scopes, more, name).replace(
    / {4}reviews:\n.*\n/,
    reviews.length === 0
      ? ''
      : `    reviews:\n${reviews.map((review) => `      - { ${review} }\n`).join('')}`,
  );

const FIRST = 'date: 2026-10-01, by: dana@acme.example, notes: first';
const NEWEST = 'date: 2026-11-20, by: kim@acme.example, of: p1-00000000, notes: second';
const BASE = [FIRST, NEWEST];
const without = (review: string, part: string): string => review.replace(`, ${part}`, '');

describe('a review', () => {
  it('that came with the change is named', () => {
    const head = reviewed(
      ['org:read'],
      ['date: 2026-11-10, by: dana@acme.example', 'date: 2026-11-22, by: lee@acme.example'],
    );
    expect(only(bot([]), head).review).toEqual({
      added: { date: '2026-11-22', by: 'lee@acme.example' },
      matches: null,
      comparedWith: 'Sentry',
    });
  });

  it('that has not taken place says nothing', () => {
    const ahead = 'date: 2099-01-01, by: dana@acme.example, of: p1-00000000';
    const head = reviewed(['org:read'], ['date: 2026-11-10, by: dana@acme.example', ahead]);
    expect(only(bot([]), head).review).toMatchObject({ added: null, matches: null });
  });

  it('of something else does not match', () => {
    const head = reviewed(['org:read'], ['date: 2026-11-10, by: dana@acme.example, of: p1-00000000']);
    expect(only(head.replace('org:read', ''), head).review).toMatchObject({ added: null, matches: false });
  });

  it('is not asked for where nothing was granted or taken', () => {
    expect(only(bot([]), bot([]).replace('team-release', 'team-shop')).review).toBeUndefined();
  });

  it.each([
    ['does not say any more what it is of', [FIRST, without(NEWEST, 'of: p1-00000000')]],
    ['has other notes', [FIRST, NEWEST.replace('second', 'the second')]],
    ['is an older one with other notes', [FIRST.replace('first', 'the first'), NEWEST]],
    ['is by somebody else now', [FIRST, NEWEST.replace('kim', 'lee')]],
  ])('that %s is no new one', (_what, head) => {
    expect(only(reviewed([], BASE), reviewed(['org:read'], head)).review?.added).toBeNull();
  });

  it('on the day of another one, by the same person, is a new one beside it', () => {
    const again = NEWEST.replace('p1-00000000', 'p1-11111111');
    expect(only(reviewed([], BASE), reviewed(['org:read'], [...BASE, again])).review?.added).toEqual({
      date: '2026-11-20',
      by: 'kim@acme.example',
    });
  });

  it.each([
    [
      'before another one is none of what widened',
      [FIRST, NEWEST, 'date: 2026-11-01, by: eve@acme.example, of: p1-00000000'],
      null,
    ],
    [
      'on the day of one that it takes the place of is a new one',
      [FIRST, 'date: 2026-11-20, by: lee@acme.example'],
      'lee',
    ],
    [
      'on the day of one whose notes are edited is a new one',
      [FIRST, NEWEST.replace('p1-0', 'p1-1'), NEWEST.replace('second', 'the second')],
      'kim',
    ],
  ])('%s', (_what, head, by) => {
    const { review } = only(reviewed([], BASE), reviewed(['org:read'], head));
    expect(review?.added?.by ?? null).toBe(by && `${by}@acme.example`);
  });

  it('is held against what is granted itself, not by another one of its day', () => {
    const added = 'date: 2026-11-20, by: lee@acme.example';
    const { review, weakened } = only(reviewed([], BASE), reviewed(['org:read'], [FIRST, added, NEWEST]));
    expect(review).toMatchObject({ added: { by: 'lee@acme.example' }, matches: null });
    expect(weakened).toEqual([]);
  });

  it('that stood there is no stricter where it says to be of what widened', () => {
    const head = reviewed(['org:read'], [FIRST, NEWEST]);
    const { strengthened, details } = only(reviewed([], [FIRST, without(NEWEST, 'of: p1-00000000')]), head);
    const kim = '2026-11-20 by kim@acme.example';
    expect(strengthened).toEqual([]);
    expect(details).toEqual([{ what: 'review', before: kim, after: `${kim}, of p1-00000000` }]);
  });

  it('that is copied along with its integration did not come with that', () => {
    const base = reviewed(['org:read'], BASE);
    const copied = reviewed(['org:read'], BASE, '', 'copy');
    const states = (path: string, was: string, is: string): object => ({
      base: { path, text: file(was) },
      head: { path, text: file(is) },
    });
    const found = [
      [states('a.yaml', base, base + copied)],
      [states('a.yaml', base, base), states('b.yaml', '', copied)],
      [states('a.yaml', base, base.replace('  bot:', '  bot: &bot') + '  copy: *bot\n')],
    ].map((files) =>
      compareManifests(files as Parameters<typeof compareManifests>[0], TODAY)
        .flatMap(({ integrations }) => integrations)
        .map(({ name, change, review }) => [name, change, review?.added]),
    );
    for (const changes of found) expect(changes).toEqual([['copy', 'appeared', null]]);
  });

  it('compares with the service whose settings it is about', () => {
    const service = (more: string): string =>
      `  gh:\n    kind: service\n    service: github\n    permissions: [{ permission: Contents, access: read }${more}]\n`;
    expect(only(service(''), service(', { permission: Issues, access: read }')).review?.comparedWith).toBe(
      'GitHub',
    );
  });
});

describe('the reviews that stood there', () => {
  const digest = (scopes: readonly string[]): string =>
    digestOf(readManifest(file(bot(scopes)), { knowsScope: () => true }).integrations[0]!.integration)!;
  const told = (before: readonly string[], after: readonly string[]): string[] =>
    compare(file(reviewed([], before)), file(reviewed([], after))).integrations.flatMap(
      ({ weakened, strengthened, details }) => [
        ...weakened.map(
          (change) =>
            `! ${change.what} ${change.subject}: ${String(change.before)} > ${String(change.after)}`,
        ),
        ...strengthened.map(
          (change) =>
            `= ${change.what} ${change.subject}: ${String(change.before)} > ${String(change.after)}`,
        ),
        ...details.map((change) => `~ ${change.what}: ${String(change.before)} > ${String(change.after)}`),
      ],
    );
  const [kim, dana] = ['2026-11-20 by kim@acme.example', '2026-10-01 by dana@acme.example'];
  const LATER = 'date: 2026-11-22, by: lee@acme.example';

  it.each([
    [
      'the newest is of nothing',
      [FIRST, without(NEWEST, 'of: p1-00000000')],
      [`! review-of ${kim}: p1-00000000 > null`],
    ],
    [
      'the newest is of nothing, on another day',
      [FIRST, without(NEWEST, 'of: p1-00000000').replace('11-20', '11-21')],
      [
        `! review-of ${kim}: p1-00000000 > null`,
        `= review : ${kim} > 2026-11-21 by kim@acme.example`,
        `~ review: ${kim} > null`,
      ],
    ],
    ['the newest is gone', [FIRST], [`! review : ${kim} > ${dana}`]],
    ['the newest is older', [FIRST, NEWEST.replace('11-20', '09-20')], [`! review : ${kim} > ${dana}`]],
    ['the newest is ahead', [FIRST, NEWEST.replace('11-20', '12-20')], [`! review : ${kim} > ${dana}`]],
    [
      'the newest has no day',
      [FIRST, NEWEST.replace('2026-11-20', 'lately')],
      [`! review : ${kim} > ${dana}`],
    ],
    ['all are gone', [], [`! review : ${kim} > null`, `~ review: ${dana} > null`]],
    [
      'the newest is of what is granted now',
      [FIRST, NEWEST.replace('p1-00000000', digest([]))],
      [`! review-of ${kim}: p1-00000000 > ${digest([])}`],
    ],
    ['an old one is gone', [NEWEST], [`~ review: ${dana} > null`]],
    [
      'the newest is by another',
      [FIRST, NEWEST.replace('kim', 'lee')],
      [`~ review: ${kim} > 2026-11-20 by lee@acme.example`],
    ],
    [
      'a newer one takes the place of the newest, and says what it is of',
      [FIRST, `${LATER}, of: ${digest([])}`],
      [
        '= review : 2026-11-20 by kim@acme.example > 2026-11-22 by lee@acme.example',
        `~ review: ${kim} > null`,
      ],
    ],
    [
      'another one came that does not say what it is of',
      [...BASE, LATER],
      [
        `! review-of ${kim}: p1-00000000 > null`,
        '= review : 2026-11-20 by kim@acme.example > 2026-11-22 by lee@acme.example',
      ],
    ],
    [
      'another one came',
      [...BASE, `${LATER}, of: ${digest([])}`],
      ['= review : 2026-11-20 by kim@acme.example > 2026-11-22 by lee@acme.example'],
    ],
    ['notes are edited', BASE.map((review) => review.replace('notes: ', 'notes: the ')), []],
    ['their order is another', [...BASE].reverse(), []],
  ])('are told of where %s', (_what, after, expected) => {
    expect(told(BASE, after).sort()).toEqual([...expected].sort());
  });

  it('say what one is of, that said nothing of it', () => {
    expect(told([FIRST], [`${FIRST}, of: ${digest([])}`])).toEqual([
      `= review-of ${dana}: null > ${digest([])}`,
    ]);
  });

  it('are told of where an older one is of something else, beside the newest', () => {
    const old = `${FIRST}, of: p1-00000000`;
    expect(told([old, NEWEST], [old.replace('p1-0', 'p1-1'), NEWEST])).toEqual([
      `~ review: ${dana}, of p1-00000000 > ${dana}, of p1-10000000`,
    ]);
    expect(told([old, NEWEST], [FIRST, NEWEST])).toEqual([`~ review: ${dana}, of p1-00000000 > ${dana}`]);
  });

  it('are told once where one of them comes with a widening', () => {
    const { review, strengthened } = only(reviewed([], BASE), reviewed(['org:read'], [...BASE, LATER]));
    expect(review?.added?.date).toBe('2026-11-22');
    expect(strengthened).toEqual([]);
  });

  it('are held against what is granted without that being put together for each of them', () => {
    const entry = readManifest(file(bot(['org:read'])), { knowsScope: () => true }).integrations[0]!
      .integration;
    let asked = 0;
    const counted = {
      ...entry,
      get webhooks() {
        asked++;
        return entry.webhooks;
      },
    };
    isDigestOf(counted, 'p1-00000000');
    const once = asked;
    expect(isDigestOf(counted, 'p1-11111111')).toBe(false);
    expect(isDigestOf(counted, digestOf(counted)!)).toBe(true);
    expect([once > 0, asked]).toEqual([true, once]);
  });

  it('stay as they are in other brackets', () => {
    const block = file(bot([])).replace(/- \{ (date: .*), (by: .*) \}/, '- $1\n        $2');
    expect(block).not.toBe(file(bot([])));
    expect(isUnchanged(compare(file(bot([])), block))).toBe(true);
  });
});
