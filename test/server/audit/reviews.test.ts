import { describe, expect, it } from 'vitest';
import { auditOf } from '../../../server/src/audit/audit.ts';
import type { AuditedIntegration } from '../../../server/src/audit/model.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { bot, file, TODAY } from '../compare/support.ts';

const audit = (text: string, today = TODAY): ReturnType<typeof auditOf> =>
  auditOf([{ path: 'a.yaml', text }], today);
const only = (entries: string, keys?: string): AuditedIntegration =>
  audit(file(entries, keys)).integrations[0]!;
const reviewed = (...reviews: string[]): string =>
  bot([]).replace(/ {6}- \{ date.*\n/, reviews.map((review) => `      - { ${review} }\n`).join(''));

describe('the reviews of an integration', () => {
  it('counts what was changed since its last review, overdue or not', () => {
    const review = (date: string, of: string): string =>
      bot([], '', `bot-${date}`).replace(/\{ date.*\}/, `{ date: ${date}, of: ${of} }`);
    const { summary, integrations } = audit(
      file(
        review('2026-11-10', 'p1-00000000') +
          review('2026-01-01', 'p1-00000000') +
          review('2026-11-11', 'later'),
      ),
    );
    expect(
      integrations.map(({ reviewState, changedSinceReview }) => [reviewState, changedSinceReview]),
    ).toEqual([
      ['stale', true],
      ['overdue', true],
      ['current', false],
    ]);
    expect(summary.changedSinceReview).toBe(2);
  });

  it.each([
    ['current', '2026-12-10', 'date: 2026-09-11'],
    ['soon', '2026-11-23', 'date: 2026-08-25'],
    ['soon', '2026-12-07', 'date: 2026-09-08'],
    ['current', '2026-12-08', 'date: 2026-09-09'],
    ['overdue', '2026-11-22', 'date: 2026-08-24'],
    ['unknown', null, 'date: last week'],
    ['never', null, ''],
    ['stale', '2027-02-08', 'date: 2026-11-10, of: p1-00000000'],
    ['overdue', '2026-11-22', 'date: 2026-08-24, of: p1-00000000'],
    ['never', null, 'date: 2099-01-01'],
  ])('is %s where the review is due on %s', (reviewState, reviewDue, review = '') => {
    expect(only(review === '' ? reviewed() : reviewed(review))).toMatchObject({ reviewState, reviewDue });
  });

  it('counts no review that has not taken place', () => {
    const two = reviewed('date: 2099-01-01, by: a', 'date: 2026-08-24, by: b');
    expect(only(two)).toMatchObject({ reviewState: 'overdue', reviewDue: '2026-11-22' });
    expect(audit(file(two)).overdue).toMatchObject([{ what: 'review', due: '2026-11-22' }]);
    expect(audit(file(two), parseDay('2025-01-01')).integrations).toMatchObject([{ reviewState: 'never' }]);
  });

  it('has no day of review without a schedule', () => {
    expect(only(reviewed('date: 2026-09-09'), 'x: 1')).toMatchObject({
      reviewState: 'unknown',
      reviewDue: null,
      reviewEvery: null,
      hasSchedule: false,
    });
  });

  it.each([
    [true, 'x: 1', 'review: { every: 90 days }'],
    [true, 'x: 1', 'review: { every: often }'],
    [true, 'x: 1', 'review: { every: [90 days] }'],
    [true, 'x: 1', 'review: often'],
    [true, 'review: { every: often }', 'x: 1'],
    [false, 'review: { remind: 7 days }', 'review:'],
  ])('has a schedule, readable or not (%s), by %j and %j', (hasSchedule, keys, own) => {
    expect(only(bot([], own), keys)).toMatchObject({ hasSchedule });
  });

  it('is due on no day that is told where that lies behind the year 9999', () => {
    const secret = 'credential: { rotated: 2026-11-01, rotateEvery: 9999 years }';
    for (const [every, reviewDue] of [
      ['9999 years', null],
      ['7973 years', '9999-11-10'],
      ['7974 years', null],
    ]) {
      const entry = bot([], `${secret}\n    review: { every: ${every} }`);
      expect(only(entry)).toMatchObject({
        reviewState: 'current',
        reviewDue,
        hasSchedule: true,
        credential: { rotationDue: null, rotationOverdue: false },
      });
      expect(audit(file(entry)).overdue).toEqual([]);
    }
  });

  it('has its reviews, the newest first', () => {
    const { reviews } = only(
      reviewed(
        'date: 2026-01-01, by: a',
        'date: 2026-03-01, by: b, notes: x',
        'date: 2026-02-01',
        'date: 2099-01-01',
      ),
    );
    expect(reviews).toEqual([
      { date: '2099-01-01', by: null, notes: null, ahead: true },
      { date: '2026-03-01', by: 'b', notes: 'x', ahead: false },
      { date: '2026-02-01', by: null, notes: null, ahead: false },
      { date: '2026-01-01', by: 'a', notes: null, ahead: false },
    ]);
  });
});
