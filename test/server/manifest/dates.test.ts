import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSpan,
  formatDay,
  parseDay,
  parseSpan,
  relativeDays,
  sinceInWords,
  spanDays,
} from '../../../server/src/manifest/dates.ts';

const day = (text: string): number => parseDay(text) ?? Number.NaN;

/** The same day of the month so many months later, or that month's last one. */
function monthsLater(from: number, months: number): number {
  const date = new Date(from * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  return Math.min(Date.UTC(year, month, date.getUTCDate()), Date.UTC(year, month + 1, 0)) / 86_400_000;
}

describe('parseDay', () => {
  it('reads the days of the calendar and no others', () => {
    expect(day('1970-01-02')).toBe(1);
    expect(formatDay(day('2024-02-29'))).toBe('2024-02-29');
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-9-1',
      '26-09-01',
      '2026-09-01T00:00',
      '',
      '2026-00-10',
      '２０２６-01-01',
    ]) {
      expect(parseDay(text)).toBeUndefined();
    }
  });

  it('is never written of another length', () => {
    expect([0, 1, Infinity, -Infinity, NaN].map((days) => formatDay(day('9999-12-31') + days))).toEqual([
      '9999-12-31',
      'never',
      'never',
      'never',
      'never',
    ]);
  });

  it('is the inverse of formatDay', () => {
    fc.assert(
      fc.property(fc.integer({ min: -682_000, max: 2_900_000 }), (n) => parseDay(formatDay(n)) === n),
    );
  });
});

describe('parseSpan', () => {
  it.each([
    '90 days',
    '1 day',
    '6 months',
    '9999 weeks',
    '1 year',
    'monthly',
    'quarterly',
    'half-yearly',
    'yearly',
  ])('reads %s', (text) => {
    expect(parseSpan(text)).toBeDefined();
  });

  it.each([
    '90',
    '0 days',
    '01 days',
    '10000 days',
    '90days',
    '90  days',
    'weekly',
    'P90D',
    '-1 days',
    'constructor',
    '__proto__',
  ])('reads no %s', (text) => {
    expect(parseSpan(text)).toBeUndefined();
  });
});

describe('addSpan', () => {
  it.each([
    ['2026-01-31', '1 month', 1, '2026-02-28'],
    ['2024-01-31', '1 month', 1, '2024-02-29'],
    ['2024-02-29', '1 year', 1, '2025-02-28'],
    ['2026-08-31', 'half-yearly', 1, '2027-02-28'],
    ['2026-01-01', '90 days', 2, '2026-06-30'],
    ['2026-01-31', 'monthly', 2, '2026-03-31'],
  ])('%s and %s, %i times, is %s', (from, span, times, to) => {
    const parsed = parseSpan(span);
    expect(parsed && formatDay(addSpan(day(from), parsed, times))).toBe(to);
  });

  describe.each(['America/New_York', 'Pacific/Auckland'])('in %s', (zone) => {
    const before = process.env['TZ'];
    beforeAll(() => {
      process.env['TZ'] = zone;
    });
    afterAll(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });

    it('knows no time zone and no daylight saving', () => {
      const [january, july] = [0, 6].map((month) => new Date(2026, month, 1).getTimezoneOffset());
      expect(january).not.toBe(july);
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 40_000 }),
          fc.integer({ min: 1, max: 40 }),
          fc.constantFrom('months', 'years'),
          (from, count, unit) => {
            const months = unit === 'years' ? 12 * count : count;
            expect(spanDays({ count, unit }, from)).toBe(monthsLater(from, months) - from);
          },
        ),
      );
    });
  });
});

it('says how far off a day is', () => {
  expect([
    relativeDays(5, 5),
    relativeDays(4, 5),
    relativeDays(0, 85),
    relativeDays(10, 5),
    relativeDays(6, 5),
  ]).toEqual(['today', '1 day ago', '85 days ago', 'in 5 days', 'in 1 day']);
});

it('names the day of what was done on one that has come elsewhere', () => {
  expect(
    [day('2026-11-23'), day('2026-11-22'), day('2026-11-24')].map((done) =>
      sinceInWords(done, day('2026-11-23')),
    ),
  ).toEqual(['today', '1 day ago', 'on 2026-11-24']);
});
