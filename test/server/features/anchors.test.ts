import { describe, expect, it } from 'vitest';
import { anchorFamilyAt, membersOf, renameAnchor } from '../../../server/src/features/anchors.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';
import { atMark } from './cursor.ts';

/** The text with brackets around every name of the family at the mark. */
function family(marked: string): string | undefined {
  const { text, offset } = atMark(marked);
  const found = anchorFamilyAt(text, offset);
  return (
    found &&
    applyEdits(
      text,
      membersOf(found).map(({ start, end, name }) => ({ start, end, newText: `‹${name}›` })),
    )
  );
}

function renamed(marked: string, name: string): string | undefined {
  const { text, offset } = atMark(marked);
  const renaming = renameAnchor(text, offset, name);
  if (!renaming) return undefined;
  return 'refusal' in renaming ? `refused: ${renaming.refusal}` : applyEdits(text, renaming.edits);
}

const SHADOWED = 'a: &x 1\nb: *x\nc: &x 2\nd: [*x, "*x", *x]\n';

describe('the family of an anchor', () => {
  it.each([
    ['from the anchor', 'a: &x‸ 1\nb: *x\n', 'a: &‹x› 1\nb: *‹x›\n'],
    ['from an alias', 'a: &x 1\nb: *‸x\nc: *x\n', 'a: &‹x› 1\nb: *‹x›\nc: *‹x›\n'],
    ['on the sign', 'a: ‸&x 1\nb: *x\n', 'a: &‹x› 1\nb: *‹x›\n'],
    ['an anchor nobody uses', 'a: &x‸ 1\n', 'a: &‹x› 1\n'],
    ['aliases of nothing', 'a: *‸x\nb: *x\nc: *y\nd: &x 1\n', 'a: *‹x›\nb: *‹x›\nc: *y\nd: &x 1\n'],
    ['a key and a list item', '&x‸ a: 1\nb:\n  - *x\n*x : 2\n', '&‹x› a: 1\nb:\n  - *‹x›\n*‹x› : 2\n'],
    ['in flow style', '{a: &‸x {b: 1}, c: [*x], "d":*x}', '{a: &‹x› {b: 1}, c: [*‹x›], "d":*‹x›}'],
    ['with a tag', 'a: !!str &x‸ 1\nb: *x\n', 'a: !!str &‹x› 1\nb: *‹x›\n'],
    ['around its own alias', 'a: &x‸\n  b: *x\n', 'a: &‹x›\n  b: *‹x›\n'],
    [
      'CRLF, byte order mark, astral',
      '\uFEFF# 🎈\r\na: &🎈‸ |\r\n  *🎈\r\nb: *🎈\r\n',
      '\uFEFF# 🎈\r\na: &‹🎈› |\r\n  *🎈\r\nb: *‹🎈›\r\n',
    ],
    ['in a broken file', 'a: &x‸ 1\nb: [*x\nc: "*x\n', 'a: &‹x› 1\nb: [*‹x›\nc: "*x\n'],
    ['per document', 'a: &x‸ 1\n---\nb: *x\n', 'a: &‹x› 1\n---\nb: *x\n'],
  ])('%s', (_, text, expected) => {
    expect(family(text)).toBe(expected);
  });

  it('goes by the nearest anchor before an alias', () => {
    expect(family(SHADOWED.replace('b: *x', 'b: *x‸'))).toBe(
      'a: &‹x› 1\nb: *‹x›\nc: &x 2\nd: [*x, "*x", *x]\n',
    );
    expect(family(SHADOWED.replace('d: [*x', 'd: [*‸x'))).toBe(
      'a: &x 1\nb: *x\nc: &‹x› 2\nd: [*‹x›, "*x", *‹x›]\n',
    );
  });

  it.each(['a: b&‸x\n', 'a: "&‸x"\n', '# &‸x\n', 'a: 1‸\n', 'a: |\n  *‸x\n', 'a: &‸ 1\n', '‸'])(
    'is none in %j',
    (text) => {
      expect(family(text)).toBeUndefined();
    },
  );
});

describe('renaming', () => {
  it('changes the anchor and what stands for it, nothing else', () => {
    expect(renamed(SHADOWED.replace('&x 2', '&x‸ 2'), 'base')).toBe(
      'a: &x 1\nb: *x\nc: &base 2\nd: [*base, "*x", *base]\n',
    );
  });

  it.each(['', ' ', 'a b', 'a,b', '[a]', '{', 'a\n', 'a\t', 'a\u0000', '\uFEFFa', '\uD800', 'a:'])(
    'refuses %j, which YAML does not allow',
    (name) => {
      expect(renamed('a: &x‸ 1\nb: *x\n', name)).toMatch(/^refused: (?:An anchor|YAML|The name) .*\.$/);
    },
  );

  it.each(['b-1', 'ünï', '🎈', 'a:b', '*', '&', '#', '"'])('takes %j', (name) => {
    expect(renamed('a: &x‸ 1\nb: *x\n', name)).toBe(`a: &${name} 1\nb: *${name}\n`);
  });

  it('refuses a name by which an alias would stand for something else', () => {
    expect(renamed('a: &x‸ 1\nb: &y 2\nc: *x\n', 'y')).toMatch(/^refused: “y” is the name of another/);
    expect(renamed('b: &y 1\na: &x‸ 2\nc: *y\n', 'y')).toMatch(/^refused/);
    expect(renamed('a: &x‸ 1\nb: *y\n', 'y')).toMatch(/^refused/);
    expect(renamed('a: &x‸ 1\nb: *x\nc: &y 2\nd: *y\n', 'y')).toBe('a: &y 1\nb: *y\nc: &y 2\nd: *y\n');
  });

  it('is for anchors only', () => {
    expect(renamed('a: b‸\n', 'c')).toBeUndefined();
  });
});
