import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { fixAllEdits } from '../../../server/src/lint/fix-all.ts';
import { seesWhole } from '../../../server/src/lint/seen-whole.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';

const today = parseDay('2026-11-23') ?? 0;

const HEAD = `version: 1
review: { every: 90 days }
integrations:
  shop-bot:
    kind: internal-integration
    purpose: Files issues of the shop in our tracker.
    owner: team-shop@acme.example
    credential: { storedIn: vault://shop/sentry/shop-bot }
    reviews:
      - { date: 2026-10-20, by: dana@acme.example }
`;

function fixesOf(text: string): string[] {
  return analyse(text, today).findings.flatMap((finding) => finding.fixes().map(({ title }) => title));
}

function fixAll(text: string): unknown[] {
  return fixAllEdits(text, (now) => analyse(now, today).findings);
}

const WHY = 'rationale: It reads the names of the projects of the shop.';

describe('of an item that may go on behind a syntax error', () => {
  it.each([
    [
      'a redundant scope',
      `    scopes:\n      - scope: event:write\n        ${WHY}\n      - scope: event:read\n       ${WHY}\n`,
    ],
    [
      'one twice',
      `    scopes:\n      - scope: org:read\n        ${WHY}\n      - scope: org:read\n       ${WHY}\n`,
    ],
    [
      'one whose keys stand where the hyphen does',
      `    scopes:\n      - scope: org:read\n        ${WHY}\n      - scope: org:read\n      ${WHY}\n`,
    ],
    [
      'one written as a map',
      `    scopes:\n      - scope: team:read\n        ${WHY}\n      - org:read:\n       ${WHY}\n`,
    ],
    [
      'the use that comes last',
      `    uses:\n      - sentry-cli issues list\n      - sentry-cli issues list\n       a: b\n`,
    ],
    ['the webhook that comes last', `    webhooks:\n      - issue\n      - issue\n       a: b\n`],
  ])('nothing is taken away or made without being asked: %s', (_, rest) => {
    const text = HEAD + rest;
    expect(fixesOf(text).filter((title) => !title.startsWith('Write another'))).toEqual([]);
    expect(fixAll(text)).toEqual([]);
  });

  it('nothing is accepted, for it may be already', () => {
    const item = `    scopes:\n      - scope: org:admin\n        ${WHY}\n`;
    const accept = `          accept:\n            - rule: broad-scope\n              reason: x\n`;
    expect(fixesOf(HEAD + item).some((title) => title.startsWith('Accept org:admin'))).toBe(true);
    expect(fixesOf(HEAD + item + accept).filter((title) => title.startsWith('Accept'))).toEqual([]);
  });
});

it('fixes stay where the next item or key tells that all was read', () => {
  const text = `${HEAD}    scopes:
      - scope: event:write
        ${WHY}
      - scope: event:read
        ${WHY}
      - scope: org:admin
        ${WHY}
    webhooks:
      - issue
     broken: here
`;
  const titles = fixesOf(text);
  expect(titles).toContain('Remove event:read, which event:write grants');
  expect(titles.filter((title) => title.startsWith('Accept org:admin'))).toHaveLength(1);
  expect(fixAll(text)).toHaveLength(1);
});

it('an error further down in the file than the entry is none of it', () => {
  const source = 'bot:\n  owner: kim\n';
  const fix = { safe: false, edits: [{ start: 17, end: 17, newText: '\n  kind: service' }] };
  expect(seesWhole(source, fix, [{ start: 90, end: 200 }])).toBe(true);
  expect(seesWhole(source, fix, [{ start: source.length, end: 200 }])).toBe(false);
});

it('an error in the keys of the file takes no fix from what stands behind the integrations', () => {
  const text = `${HEAD}rules: { broad-scope: of }\n`;
  for (const whole of [text, text.replace('integrations:', 'x-own: "a" b\nintegrations:')])
    expect(fixesOf(whole)).toContain('Write off');
});
