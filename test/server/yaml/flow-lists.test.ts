import { describe, expect, it } from 'vitest';
import { compose } from '../../../server/src/yaml/compose.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';
import { appendToFlow, replaceInFlow } from '../../../server/src/yaml/flow-lists.ts';
import type { SequenceNode } from '../../../server/src/yaml/node.ts';

/** The list under the first key of a map. */
function listIn(text: string): SequenceNode {
  const { root } = compose(text);
  const value = root?.type === 'map' ? root.pairs[0]?.value : undefined;
  if (value?.type !== 'sequence') throw new Error('no list');
  return value;
}

describe('appendToFlow', () => {
  const append = (text: string): string =>
    applyEdits(text, [appendToFlow(text, listIn(text), ['{ n: 1 }', '{ n: 2 }'])]);

  it.each<[string, string, string]>([
    ['on one line', 'l: [{ a: 1 }] # x\n', 'l: [{ a: 1 }, { n: 1 }, { n: 2 }] # x\n'],
    ['before a comma on one line', 'l: [a, ]\n', 'l: [a, { n: 1 }, { n: 2 }, ]\n'],
    ['behind a pair without braces', 'l: [a: 1 ]\n', 'l: [a: 1, { n: 1 }, { n: 2 } ]\n'],
    [
      'on lines of their own, with a comma at the end',
      'l:\n  [\n    { a: 1 },\n    { b: "#2" },\n  ]\n',
      'l:\n  [\n    { a: 1 },\n    { b: "#2" },\n    { n: 1 },\n    { n: 2 },\n  ]\n',
    ],
    ['without one', 'l: [\n  a,\n  b\n]\n', 'l: [\n  a,\n  b,\n  { n: 1 },\n  { n: 2 }\n]\n'],
    ['before the bracket', 'l: [a,\n  b] # x\n', 'l: [a,\n  b,\n  { n: 1 },\n  { n: 2 }] # x\n'],
    ['between comma and bracket', 'l: [a,\n  b, ]\n', 'l: [a,\n  b,\n  { n: 1 },\n  { n: 2 }, ]\n'],
    [
      'with the line breaks of the file',
      'l: [\r\n  a,\r\n]',
      'l: [\r\n  a,\r\n  { n: 1 },\r\n  { n: 2 },\r\n]',
    ],
    ['behind several on one line', 'l: [\n  a, b, # x\n]\n', 'l: [\n  a, b, { n: 1 }, { n: 2 }, # x\n]\n'],
    ['below a remark', 'l: [\n  a # x\n  # y\n]\n', 'l: [\n  a, # x\n  { n: 1 },\n  { n: 2 }\n  # y\n]\n'],
    ['below one behind a comma', 'l: [\n  a, # x\n]\n', 'l: [\n  a, # x\n  { n: 1 },\n  { n: 2 },\n]\n'],
    [
      'behind a comma below',
      'l: [\n  a # x\n  , # y\n]\n',
      'l: [\n  a # x\n  , # y\n  { n: 1 },\n  { n: 2 },\n]\n',
    ],
    ['into nothing', 'l: [ ]\n', 'l: [{ n: 1 }, { n: 2 }]\n'],
    ['into a remark alone', 'l: [ # x\n]\n', 'l: [{ n: 1 }, { n: 2 } # x\n]\n'],
  ])('adds %s', (_, text, expected) => {
    expect(append(text)).toBe(expected);
    expect(compose(expected).errors).toEqual([]);
    expect(listIn(expected).items).toHaveLength(listIn(text).items.length + 2);
  });
});

describe('replaceInFlow', () => {
  const replace = (text: string, gone: number[], added: string[] = []): string | undefined => {
    const list = listIn(text);
    const edits = replaceInFlow(text, list, new Set(list.items.filter((_, i) => gone.includes(i))), added);
    return edits && applyEdits(text, edits);
  };

  it.each<[string, string, number[], string[], string | undefined]>([
    ['the last', 'l: [a, b]', [1], ['n', 'm'], 'l: [a, n, m]'],
    ['the first', 'l: [a, b]', [0], ['n'], 'l: [b, n]'],
    ['all', 'l: [ a, b ]', [0, 1], ['n'], 'l: [ n ]'],
    ['all by nothing', 'l: [ a, "#" ]', [0, 1], [], 'l: []'],
    ['all by nothing, but for a comment', 'l: [ a, # x\n b ]', [0, 1], [], undefined],
    ['none', 'l: [a]', [], ['n'], 'l: [a, n]'],
    ['some by nothing', 'l: [a, b, c, d, e]', [0, 2, 4], [], 'l: [b, d]'],
    ['lines', 'l: [\n  a,\n  "#1",\n  "# 2",\n]', [1, 2], ['n', 'm'], 'l: [\n  a,\n  n,\n  m,\n]'],
    ['lines in front', 'l: [\n  a, # x\n  b,\n]', [1], [], undefined],
    [
      'lines with comments before',
      'l: [\n  # x\n  { a: "#" },\n  b # y\n]',
      [0],
      ['n'],
      'l: [\n  # x\n  b, # y\n  n\n]',
    ],
    ['what has a comment within', 'l: [{ a: 1, # x\n b: 2 }, c]', [0], ['n'], undefined],
    ['what has a comment behind', 'l: [\n  a,\n  b, # x\n]', [1], ['n'], undefined],
  ])('replaces %s', (_, text, gone, added, expected) => {
    expect(replace(text, gone, added)).toBe(expected);
  });
});
