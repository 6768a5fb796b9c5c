import { describe, expect, it } from 'vitest';
import { compose } from '../../../server/src/yaml/compose.ts';
import {
  appendMap,
  applyEdits,
  fillPair,
  HOLE,
  HOLE_MARK,
  insertPair,
  wrapInMap,
} from '../../../server/src/yaml/edits.ts';
import type { NewValue } from '../../../server/src/yaml/edits.ts';
import { keyText } from '../../../server/src/yaml/node.ts';
import type { MapNode, SequenceNode, YamlNode } from '../../../server/src/yaml/node.ts';
import { removeItem, removeItems, removePair } from '../../../server/src/yaml/removals.ts';
import type { TextEdit } from '../../../server/src/yaml/text-edit.ts';

/** The node under a path of keys and indices. */
function nodeAt(text: string, ...path: (string | number)[]): YamlNode {
  let node = compose(text).root;
  for (const step of path) {
    if (node?.type === 'map') node = node.pairs.find((pair) => keyText(pair) === step)?.value;
    else if (node?.type === 'sequence' && typeof step === 'number') node = node.items[step];
  }
  if (!node) throw new Error(`nothing at ${path.join('.')}`);
  return node;
}
const mapAt = (text: string, ...path: (string | number)[]): MapNode => nodeAt(text, ...path) as MapNode;
const listAt = (text: string, ...path: (string | number)[]): SequenceNode =>
  nodeAt(text, ...path) as SequenceNode;

function done(text: string, edit: TextEdit | TextEdit[] | undefined): string | undefined {
  return edit && applyEdits(text, [edit].flat());
}

describe('insertPair', () => {
  const insert = (text: string, value: NewValue, after?: string): string | undefined =>
    done(text, insertPair(text, mapAt(text), { key: 'new', value }, after));

  it.each<[string, string, NewValue, string]>([
    ['at the end', 'a: 1\nb: 2\n', 'x', 'a: 1\nb: 2\nnew: x\n'],
    ['behind a comment on the line', 'a: 1 # one\n# two\n', 'x', 'a: 1 # one\nnew: x\n# two\n'],
    ['without a last line break', 'a: 1', 'x', 'a: 1\nnew: x'],
    ['with the line breaks of the file', 'a: 1\r\nb: 2\r\n', 'x', 'a: 1\r\nb: 2\r\nnew: x\r\n'],
    ['in quotes where they are needed', 'a: 1\n', 'x: y', 'a: 1\nnew: "x: y"\n'],
    ['behind a block scalar', 'a: |\n  text\n\nb:\n', 'x', 'a: |\n  text\n\nb:\nnew: x\n'],
    ['into flow style', '{ a: 1, b: 2, }', 'x, y', '{ a: 1, b: 2, new: "x, y", }'],
    ['into an empty map', '{}', 'x', '{ new: x }'],
    [
      'as a list of one map',
      'a: 1\n',
      {
        list: [
          { key: 'k', value: 'v' },
          { key: 'l', value: 'w' },
        ],
      },
      'a: 1\nnew:\n  - k: v\n    l: w\n',
    ],
    ['as a list in flow style', '{a: 1}', { list: [{ key: 'k', value: 'v' }] }, '{a: 1, new: [{ k: v }]}'],
    ['with a place to fill in', 'a: 1\n', HOLE, `a: 1\nnew: ${HOLE_MARK}\n`],
  ])('writes %s', (_, text, value, result) => {
    expect(insert(text, value)).toBe(result);
  });

  it('writes behind a sibling', () => {
    expect(insert('a:\n  - 1\n  - 2 # two\nb: 2\n', 'x', 'a')).toBe('a:\n  - 1\n  - 2 # two\nnew: x\nb: 2\n');
  });

  it('lines up with the keys of a list item', () => {
    const text = 'l:\n  -   a: 1\n  - 2\n';
    expect(done(text, insertPair(text, mapAt(text, 'l', 0), { key: 'new', value: 'x' }))).toBe(
      'l:\n  -   a: 1\n      new: x\n  - 2\n',
    );
  });
});

describe('fillPair', () => {
  const fill = (text: string, value: NewValue): string | undefined => {
    const map = mapAt(text);
    return done(text, fillPair(text, map, map.pairs[0]!, value));
  };

  it.each<[string, NewValue, string | undefined]>([
    ['a:\nb: 1\n', 'x', 'a: x\nb: 1\n'],
    ['a: \nb: 1\n', 'x', 'a: x\nb: 1\n'],
    ['a: # why\n', 'x', 'a: x # why\n'],
    ['a: ~\n', 'x', 'a: x\n'],
    ['{ a: , b: 1 }', 'x', '{ a: x, b: 1 }'],
    ['a: # why\nb: 1\n', { list: [{ key: 'k', value: 'v' }] }, 'a: # why\n  - k: v\nb: 1\n'],
    ['a: null\n', { list: [{ key: 'k', value: 'v' }] }, 'a:\n  - k: v\n'],
    ['a:  ~ \r\nb: 1\r\n', [{ key: 'k', value: 'v' }], 'a:\r\n  k: v\r\nb: 1\r\n'],
    ['"a": Null  # why', { texts: ['v'] }, '"a": # why\n  - v'],
    ['a:\n  null\n', { list: [{ key: 'k', value: 'v' }] }, undefined],
    ['a: !!null ~\n', { list: [{ key: 'k', value: 'v' }] }, undefined],
    ['? a\n: ~\n', { list: [{ key: 'k', value: 'v' }] }, undefined],
    ['a: &x ~\n', { list: [{ key: 'k', value: 'v' }] }, undefined],
    ['a: 1\n', 'x', undefined],
  ])('%j', (text, value, result) => {
    expect(fill(text, value)).toBe(result);
  });
});

describe('appendMap', () => {
  const append = (text: string): string | undefined =>
    done(
      text,
      appendMap(text, listAt(text, 'l'), [
        { key: 'k', value: 'v' },
        { key: 'm', value: 'n, o' },
      ]),
    );

  it.each([
    ['l:\n  - a: 1\n    b: 2\n', 'l:\n  - a: 1\n    b: 2\n  - k: v\n    m: n, o\n'],
    ['l:\n  - { a: 1 } # one\n', 'l:\n  - { a: 1 } # one\n  - { k: v, m: "n, o" }\n'],
    ['l:\n- a: 1\nz: 1\n', 'l:\n- a: 1\n- k: v\n  m: n, o\nz: 1\n'],
    ['l: [{ a: 1 }]', 'l: [{ a: 1 }, { k: v, m: "n, o" }]'],
    ['l: []', 'l: [{ k: v, m: "n, o" }]'],
  ])('follows the style of %j', (text, result) => {
    expect(append(text)).toBe(result);
  });
});

describe('wrapInMap', () => {
  it.each([
    ['l:\n  - org:read # why\n  - b\n', 'l:\n  - scope: org:read # why\n    rationale: x\n  - b\n', false],
    ['l: [org:read, b]', 'l: [{ scope: org:read, rationale: x }, b]', true],
  ])('%j', (text, result, flow) => {
    const item = nodeAt(text, 'l', 0);
    expect(done(text, wrapInMap(text, item, 'scope', { key: 'rationale', value: 'x' }, flow))).toBe(result);
  });
});

describe('removeItem', () => {
  const remove = (text: string, index: number, comment?: string): string | undefined => {
    const list = listAt(text, 'l');
    return done(text, removeItem(text, list, list.items[index]!, comment));
  };

  it.each([
    ['l:\n  # about a\n  - a # one\n  # about b\n  - b\n', 0, 'l:\n  # about a\n  # about b\n  - b\n'],
    ['l:\n  - a\n  - x: 1\n    y: 2\n', 1, 'l:\n  - a\n'],
    ['l:\n  - a\n  - b', 1, 'l:\n  - a'],
    ['l:\r\n  - a\r\n  - b\r\n', 0, 'l:\r\n  - b\r\n'],
    ['l: [a, b, c]', 1, 'l: [a, c]'],
    ['l: [a, b]', 1, 'l: [a]'],
  ])('%j', (text, index, result) => {
    expect(remove(text, index)).toBe(result);
  });

  it('keeps what the item was for as a comment', () => {
    expect(remove('l:\n  - a\n  - scope: b\n    why: c\n', 1, 'c:\n d')).toBe('l:\n  - a\n  # c: d\n');
  });

  it.each([
    ['the only item', 'l:\n  - a\n', 0],
    ['an item that something refers to', 'l:\n  - &x a\n  - b\nm: *x\n', 0],
    ['an item behind another dash', 'l:\n  - - a\n    - b\n', 0],
    ['an item with a comment between it and the next', 'l: [a, # one\n  b]', 0],
  ])('leaves %s', (_, text, index) => {
    expect(remove(text, index)).toBeUndefined();
  });
});

describe('removeItems', () => {
  const remove = (text: string, indices: number[], instead?: string[]): string | undefined => {
    const list = listAt(text, 'l');
    const edits = removeItems(text, list, new Set(indices.map((i) => list.items[i]!)), instead);
    const overlap = edits?.some(({ start }, i) => start < (edits[i - 1]?.end ?? 0));
    return overlap ? 'edits that overlap' : done(text, edits);
  };

  it.each([
    ['l:\n  - a\n  - b\n  - c\n  - d\n', [1, 2], 'l:\n  - a\n  - d\n'],
    ['l:\n  - a\n  - b\n  - c\n', [1, 2], 'l:\n  - a\n'],
    ['l:\n  - a\n  - b\n  - c', [1, 2], 'l:\n  - a'],
    ['l:\n  - a\n  # b\n  - b\n\n  - c', [1, 2], 'l:\n  - a\n  # b\n'],
    ['l:\r\n  - a\r\n  - b\r\n  - c', [0, 2], 'l:\r\n  - b'],
    ['l: [a, b, c, d]', [0, 1, 3], 'l: [c]'],
  ])('of %j, those at %j', (text, indices, result) => {
    expect(remove(text, indices)).toBe(result);
  });

  it.each([
    ['l:\n  - a\n  - b\n  - c\n', [0, 1], 'l:\n  - x\n  - c\n'],
    ['l:\n  - a\n  - b\n  - c', [0, 1, 2], 'l:\n  - x'],
    ['l:\n  - a\n  - b\n  - c', [0, 2], 'l:\n  - x\n  - b'],
    ['l:\r\n  - a\r\n  - b', [1], 'l:\r\n  - a\r\n  - x'],
  ])('of %j, those at %j with others instead', (text, indices, result) => {
    expect(remove(text, indices, ['  - x'])).toBe(result);
  });

  it.each([
    ['all items', 'l:\n  - a\n  - b\n', [0, 1]],
    ['an item that something refers to', 'l:\n  - &x a\n  - b\n  - c\nm: *x\n', [0]],
    ['items with a comment between them', 'l: [a, # one\n  b, c]', [0, 1]],
  ])('leaves %s', (_, text, indices) => {
    expect(remove(text, indices)).toBeUndefined();
  });
});

describe('removePair', () => {
  const remove = (text: string, key: string, ...path: (string | number)[]): string | undefined => {
    const map = mapAt(text, ...path);
    const pair = map.pairs.find((candidate) => keyText(candidate) === key);
    return pair && done(text, removePair(text, map, pair));
  };

  it.each<[string, string, (string | number)[], string | undefined]>([
    ['a: 1\nb:\n  - 2\nc: 3\n', 'b', [], 'a: 1\nc: 3\n'],
    ['{ a: 1, b: 2 }', 'b', [], '{ a: 1 }'],
    ['{ a: 1,\n  b: # x\n}', 'b', [], '{ a: 1 # x\n}'],
    ['- a: 1\n  b: 2\n', 'a', [0], '- b: 2\n'],
    ['- a: 1\n  # about b\n  b: 2\n', 'a', [0], undefined],
    ['a: 1\n', 'a', [], undefined],
    ['a: &x 1\nb: *x\n', 'a', [], undefined],
  ])('%j without %s', (text, key, path, result) => {
    expect(remove(text, key, ...path)).toBe(result);
  });
});
