import { describe, expect, it } from 'vitest';
import { pageOf, report, rowsOf } from './report-support.ts';
import { CLEAN } from './support.ts';

const [APART, TOGETHER] = ['\u200c', '\u200d'];

/** The owner as each report tells it. */
async function told(owner: string): Promise<readonly (string | undefined)[]> {
  const files = { 'a.yaml': CLEAN.replace(/owner: .*/, `owner: ${JSON.stringify(owner)}`) };
  const markdown = (await report('markdown', files)).out;
  const html = (await report('html', files)).out;
  const [head, row] = rowsOf((await report('csv', files)).out);
  const inHtml = /<dt>owner<\/dt>\s*<dd>(.*?)<\/dd>/s.exec(html)?.[1];
  return [
    /^- owner: `(.*)`$/m.exec(markdown)?.[1],
    inHtml === undefined ? undefined : pageOf(inHtml).text.trim(),
    row?.[head?.indexOf('owner') ?? -1],
  ];
}

describe('a sign that joins or parts letters', () => {
  it.each([
    ['Persian', `می${APART}خواهم خانه${APART}ای`],
    ['Persian with a mark', `کتابِ${APART}ها`],
    ['a long word of Persian', `می${APART}خواهم`.repeat(20)],
    ['a letter after letter', `م${APART}`.repeat(60) + 'م'],
    ['Hindi', `क्${TOGETHER}ष क्${APART}ष प्${TOGETHER}`],
    ['a long word of Hindi', `क्${TOGETHER}`.repeat(30)],
    ['Sinhala', `ශ්${TOGETHER}රී`],
    ['Bengali', `র${TOGETHER}্যাব`],
    ['emoji', `👩${TOGETHER}💻 👩🏽${TOGETHER}🚀 ❤️${TOGETHER}🔥 👨${TOGETHER}👩${TOGETHER}👧`],
    ['many emoji', `👩🏽${TOGETHER}🚀`.repeat(20)],
  ])('stays as it is in %s', async (_, owner) => {
    expect(await told(owner)).toEqual([owner, owner, owner]);
  });

  it.each([
    [`a${APART}b${TOGETHER}c`, 'a\\u{200c}b\\u{200d}c'],
    [`a${APART}می${APART} ${TOGETHER}م`, 'a\\u{200c}می\\u{200c} \\u{200d}م'],
    [`می${APART}${APART}خ`, 'می\\u{200c}\\u{200c}خ'],
    [
      `a${TOGETHER}💻 💻${TOGETHER}a 💻${APART}💻 1${TOGETHER}💻`,
      'a\\u{200d}💻 💻\\u{200d}a 💻\\u{200c}💻 1\\u{200d}💻',
    ],
    ['می\u202eخ\u200bم\u2066', 'می\\u{202e}خ\\u{200b}م\\u{2066}'],
  ])('is written out elsewhere, as others are: %j', async (owner, written) => {
    expect(await told(owner)).toEqual([written, written, written]);
  });
});
