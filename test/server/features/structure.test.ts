/** What must hold of symbols, folds, stretches, links, anchors and hints for every text that can be in an editor. */
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  DocumentSymbol,
  FoldingRange,
  Position,
  Range,
  SelectionRange,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { createService } from '../../../server/src/service.ts';
import { readMarks } from '../../../server/src/yaml/anchors.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';

const service = createService({ today: () => parseDay('2026-11-23')! });

/** Beside the texts of every property: anchors that shadow each other, addresses, comments, texts of several lines. */
const STRUCTURED = `\uFEFF# See https://wiki.acme.example/sentry.
# 🎈 Owned by all.
version: 1
x-base: &base { kind: service, rationale: "at https://a.example/b, too" }
integrations:
  one: *base
  two: &base
    purpose: >-
      Reads 🎈
      # no comment
    credential: { storedIn: https://vault.example/a/b }
    scopes: &s
      - &o org:read
      - { scope: *o }
    uses: [
      GET /api/0/organizations/,
    ]
    reviews:
      - { date: 2026-10-01, by: dana }
    review: { every: 90 days }
  three: { kind: *base, scopes: *s }
`;

const texts = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: manifests },
      fc.constantFrom(EXAMPLE, FAULTY, STRUCTURED, STRUCTURED.replaceAll('\n', '\r\n')),
    ),
    fc.option(damages, { freq: 6 }),
  )
  .map(([text, changes]) => (changes ? damaged(text, changes) : text));

let version = 0;

function documentOf(text: string): TextDocument {
  return TextDocument.create('file:///m.sentry-permissions.yaml', '', ++version, text);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

function inside(inner: Range, outer: Range): boolean {
  return before(outer.start, inner.start) && before(inner.end, outer.end) && before(inner.start, inner.end);
}

/** Whether the range is one of the document: positions that come back as they are. */
function isOf(document: TextDocument, { start, end }: Range): boolean {
  const same = (a: Position): boolean => {
    const b = document.positionAt(document.offsetAt(a));
    return a.line === b.line && a.character === b.character;
  };
  return same(start) && same(end) && before(start, end);
}

function expectNested(
  document: TextDocument,
  { name, range, selectionRange, children }: DocumentSymbol,
): void {
  expect(name).not.toBe('');
  expect(isOf(document, range)).toBe(true);
  expect(inside(selectionRange, range), name).toBe(true);
  for (const child of children ?? []) {
    expect(inside(child.range, range), child.name).toBe(true);
    expectNested(document, child);
  }
}

function expectFolds(document: TextDocument, folds: readonly FoldingRange[]): void {
  let last = -1;
  for (const { startLine, endLine, startCharacter, endCharacter } of folds) {
    expect(startLine).toBeGreaterThan(last);
    expect(endLine).toBeGreaterThan(startLine);
    expect(endLine).toBeLessThan(document.lineCount);
    const start = { line: startLine, character: startCharacter ?? 0 };
    expect(isOf(document, { start, end: { line: endLine, character: endCharacter ?? 0 } })).toBe(true);
    last = startLine;
  }
}

function expectGrowing({ range, parent }: SelectionRange, at: Position): void {
  expect(before(range.start, at) && before(at, range.end)).toBe(true);
  if (!parent) return;
  expect(inside(range, parent.range)).toBe(true);
  expect(inside(parent.range, range)).toBe(false);
  expectGrowing(parent, at);
}

/** The document after a rename; undefined where it was refused. */
function applied(document: TextDocument, renaming: ReturnType<typeof service.rename>): string | undefined {
  if (!renaming || 'refusal' in renaming) return undefined;
  const [change] = renaming.edit.documentChanges as TextDocumentEdit[];
  return TextDocument.applyEdits(document, change!.edits as TextEdit[]);
}

describe('every text', () => {
  it('has symbols, folds, links and hints that are of it and lie as they should', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = documentOf(text);
        for (const symbol of service.documentSymbols(document, true) as DocumentSymbol[])
          expectNested(document, symbol);
        service.documentSymbols(document, false);
        expectFolds(document, service.foldingRanges(document, {}));
        expectFolds(document, service.foldingRanges(document, { lineFoldingOnly: true, rangeLimit: 5 }));
        let end: Position = { line: 0, character: 0 };
        for (const { range, target } of service.documentLinks(document, true)) {
          expect(isOf(document, range)).toBe(true);
          expect(before(end, range.start), 'links do not overlap').toBe(true);
          expect(target).toMatch(/^https:\/\/./);
          end = range.end;
        }
        const whole = { start: document.positionAt(0), end: document.positionAt(text.length) };
        for (const { position } of service.inlayHints(document, whole, {
          impliedScopes: true,
          reviewDue: true,
          uses: true,
        }))
          expect(isOf(document, { start: position, end: position })).toBe(true);
        for (const symbol of service.workspaceSymbols([document], ''))
          expect(isOf(document, symbol.location.range)).toBe(true);
      }),
    );
  });

  it('has stretches that grow around every place', () => {
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3 }),
        (text, shares) => {
          const document = documentOf(text);
          const positions = shares.map((share) => document.positionAt(Math.floor(share * text.length)));
          const chains = service.selectionRanges(document, positions);
          expect(chains).toHaveLength(positions.length);
          for (const [i, chain] of chains.entries()) expectGrowing(chain, positions[i]!);
        },
      ),
    );
  });

  it('has anchors whose every mark is where it says, and that a rename and back leaves as they were', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = documentOf(text);
        for (const { type, name, start, end } of readMarks(text)) {
          expect(text.slice(start - 1, end)).toBe((type === 'anchor' ? '&' : '*') + name);
          const position = document.positionAt(start);
          const after = applied(document, service.rename(document, position, 'a-new-name'));
          expect(after, 'has an edit').toBeDefined();
          expect(readMarks(after!)).toHaveLength(readMarks(text).length);
          const renamed = documentOf(after!);
          const back = applied(renamed, service.rename(renamed, position, name));
          // A name that was half-typed may be one that nobody may choose.
          if (back !== undefined) expect(back).toBe(text);
        }
      }),
    );
  });
});
