import { expect, it } from 'vitest';
import { saysNothing } from '../../../server/src/yaml/says-nothing.ts';

it.each(['', '\n', '# a', '# a\n\n  # b\n', '# a\r\n# b\r\n', '# a\r# b', '\uFEFF# a\r\n', ' \t\n'])(
  'finds nothing in %j',
  (text) => {
    expect(saysNothing(text)).toBe(true);
  },
);

it.each(['a', '# a\nb', '# a\rb', '# a\r\nb', '---', '"# a"'])('finds something in %j', (text) => {
  expect(saysNothing(text)).toBe(false);
});
