import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../server/src/yaml/compose.ts';
import { keyText } from '../../../server/src/yaml/node.ts';
import type { YamlNode } from '../../../server/src/yaml/node.ts';
import { readYaml } from '../../../server/src/yaml/read-yaml.ts';
import { shiftNode } from '../../../server/src/yaml/shift.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';

/** The file's tree with the segments put back where they were cut out. */
function reassembled(text: string): YamlNode | undefined {
  const { root, segments } = readYaml(text, 'integrations');
  if (root?.type !== 'map' || segments.length === 0) return root;
  const entries = segments.flatMap(({ pair, start }) =>
    pair ? [{ key: shiftNode(pair.key, start), value: pair.value && shiftNode(pair.value, start) }] : [],
  );
  return {
    ...root,
    pairs: root.pairs.map((pair) =>
      keyText(pair) === 'integrations' ? { ...pair, value: { ...nodeOf(entries) } } : pair,
    ),
  };
}

function nodeOf(entries: readonly { key: YamlNode; value: YamlNode | undefined }[]): YamlNode {
  const pairs = entries.map(({ key, value }) => ({
    key,
    value,
    start: key.start,
    end: Math.max(key.end, value?.end ?? 0),
  }));
  return { type: 'map', pairs, flow: false, start: pairs[0]?.start ?? 0, end: pairs.at(-1)?.end ?? 0 };
}

/** Keys, values and places, without the ranges of collections, which nobody edits by. */
function essence(node: YamlNode | undefined): unknown {
  switch (node?.type) {
    case 'map':
      return node.pairs.map(({ key, value }) => [essence(key), essence(value)]);
    case 'sequence':
      return { items: node.items.map(essence) };
    case 'scalar':
      return node.value === null ? null : [node.value, node.start, node.end, node.style];
    case 'alias':
      return [node.name, node.start, node.end, essence(node.target)];
    default:
      return null;
  }
}

describe('readYaml', () => {
  it('reads entries apart as it reads them together', () => {
    const check = (text: string): void => {
      const whole = compose(text);
      if (whole.errors.length > 0 || whole.furtherDocuments.length > 0) return;
      expect(essence(reassembled(text))).toEqual(essence(whole.root));
    };
    check(EXAMPLE);
    fc.assert(fc.property(manifests, check), { numRuns: 1000 });
    fc.assert(
      fc.property(fc.oneof(manifests, fc.constant(EXAMPLE)), damages, (text, changes) => {
        check(damaged(text, changes));
      }),
      { numRuns: 6000 },
    );
  });

  it('keeps every other entry when one is broken', () => {
    const text =
      'integrations:\n  a:\n    purpose: "half\n    kind: x\n  b:\n    kind: service\n  c:\n    uses: [a, b\n  d:\n    kind: y\n';
    const { segments } = readYaml(text, 'integrations');
    expect(segments.map(({ pair }) => pair && keyText(pair))).toEqual(['a', 'b', 'c', 'd']);
    expect(segments.map(({ errors }) => errors.length)).toEqual([1, 0, 1, 0]);
    expect(segments.map(({ distrusted }) => distrusted.length)).toEqual([1, 0, 1, 0]);
  });

  it.each([
    'shop (old)',
    'a, b',
    'R&D: bot',
    '🎈 bot',
    'cafe\u0301',
    '"say \\"hi\\""',
    "'it''s'",
    '@acme/bot',
    'a#b',
    'a"b',
  ])('keeps what stands beside a broken entry of the name %s', (name) => {
    const text = `integrations:\n  ${name}:\n    purpose: "half\n  b:\n    kind: service\n`;
    const { segments } = readYaml(text, 'integrations');
    expect(segments.map(({ distrusted }) => distrusted.length)).toEqual([1, 0]);
  });

  it.each([
    ['%YAML 1.1\n---\nintegrations: {}\n', ['%YAML 1.1']],
    ['# why\n%TAG ! x\n%YAML 1.2 # fine\n---\nversion: 1\n%x\n', ['%TAG ! x']],
    ['version: 1\nintegrations:\n%foo\n', []],
  ])('finds the directives above the document %j', (text, expected) => {
    expect(readYaml(text, 'integrations').directives.map(({ start, end }) => text.slice(start, end))).toEqual(
      expected,
    );
  });

  it('takes two marks for two documents', () => {
    const { segments, furtherDocuments } = readYaml(
      '---\n---\nintegrations:\n  a:\n    kind: x\n',
      'integrations',
    );
    expect(segments).toEqual([]);
    expect(furtherDocuments).toHaveLength(1);
  });

  it('tells of no half of a sign', () => {
    const { errors } = readYaml('version: \u{1F600}1\n      - scope: project:read\n', 'integrations');
    expect(errors.map(({ start, end }) => [start, end])).toContainEqual([9, 11]);
  });

  it('takes a half-typed key for what it is', () => {
    const { segments } = readYaml(
      'integrations:\n  a:\n    kind: x\n    pur\n  b\n  c:\n    kind: y\n',
      'integrations',
    );
    expect(segments.map(({ distrusted }) => distrusted)).toEqual([[], [], []]);
    expect(segments.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual([
      'MISSING_CHAR',
      'MISSING_CHAR',
    ]);
  });

  it.each([
    ['rationale: Reads: x', 'Reads: x'],
    ['owner: @acme/team # the team', '@acme/team'],
    ['uses: [GET /api/0/{x}/, b]', 'GET /api/0/{x}/'],
    ['uses: [@sentry/webpack-plugin]', '@sentry/webpack-plugin'],
    ['notes: { a: Reads: x, b: 1 }', 'Reads: x'],
  ])('reads %s as it is meant', (line, meant) => {
    const { segments } = readYaml(`integrations:\n  a:\n    ${line}\n    kind: x\n`, 'integrations');
    expect(segments[0]?.errors.filter(({ code }) => code !== 'BAD_SCALAR_START')).toEqual([]);
    expect(JSON.stringify(segments[0]?.pair)).toContain(
      `"text":${JSON.stringify(meant)},"style":"plain","unquoted":true`,
    );
  });

  it.each(['"Reads $."', 'UmVhZHM='])('takes !!binary %s for the text that it is', (written) => {
    const { root, errors } = compose(`a: !!binary ${written}\n`);
    expect(errors).toEqual([]);
    const text = written.replaceAll('"', '');
    expect(root).toMatchObject({ pairs: [{ value: { type: 'scalar', value: text, text } }] });
  });

  it('resolves aliases across entries, once, and says which have no anchor', () => {
    const { segments } = readYaml(
      'integrations:\n  a: &x\n    kind: k\n  b: *x\n  c: *nowhere\n',
      'integrations',
    );
    const [, b, c] = segments;
    expect(b?.pair?.value).toMatchObject({ type: 'alias', name: 'x', target: { type: 'map' } });
    expect(c?.errors.map(({ code }) => code)).toEqual(['BAD_ALIAS']);
  });

  it('survives everything', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(FAULTY), fc.string({ unit: 'binary', maxLength: 200 })),
        damages,
        (text, changes) => {
          const broken = damaged(text, changes);
          const { segments } = readYaml(broken, 'integrations');
          for (const { start, source } of segments)
            expect(broken.slice(start, start + source.length)).toBe(source);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['deep flow', '['.repeat(5000)],
    ['deep block', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['many aliases', `a: &a [x]\nb: [${'*a, '.repeat(5000)}]`],
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\nintegrations: *d'],
  ])('survives %s', (_, text) => {
    expect(() => readYaml(text, 'integrations')).not.toThrow();
  });

  // So many as 203 the parser lets pass, and the reader of its nodes does not.
  it.each([300, 203])('says where %i levels become too many', (levels) => {
    const lists = '['.repeat(levels);
    const maps = Array.from({ length: levels }, (_, i) => `${' '.repeat(i + 1)}k${String(i)}:\n`).join('');
    const head = 'version: 1\nx-deep:';
    const tail = '\nintegrations:\n  a:\n    kind: x\n';
    const placeIn = (text: string): { line: number; what: string } => {
      const { errors, segments } = readYaml(text, 'integrations');
      const [first] = [
        ...errors,
        ...segments.flatMap(({ start, ...segment }) =>
          segment.errors.map((error) => ({ ...error, start: error.start + start, end: error.end + start })),
        ),
      ].filter(({ code }) => code === 'IMPOSSIBLE');
      const { start, end } = first!;
      return { line: text.slice(0, start).split('\n').length, what: text.slice(start, end) };
    };
    const closed = lists.replaceAll('[', ']');
    for (const [text, line] of [
      [`${head} ${lists}${closed}${tail}`, 2],
      [`${head} &x ${lists}${closed}${tail}`, 2],
      [`${tail.slice(1)}    x-deep: ${lists}${closed}\n`, 4],
    ] as const) {
      const { line: found, what } = placeIn(text);
      expect(found).toBe(line);
      expect(what).toMatch(/^\[{1,100}\]+$/);
    }
    const { line, what } = placeIn(`${head}\n${maps}${tail}`);
    expect(line).toBeGreaterThan(200);
    expect(what).toMatch(/^k(?:19|20)\d:$/);
  });
});
