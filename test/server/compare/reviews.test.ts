import { describe, expect, it } from 'vitest';
import { bot, only } from './support.ts';

describe('a review', () => {
  const reviewed = (scopes: string[], ...reviews: string[]): string =>
    bot(scopes).replace(/ {6}- \{ date.*\n/, reviews.map((review) => `      - { ${review} }\n`).join(''));

  it('that came with the change is named', () => {
    const head = reviewed(
      ['org:read'],
      'date: 2026-11-10, by: dana@acme.example',
      'date: 2026-11-22, by: lee@acme.example',
    );
    expect(only(bot([]), head).review).toEqual({
      added: { date: '2026-11-22', by: 'lee@acme.example' },
      matches: null,
    });
  });

  it('that has not taken place says nothing', () => {
    const ahead = 'date: 2099-01-01, by: dana@acme.example, of: p1-00000000';
    const head = reviewed(['org:read'], 'date: 2026-11-10, by: dana@acme.example', ahead);
    expect(only(bot([]), head).review).toEqual({ added: null, matches: null });
  });

  it('of something else does not match', () => {
    const head = reviewed(['org:read'], 'date: 2026-11-10, by: dana@acme.example, of: p1-00000000');
    expect(only(head.replace('org:read', ''), head).review).toEqual({ added: null, matches: false });
  });

  it('is not asked for where nothing was granted or taken', () => {
    expect(only(bot([]), bot([]).replace('team-release', 'team-shop')).review).toBeUndefined();
  });
});
