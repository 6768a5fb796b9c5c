/** Manifests that somebody has changed as YAML can be changed: moved, nested, anchored, quoted, cut and pasted from other files. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { auditOf, compareManifest, isUnchanged } from '../../server/src/service.ts';
import { composePlain } from '../../server/src/yaml/compose-plain.ts';
import { composeByLibrary } from '../../server/src/yaml/compose.ts';
import { checkCures } from '../server/support/cures.ts';
import { askEverything } from '../server/support/everything.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../server/support/manifests.ts';
import { suite } from './suite.ts';
import { TODAY } from './wire.ts';

/** A change to the lines of a text, at a share of them. */
type Change = (lines: string[], at: number) => void;

const indentOf = (line: string | undefined): string => /^ */.exec(line ?? '')?.[0] ?? '';

/** The lines of the block that begins at a line: itself and all that are further in. */
function blockAt(lines: readonly string[], at: number): number {
  const indent = indentOf(lines[at]).length;
  let end = at + 1;
  while (end < lines.length && (lines[end] === '' || indentOf(lines[end]).length > indent)) end++;
  return end - at;
}

/** Puts something in the place of the value on a line. */
const valued =
  (make: (value: string, indent: string) => string): Change =>
  (lines, at) => {
    const found = /^([^:#]*:|\s*- |)(.*)$/.exec(lines[at] ?? '');
    if (found) lines[at] = `${found[1] ?? ''} ${make(found[2] ?? '', indentOf(lines[at]))}`;
  };

const lineOf =
  (text: string): Change =>
  (lines, at) =>
    void lines.splice(at, 0, indentOf(lines[at]) + text);

const CHANGES: readonly Change[] = [
  // Blocks that go, come twice, move, or get deeper.
  (lines, at) => void lines.splice(at, blockAt(lines, at)),
  (lines, at) => void lines.splice(at, 0, ...lines.slice(at, at + blockAt(lines, at))),
  (lines, at) => void lines.push(...lines.splice(at, blockAt(lines, at))),
  (lines, at) => {
    const end = at + blockAt(lines, at);
    for (let i = at; i < end; i++) lines[i] = `  ${lines[i] ?? ''}`;
  },
  (lines, at) => {
    lines[at] = (lines[at] ?? '').replace(/^ {1,2}/, '');
  },
  // What refers to other places.
  valued((value) => `&a ${value}`),
  valued(() => '*a'),
  lineOf('<<: *a'),
  lineOf('<<: [*a, *a]'),
  valued((value) => `!!str ${value}`),
  valued((value) => `!<tag:x,2000:y> ${value}`),
  lineOf('*a : x'),
  // Scalars of every style.
  valued((value, indent) => `|\n${indent}    ${value}\n${indent}    two`),
  valued((value, indent) => `>-2\n${indent}    ${value}`),
  valued((value) => `"${value}"`),
  valued((value) => `'${value}'`),
  valued((value, indent) => `"${value}\n${indent}    more"`),
  valued((value, indent) => `${value}\n${indent}    runs on`),
  valued((value) => `"\\u0041\\x41\\\n ${value}"`),
  // Collections in flow style.
  valued((value) => `[${value}, ${value}]`),
  valued((value) => `{ a: ${value}, b: [${value}] }`),
  valued((value) => `[${value}`),
  valued((value) => `{ ? a : b, ${value} }`),
  valued(() => '[[[[[[[[]]]]]]]]'),
  lineOf('? complex'),
  lineOf('? - a\n: - b'),
  lineOf('- - - deep'),
  // What bounds documents.
  (lines, at) => void lines.splice(at, 0, '---'),
  (lines, at) => void lines.splice(at, 0, '...'),
  (lines) => void lines.unshift('%YAML 1.1', '---'),
  (lines) => void lines.unshift('%TAG ! tag:x,2000:', '---'),
  (lines) => void lines.unshift('\uFEFF'),
  // Keys that mean something to an engine, and keys that come twice.
  lineOf('__proto__: { polluted: true }'),
  lineOf('constructor: { prototype: { polluted: true } }'),
  lineOf('hasOwnProperty: x'),
  lineOf('toString: [org:read]'),
  lineOf('scopes: [org:admin, __proto__, constructor]'),
  lineOf('rules: { __proto__: error, constructor: off, toString: hint }'),
  lineOf('accept: [{ rule: constructor, reason: x }, { rule: __proto__, reason: y, until: 2026-01-01 }]'),
  lineOf('kind: constructor'),
  lineOf('service: __proto__'),
  lineOf('uses: [constructor, "GET __proto__", "sentry-cli constructor"]'),
  // White space and breaks.
  (lines, at) => {
    lines[at] = (lines[at] ?? '').replace(/^ +/, '\t');
  },
  (lines, at) => {
    lines[at] = `${lines[at] ?? ''} \t # c`;
  },
  (lines, at) => {
    lines[at] = `${lines[at] ?? ''}\r`;
  },
  (lines, at) => {
    lines[at] = (lines[at] ?? '').replace(' ', '\u00A0');
  },
  (lines, at) => {
    lines[at] = `${lines[at] ?? ''}\u2028\u0085`;
  },
];

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const changes = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...CHANGES) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...suite).map(
        ({ yaml }): Change =>
          (lines, at) =>
            void lines.splice(at, 0, ...yaml.split('\n').map((line) => indentOf(lines[at]) + line)),
      ),
    },
  ),
  { minLength: 1, maxLength: 5 },
);

/** Texts with changes of both kinds: to their lines, and to any of their characters. */
export const changedTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      { weight: 10, arbitrary: manifests },
      fc.constant(EXAMPLE),
      fc.constant(FAULTY),
      fc.constantFrom(...suite).map(({ yaml }) => yaml),
    ),
    changes,
    fc.array(share, { minLength: 5, maxLength: 5 }),
    fc.option(damages, { freq: 3 }),
  )
  .map(([text, list, shares, more]) => {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    let lines = text.split(eol);
    for (const [index, change] of list.entries()) {
      change(lines, Math.floor((shares[index] ?? 0) * lines.length));
      lines = lines.join('\n').split('\n');
    }
    const changed = lines.join(eol);
    return more ? damaged(changed, more) : changed;
  });

/** Throws where the program does not do as it should with a text. */
export async function tryText(text: string): Promise<void> {
  const plain = composePlain(text);
  if (plain) assert.deepEqual({ root: plain, errors: [], furtherDocuments: [] }, composeByLibrary(text));
  await askEverything(text, TODAY);
  checkCures(text, TODAY);
  const itself = compareManifest(text, text, TODAY);
  assert.ok(itself.faults.length > 0 || isUnchanged(itself), 'it differs from itself');
  auditOf([{ path: 'a.yaml', text }], TODAY);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
}

export const yaml = fc.asyncProperty(changedTexts, tryText);
