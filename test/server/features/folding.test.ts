import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import { foldingRanges } from '../../../server/src/features/folding.ts';
import type { FoldingOptions } from '../../../server/src/features/folding.ts';
import { read } from './cursor.ts';

/** The folds as `start-end`, with their kind, and with their characters where they have any. */
function folds(text: string, options?: FoldingOptions): string[] {
  const document = TextDocument.create('file:///m', '', 1, text);
  return foldingRanges(document, read(text), options).map(
    ({ startLine, endLine, startCharacter, endCharacter, kind }) =>
      `${startLine}${startCharacter === undefined ? '' : `:${startCharacter}`}-${endLine}${endCharacter === undefined ? '' : `:${endCharacter}`}${kind === undefined ? '' : ` ${kind}`}`,
  );
}

const TEXT = [
  /*  0 */ '# Who may do what.',
  /*  1 */ '# Reviewed by all.',
  /*  2 */ 'version: 1',
  /*  3 */ 'review:',
  /*  4 */ '  every: 90 days',
  /*  5 */ 'integrations:',
  /*  6 */ '  bot:',
  /*  7 */ '    purpose: >-',
  /*  8 */ '      Keeps the tracker',
  /*  9 */ '      # no comment',
  /* 10 */ '      # at all',
  /* 11 */ '    # one comment',
  /* 12 */ '    scopes:',
  /* 13 */ '      - scope: org:read',
  /* 14 */ '        rationale: Needed.',
  /* 15 */ '      - org:write',
  /* 16 */ '    uses: [',
  /* 17 */ '      GET /x,',
  /* 18 */ '    ]',
  /* 19 */ '',
  /* 20 */ '  x-notes:',
  /* 21 */ '    a: 1',
  /* 22 */ '  other:',
  /* 23 */ '    kind: service',
  /* 24 */ '',
].join('\n');

const EXPECTED = [
  '0-1 comment',
  '3-4',
  '5-23',
  '6-18',
  '7-10',
  '12-15',
  '13-14',
  '16:11-18:4',
  '20-21',
  '22-23',
];

describe('folding', () => {
  it('takes entries, maps, lists, comments and texts of several lines', () => {
    expect(folds(TEXT)).toEqual(EXPECTED);
  });

  it.each([
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${TEXT}`],
    ['an anchor, for which the file is read whole', TEXT.replace('kind: service', 'kind: &k service')],
  ])('is the same with %s', (_, text) => {
    expect(folds(text)).toEqual(EXPECTED);
  });

  it('leaves the closing bracket in sight where lines are folded whole', () => {
    expect(folds(TEXT, { lineFoldingOnly: true })).toEqual(
      EXPECTED.map((fold) => (fold.startsWith('16') ? '16-17' : fold)),
    );
    expect(folds('rules: {\n}\n', { lineFoldingOnly: true })).toEqual([]);
    expect(folds('rules: {\n  a: off }\n', { lineFoldingOnly: true })).toEqual(['0-1']);
  });

  it('gives the outer ones to a client that takes few', () => {
    expect(folds(TEXT, { rangeLimit: 2 })).toEqual(['3-4', '5-23']);
    expect(folds(TEXT, { rangeLimit: 6 })).toEqual(['0-1 comment', '3-4', '5-23', '6-18', '20-21', '22-23']);
    expect(folds(TEXT, { rangeLimit: 0 })).toEqual([]);
  });

  it('folds lists that stand as far left as their key', () => {
    expect(
      folds('integrations:\n  a:\n    scopes:\n    - org:read\n    - scope: x\n      until: y\n'),
    ).toEqual(['0-5', '1-5', '2-5', '4-5']);
  });

  it('takes entries behind an alias where they stand', () => {
    expect(folds('x-all: &all\n  a:\n    kind: service\n  b: {}\nintegrations: *all\n')).toEqual([
      '0-3',
      '1-2',
    ]);
  });

  it('goes on around what is broken', () => {
    const text =
      'integrations:\n  a:\n    purpose: "open\n    kind: x\n  b:\n    scopes:\n      - org:read\n';
    expect(folds(text)).toEqual(expect.arrayContaining(['4-6', '5-6']));
  });
});
