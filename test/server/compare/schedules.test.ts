/** The keys of a file count for what they reach. */
import { describe, expect, it } from 'vitest';
import { compareManifests } from '../../../server/src/compare/compare.ts';
import type { CheckChange, ManifestChange } from '../../../server/src/compare/model.ts';
import { bot, compare, file, TODAY } from './support.ts';

const every = (span: string): string => `review: { every: ${span} }`;
const inShort = ({ what, subject, before, after }: CheckChange): string =>
  `${[what, subject].join(' ').trim()}: ${before ?? '-'} > ${after ?? '-'}`;

/** What is laxer: of the files, and of the integrations by their names. */
const laxer = (changes: readonly ManifestChange[]): string[] =>
  changes.flatMap(({ weakened, integrations }) => [
    ...weakened.map(inShort),
    ...integrations.flatMap(({ name, weakened: own }) => own.map((check) => `${name} ${inShort(check)}`)),
  ]);
const between = (base: string, head: string): string[] => laxer([compare(base, head)]);

describe('the schedule of a file', () => {
  const [own, bare] = [bot([], every('30 days'), 'own'), bot([], '', 'bare')];

  it.each([
    ['has one of its own', own, own],
    ['appears', '  {}\n', bare],
    ['vanishes', bare, '  {}\n'],
    ['is not there', '  {}\n', '  {}\n'],
    ['takes the same over', bare, bot([], every('90 days'), 'bare')],
  ])('does not count where every integration %s', (_what, before, after) => {
    expect(between(file(before, every('90 days')), file(after, every('365 days')))).toEqual([]);
    expect(between(file(before, every('90 days')), file(after, 'x-none: 1'))).toEqual([]);
  });

  it('counts once where any integration goes by it', () => {
    const told = between(
      file(own + bare + bot([]), every('90 days')),
      file(own + bare + bot([]), every('365 days')),
    );
    expect(told).toEqual(['review-every: 90 days > 365 days']);
  });

  it('counts under a new name too', () => {
    const named = (name: string): string => bot([], 'id: b-1', name);
    expect(between(file(named('old'), every('90 days')), file(named('new'), every('365 days')))).toEqual([
      'review-every: 90 days > 365 days',
    ]);
  });

  it('counts with the integration where that has one of its own on one side', () => {
    expect(
      between(
        file(bot([], every('30 days'), 'own'), every('90 days')),
        file(bot([], '', 'own'), every('365 days')),
      ),
    ).toEqual(['own review-every: 30 days > 365 days']);
  });
});

describe('an integration that moved to another file', () => {
  const moving = (entry: string, from: string, to: string, more = ''): string[] =>
    laxer(
      compareManifests(
        [
          { base: { path: 'a.yaml', text: file(entry, from) }, head: undefined },
          { base: undefined, head: { path: 'b.yaml', text: file(entry + more, to) } },
        ],
        TODAY,
      ),
    );
  const off = 'rules: { broad-scope: off }';

  it('goes by the schedule of where it is now', () => {
    expect(moving(bot([]), every('90 days'), every('365 days'))).toEqual([
      'bot review-every: 90 days > 365 days',
    ]);
    expect(moving(bot([], every('30 days')), every('90 days'), every('365 days'))).toEqual([]);
  });

  it('is checked as before by rules that were as low where it was', () => {
    expect(moving(bot([]), off, off)).toEqual([]);
    expect(moving(bot([]), 'x-none: 1', off)).toEqual(['bot rule broad-scope: error > off']);
  });

  it('is not alone in a new file where another integration is new', () => {
    expect(moving(bot([]), off, off, bot([], '', 'new'))).toEqual(['rule broad-scope: error > off']);
  });
});
