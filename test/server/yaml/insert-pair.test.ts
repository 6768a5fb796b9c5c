/** What `insertPair` writes is read as one more key of the map, whatever style it is in, and as nothing else. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../../server/src/yaml/compose.ts';
import { applyEdits, insertPair } from '../../../server/src/yaml/edits.ts';
import type { MapNode, YamlNode } from '../../../server/src/yaml/node.ts';

/** The tree as plain data: a map as its pairs, which may repeat a key. */
type Plain = string | null | undefined | { list: Plain[] } | { map: [Plain, Plain][]; anchor?: string };

function plain(node: YamlNode | undefined): Plain {
  if (!node) return undefined;
  if (node.type === 'scalar') return node.value === null ? null : node.text;
  if (node.type === 'alias') return `*${node.name}`;
  if (node.type === 'sequence') return { list: node.items.map(plain) };
  const map = node.pairs.map(({ key, value }): [Plain, Plain] => [plain(key), plain(value)]);
  return node.anchor === undefined ? { map } : { map, anchor: node.anchor };
}

const value = fc.constantFrom('x', 'org:admin', '2026-01-01', '"a, b"', "'it''s'", '[x, y]', '{ z: 1 }', '');
/** A pair that stands in a list without braces, with what may stand before it. */
const bare = fc
  .tuple(fc.constantFrom('', '', '', '&anchor ', '!!str ', '? '), fc.constantFrom('k', '"k"'), value)
  .map(([before, key, written]) => `${before}${key}: ${written}`);
const inBraces = fc
  .array(value, { maxLength: 3 })
  .map((values) => `{ ${values.map((written, i) => `k${String(i)}: ${written}`).join(', ')} }`);
const blanks = fc.constantFrom('', ' ', '\n    ', ' # [why,\n    ');
const flowList = fc
  .array(fc.tuple(blanks, fc.oneof(bare, inBraces, fc.constantFrom('word', 'org:read')), blanks), {
    minLength: 1,
    maxLength: 4,
  })
  .map((items) => `[${items.map((item) => item.join('')).join(',')}]`);
const blockList = fc
  .array(
    fc.oneof(
      inBraces,
      fc
        .array(value, { minLength: 1, maxLength: 3 })
        .map((values) => values.map((written, i) => `k${String(i)}: ${written}`).join('\n      ')),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((items) => items.map((item) => `\n    - ${item}`).join(''));

it('adds one key and changes nothing else', () => {
  let written = 0;
  fc.assert(
    fc.property(fc.oneof(flowList, blockList), fc.constantFrom('v', 'v: w', 'v, w'), (list, added) => {
      const text = `a:\n  l: ${list}\nb: 1\n`;
      const { root, errors } = compose(text);
      fc.pre(errors.length === 0);
      const items = listIn(root);
      for (const [i, item] of items.entries()) {
        if (item.type !== 'map') continue;
        const edit = insertPair(text, item, { key: 'new', value: added });
        if (!edit) continue;
        const after = applyEdits(text, [edit]);
        const result = compose(after);
        expect(result.errors, after).toEqual([]);
        const wanted = items.map(plain);
        (wanted[i] as { map: unknown[] }).map.push(['new', added]);
        expect(listIn(result.root).map(plain), after).toEqual(wanted);
        written++;
      }
    }),
    { numRuns: 2000 },
  );
  expect(written).toBeGreaterThan(1000);
});

function listIn(root: YamlNode | undefined): readonly YamlNode[] {
  const list = under(under(root, 'a'), 'l');
  return list?.type === 'sequence' ? list.items : [];
}

function under(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return (node as MapNode).pairs.find((pair) => plain(pair.key) === key)?.value;
}
