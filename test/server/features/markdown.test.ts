import { describe, expect, it } from 'vitest';
import { codeSpan, escapeMarkdown, link, paragraphs } from '../../../server/src/features/markdown.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['a *b* _c_ `d`', 'a \\*b\\* \\_c\\_ \\`d\\`'],
    ['[x](https://evil.example)', '\\[x\\](https\\://evil.example)'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['see www.evil.example or a@evil.example', 'see www\\.evil.example or a\\@evil.example'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['# title', '\\# title'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['two\n\nlines\r\nand\ttabs', 'two lines and tabs'],
    ['plain: text (really), 90 days.', 'plain: text (really), 90 days.'],
  ])('%j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('drops control characters and those that turn the direction of a text', () => {
    expect(escapeMarkdown('a\u202Eb\u0007c')).toBe('a b c');
  });

  it('cuts a long text without halving a character', () => {
    const cut = escapeMarkdown('a'.repeat(199) + '😀'.repeat(50));
    expect(cut).toBe('a'.repeat(199) + '…');
  });
});

describe('codeSpan', () => {
  it.each([
    ['org:read', '`org:read`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``x`', '``` ``x` ```'],
    ['a\n\n- b', '`a - b`'],
    ['', ''],
    [' \n ', ''],
  ])('%j', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });
});

describe('link', () => {
  it('links plain https addresses only', () => {
    expect(link('Docs', 'https://docs.sentry.io/api/')).toBe('[Docs](https://docs.sentry.io/api/)');
    expect(link('Docs', 'https://x.example/a@latest/b#c-d')).toBe('[Docs](https://x.example/a@latest/b#c-d)');
    expect(link('Docs', 'https://user@x.example/')).toBe('Docs');
    expect(link('Docs', 'command:run')).toBe('Docs');
    expect(link('a]b', 'https://x.example/)')).toBe('a\\]b');
  });
});

describe('paragraphs', () => {
  it('leaves out what says nothing', () => {
    expect(paragraphs('a', undefined, '', 'b')).toBe('a\n\nb');
  });
});
