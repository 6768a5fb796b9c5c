/** Files as broken disks, editors of another encoding and people with bad intentions leave them: any bytes at all. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decoded } from '../../server/src/cli/file-text.ts';
import { cli } from '../cli/support.ts';
import { askEverything } from '../server/support/everything.ts';
import { EXAMPLE, FAULTY } from '../server/support/manifests.ts';
import { suite } from './suite.ts';
import { TODAY } from './wire.ts';

const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, 'utf16le');
const utf8 = (text: string): Uint8Array => Buffer.from(text);

const STARTS: readonly Uint8Array[] = [
  utf8(EXAMPLE),
  utf8(FAULTY),
  utf8(`\uFEFF${FAULTY}`),
  utf8(FAULTY.replaceAll('\n', '\r\n')),
  utf16(FAULTY),
  utf16(FAULTY).slice().reverse(),
  ...suite.map(({ yaml }) => utf8(yaml)),
  new Uint8Array(),
];

/** Sequences that mean something to a decoder, a parser or a terminal, and some that are no text. */
const PIECES: readonly Uint8Array[] = [
  [0],
  [0xff],
  [0xff, 0xfe],
  [0xef, 0xbb, 0xbf],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x80, 0xa8],
  [0xc2, 0x85],
  [0x1b, 0x5b, 0x32, 0x4a],
  [0x0d],
  [0x09],
  [0x26, 0x61, 0x20],
  [0x2a, 0x61],
  [0x7b],
  [0x5b],
  [0x22],
  [0x3a, 0x20],
].map((bytes) => Uint8Array.from(bytes));

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly inserted: Uint8Array;
}

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 400 })),
    inserted: fc.oneof(
      fc.constantFrom(...PIECES),
      fc.uint8Array({ maxLength: 8 }),
      fc
        .tuple(fc.constantFrom(...PIECES), fc.nat({ max: 60 }))
        .map(([piece, times]) => repeated(piece, times)),
    ),
  }),
  { maxLength: 6 },
);

function repeated(piece: Uint8Array, times: number): Uint8Array {
  return Buffer.concat(Array.from({ length: times }, () => piece));
}

export const files: fc.Arbitrary<Uint8Array> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(fc.constantFrom(...STARTS), changes).map(([start, list]) =>
      list.reduce<Uint8Array>((bytes, { at, removed, inserted }) => {
        const from = Math.floor(at * bytes.length);
        return Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from + removed)]);
      }, start),
    ),
  },
  fc.uint8Array({ maxLength: 300 }),
);

const FORMATS = ['text', 'json', 'sarif', 'github', 'markdown'] as const;
/** What a terminal would act upon. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Throws where the program does not do as it should with a file of these bytes. */
export async function tryBytes(bytes: Uint8Array, format: (typeof FORMATS)[number] = 'text'): Promise<void> {
  const file = { 'a.yaml': bytes };
  const { code, out, err } = await cli(['check', 'a.yaml', '--format', format], file);
  assert.ok(code <= 2, `ended with ${String(code)}`);
  assert.doesNotMatch(out.replaceAll('\n', ''), CONTROL);
  assert.doesNotMatch(err.replaceAll('\n', ''), CONTROL);
  for (const command of [
    ['check', 'a.yaml', '--fix-dry-run'],
    ['report', 'a.yaml', '--format', 'html'],
    ['diff', 'a.yaml', 'a.yaml', '--format', 'markdown'],
  ])
    assert.ok((await cli(command, file)).code <= 2, command.join(' '));
  const content = decoded(bytes);
  if ('text' in content) await askEverything(content.text, TODAY);
}

export const bytes = fc.asyncProperty(files, fc.constantFrom(...FORMATS), tryBytes);
