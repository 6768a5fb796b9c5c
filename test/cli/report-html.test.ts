import { describe, expect, it } from 'vitest';
import { pageOf, report } from './report-support.ts';
import { CLEAN } from './support.ts';

const htmlOf = async (text: string): Promise<string> => (await report('html', { 'a.yaml': text })).out;

describe('a word in the page', () => {
  it('stays whole as far as a column can hold it, and may be parted where it is longer', async () => {
    const owner = 'team-of-24-letters-in-all';
    const out = await htmlOf(CLEAN.replace(/owner: .*/, `owner: ${owner.slice(0, 24)}`));
    expect(out).toContain(`<bdi>${owner.slice(0, 24)}</bdi>`);
    const long = await htmlOf(
      CLEAN.replace(/owner: .*/, `owner: of ${'x'.repeat(40)} 名前${'é'.repeat(30)}/team`),
    );
    expect(long).toContain(
      `<bdi>of ${'x'.repeat(16)}<wbr />${'x'.repeat(16)}<wbr />${'x'.repeat(8)} 名前${'é'.repeat(14)}<wbr />`,
    );
    expect(pageOf(long).text).toContain(`of ${'x'.repeat(40)} 名前${'é'.repeat(30)}/team`);
  });

  it('is parted behind a sign where one is near, and a letter keeps its marks', async () => {
    const out = await htmlOf(
      CLEAN.replace(/owner: .*/, `owner: "https://sentry.acme.example/${'e\u0301'.repeat(12)}"`),
    );
    expect(out).toContain(
      `<bdi>https://sentry.<wbr />acme.example/<wbr />${'e\u0301'.repeat(8)}<wbr />${'e\u0301'.repeat(4)}</bdi>`,
    );
    const marks = '\u0301'.repeat(5000);
    expect(pageOf(await htmlOf(CLEAN.replace(/owner: .*/, `owner: "${marks}a${marks}"`))).text).toContain(
      `${marks}a${marks}`,
    );
  });
});

describe('an integration without a readable day of review', () => {
  it.each([
    ['no schedule', ''],
    ['a schedule or a review that cannot be read', 'review: { every: often }\n'],
  ])('is said to have %s, in the colour of what is to be done', async (words, review) => {
    const text = CLEAN.replace(/review:\n.*\n|review: .*\n/, review);
    expect(await htmlOf(text)).toContain(`<span class="bad">${words}</span`);
    expect((await report('markdown', { 'a.yaml': text })).out).toContain(`- review: ${words}\n`);
  });
});
