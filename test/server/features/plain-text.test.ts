import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpan, escapeMarkdown, link, oneLine } from '../../../server/src/features/markdown.ts';
import { plainText } from '../../../server/src/features/plain-text.ts';

const texts = fc.oneof(
  fc.string({
    unit: fc.constantFrom('\\', '`', '*', '_', '[', ']', '(', ')', ':', '/', '.', 'w', ' ', '\n'),
  }),
  fc.string({ unit: 'binary' }),
);

describe('Markdown as plain text', () => {
  it.each([
    ['**`org:read`** · sensitivity 1 of 5', 'org:read · sensitivity 1 of 5'],
    ['**Risk:** much _(theft, loss)_  \nNext', 'Risk: much (theft, loss)\nNext'],
    ['- `a_b`: snake_case_word', '- a_b: snake_case_word'],
    [
      '[Rule page](file:///a%20b/x.md) · [a\\[b\\]](https://a.example/b)',
      'Rule page <file:///a%20b/x.md> · a[b] <https://a.example/b>',
    ],
    ['a\\`b\\`c `d\\` \\\\`e`', 'a`b`c d\\ \\e'],
  ])('%s', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });

  it('does not get lost in a long line of links that are none', () => {
    const line = '[a](x:'.repeat(50_000);
    expect(plainText(line)).toBe(line);
  });

  it('gives back what was escaped, put into code or made a link', () => {
    fc.assert(
      fc.property(texts, texts, (text, other) => {
        const [line, next] = [oneLine(text), oneLine(other)];
        expect(plainText(`${escapeMarkdown(text)} ${codeSpan(other)} **x**`)).toBe(`${line} ${next} x`);
        expect(plainText(`${link(text, 'https://a.example/b')}.`)).toBe(`${line} <https://a.example/b>.`);
      }),
    );
  });
});
