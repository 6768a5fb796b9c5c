import { expect, it } from 'vitest';
import { hasNoContent } from '../../../server/src/yaml/has-no-content.ts';

it.each(['', '\n', '# a', '# a\n\n  # b\n', '# a\r\n# b\r\n', '# a\r# b', '\uFEFF# a\r\n', ' \t\n'])(
  'finds nothing in %j',
  (text) => {
    expect(hasNoContent(text)).toBe(true);
  },
);

it.each(['a', '# a\nb', '# a\rb', '# a\r\nb', '---', '"# a"'])('finds something in %j', (text) => {
  expect(hasNoContent(text)).toBe(false);
});
