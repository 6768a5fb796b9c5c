import { describe, expect, it } from 'vitest';
import { stretchesAt } from '../../../server/src/features/selection.ts';
import { atMark, read } from './cursor.ts';

function stretches(marked: string): string[] {
  const { text, offset } = atMark(marked);
  return stretchesAt(read(text), offset).map(({ start, end }) => text.slice(start, end));
}

describe('selection', () => {
  it('grows from the word over scalar, pair, item, list, entry and integrations to the file', () => {
    const text = `version: 1
integrations:
  bot:
    kind: service
    scopes:
      - scope: org:read
        rationale: "Looks th‸em up."
      - team:read
  other: {}
`;
    const map = 'scope: org:read\n        rationale: "Looks them up."';
    const list = `- ${map}\n      - team:read`;
    const entry = `kind: service\n    scopes:\n      ${list}`;
    expect(stretches(text)).toEqual([
      'them',
      'Looks them up.',
      '"Looks them up."',
      'rationale: "Looks them up."',
      map,
      list,
      `scopes:\n      ${list}`,
      entry,
      `bot:\n    ${entry}`,
      `bot:\n    ${entry}\n  other: {}`,
      `integrations:\n  bot:\n    ${entry}\n  other: {}`,
      text.replace('‸', ''),
    ]);
  });

  it('does so in flow style', () => {
    const flow = '{ bot: { scopes: [org:read, team:read] } }';
    expect(stretches(`integrations: ${flow.replace('team', 'te‸am')}`)).toEqual([
      'team:read',
      '[org:read, team:read]',
      'scopes: [org:read, team:read]',
      '{ scopes: [org:read, team:read] }',
      'bot: { scopes: [org:read, team:read] }',
      flow,
      `integrations: ${flow}`,
    ]);
  });

  it.each([
    ['on a key of the file', 'ver‸sion: 1\r\n', ['version', 'version: 1', 'version: 1\r\n']],
    [
      'on the key of the entries',
      'integ‸rations:\n  a: {}\n',
      ['integrations', 'integrations:\n  a: {}', 'integrations:\n  a: {}\n'],
    ],
    [
      'in a comment behind a key without a value',
      'rules: # so it‸ is\n',
      ['it', '# so it is', 'rules: # so it is\n'],
    ],
    ['in a comment', 'version: 1 # so it‸ is\n', ['it', '# so it is', 'version: 1 # so it is\n']],
    [
      'in a comment behind a text with the sign of one',
      'x-o: "x #b" # com‸ment #2\n',
      ['comment', '# comment #2', 'x-o: "x #b" # comment #2\n'],
    ],
    [
      'in a comment behind a key with the sign of one',
      'x-o: { \'a #b\': ["c #d", e] } # com‸ment\n',
      ['comment', '# comment', 'x-o: { \'a #b\': ["c #d", e] } # comment\n'],
    ],
    [
      'before the comment of a line with the sign of one in a text',
      'x-o: ["x #b"]  ‸ # comment\n',
      ['x-o: ["x #b"]   # comment\n'],
    ],
    ['on an alias', 'x-a: &b 1\nx-b: *‸b\n', ['*b', 'x-b: *b', 'x-a: &b 1\nx-b: *b\n']],
    ['in an empty file', '‸', ['']],
    ['in what is no manifest', '- a‸b\n', ['ab', '- ab\n']],
  ])('%s', (_, text, expected) => {
    expect(stretches(text)).toEqual(expected);
  });

  it('finds a comment inside of an entry, behind whatever stands before it', () => {
    for (const value of ['"x #b"', "'it''s #1'", '[ "x #b", c ]', '{ "x #b": c }', 'a#b', '"open \\" #x"'])
      expect(stretches(`integrations:\n  bot:\n    x-a: ${value} # com‸ment\n    kind: service\n`)[1]).toBe(
        '# comment',
      );
  });
});
