/**
 * Whatever is kept from one state of a document to the next: what is told of it is what a service tells that has never seen it before.
 * `SEQUENCES` and `EDITS` make it last longer.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { EditedDocument } from '../../server/src/text/edited-document.ts';
import { changeBetween } from '../../server/src/yaml/change.ts';
import { FORM_RULES } from '../../server/src/lint/lint.ts';
import { ClientCommand } from '../../server/src/protocol.ts';
import { createService } from '../../server/src/service.ts';
import type { Client, Service } from '../../server/src/service.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from './support/manifests.ts';

const SEQUENCES = Number(process.env['SEQUENCES'] ?? 60);
const EDITS = Number(process.env['EDITS'] ?? 15);
const TODAY = 20_780;
const URI = 'file:///project/sentry-permissions.yaml';

const CLIENT: Client = {
  commands: new Set(),
  snippetEdits: true,
  snippets: true,
  documentationBase: 'file:///docs/',
  documentationEnd: '.md',
};

/** Offers its commands, so that lenses stand for them. */
const ASKING: Client = { ...CLIENT, commands: new Set(Object.values(ClientCommand)) };

/** An edit: where, as a share of the lines or of the text, and what happens there. */
type Edit = (text: string) => string;

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Changes the lines from a place on. */
const lineEdit = (change: (lines: string[], at: number) => void): fc.Arbitrary<Edit> =>
  share.map((where) => (text) => {
    const lines = text.split('\n');
    change(lines, Math.floor(where * lines.length));
    return lines.join('\n');
  });

const inserted = (...options: readonly string[]): fc.Arbitrary<Edit> =>
  fc
    .constantFrom(...options)
    .chain((line) => lineEdit((lines, at) => void lines.splice(at, 0, ...line.split('\n'))));

/** Changes what stands behind the colon of a line. */
const valued = (...options: readonly string[]): fc.Arbitrary<Edit> =>
  fc.constantFrom(...options).chain((value) =>
    lineEdit((lines, at) => {
      lines[at] = (lines[at] ?? '').replace(/: .*$/, `: ${value}`);
    }),
  );

const typing = fc
  .tuple(
    share,
    fc.constantFrom(...['a', 'x: y', ' ', ':', '-', '"', '#', ',', 'org:read', '\n', '\n    ', '1', "'"]),
  )
  .map(([where, typed]): Edit => (text) => {
    const at = Math.floor(where * text.length);
    return text.slice(0, at) + typed + text.slice(at);
  });

const erasing = fc.tuple(share, fc.integer({ min: 1, max: 6 })).map(([where, count]): Edit => (text) => {
  const at = Math.floor(where * text.length);
  return text.slice(0, at) + text.slice(at + count);
});

const ODD = ['\u00A0', '\u200B', '\uFEFF', '\r', '\u3000'] as const;

const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: typing },
  { weight: 3, arbitrary: erasing },
  {
    weight: 1,
    arbitrary: damages.map(
      (changes): Edit =>
        (text) =>
          damaged(text, changes),
    ),
  },
  {
    weight: 3,
    arbitrary: inserted(
      '  pasted:\n    kind: internal-integration\n    scopes:\n      - org:admin\n      - org:admin',
      '  app-1:\n    kind: service',
      '  half-typed',
      '  x-own: 1',
      '    purpose: Reads: everything',
      '      - scope: org:read\n        rationale: Looks up the projects it reports on.',
      '    accept:\n      - { rule: broad-scope, reason: Ticket 12, until: 2026-12-31 }',
      'x-after: 1',
      'integrations:',
      '# a comment',
      '',
      'rules: { broad-scope: off }',
      '    scops: [org:admin]',
      '    note2: x',
      'note2: x',
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 1, max: 8 })
      .chain((count) => lineEdit((lines, at) => void lines.splice(at, count))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.boolean()).chain(([count, deeper]) =>
      lineEdit((lines, at) => {
        for (let i = at; i < Math.min(at + count, lines.length); i++)
          lines[i] = deeper ? `  ${lines[i] ?? ''}` : (lines[i] ?? '').replace(/^ {1,2}/, '');
      }),
    ),
  },
  {
    weight: 2,
    // What hides grants is told all the same.
    arbitrary: fc.constantFrom('off', 'hint', 'error').map((level): Edit => (text) => {
      const all = [...FORM_RULES.keys()].map((rule) => `${rule}: ${level}`).join(', ');
      return `rules: { ${all} }\n${text.replace(/^rules:.*\n/gm, '')}`;
    }),
  },
  {
    weight: 1,
    // All integrations behind an alias.
    arbitrary: fc.constant<Edit>(
      (text) => `${text.replace(/^integrations:(?=\s*$)/m, 'x-all: &all')}\nintegrations: *all\n`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Edit>((text) =>
      text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n'),
    ),
  },
  {
    weight: 1,
    arbitrary: lineEdit((lines, at) => {
      lines[at] = `${lines[at] ?? ''}\r`;
    }),
  },
  {
    weight: 2,
    // Characters that only look like a blank, or like nothing.
    arbitrary: fc.tuple(fc.constantFrom(...ODD), share).map(([odd, where]): Edit => (text) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + odd + text.slice(at);
    }),
  },
  {
    weight: 2,
    // Those in the place of blanks, in a few lines.
    arbitrary: fc.tuple(fc.constantFrom(...ODD), fc.integer({ min: 1, max: 4 })).chain(([odd, count]) =>
      lineEdit((lines, at) => {
        for (let i = at; i < Math.min(at + count, lines.length); i++)
          lines[i] = (lines[i] ?? '').replace(/^ +|(?<=:) /g, (blanks) => odd.repeat(blanks.length));
      }),
    ),
  },
  { weight: 2, arbitrary: valued('&a x', '*a', '&a', '!!str x', '|', '>-', '|\n        two\n        lines') },
  {
    weight: 2,
    arbitrary: valued('[org:read, org:admin]', '{ every: 7 days }', '[', '{', '"open', 'it: is', ''),
  },
  {
    weight: 1,
    arbitrary: inserted(
      '\t- x',
      '\tkind: x',
      '    \tscopes:',
      '---',
      '...',
      '--- # next',
      '%YAML 1.2',
      '\uFEFF',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('7 days', '30 days', 'yearly', 'nonsense').map(
      (every): Edit =>
        (text) =>
          text.includes('review:\n  every:')
            ? text.replace(/(review:\n {2}every:).*/, `$1 ${every}`)
            : `review:\n  every: ${every}\n${text}`,
    ),
  },
);

/** A step: an edit, the way back to an earlier text, or nothing but time. */
type Step = { readonly edit: Edit } | { readonly back: number } | { readonly days: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: edits.map((edit) => ({ edit })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }).map((back) => ({ back })) },
  { weight: 1, arbitrary: fc.constantFrom(1, 90).map((days) => ({ days })) },
);

/** What is told of the document, with hovers and completions at a few places. */
function told(service: Service, document: TextDocument): unknown {
  const length = document.getText().length;
  const places = [0.1, 0.35, 0.6, 0.9].map((part) => document.positionAt(Math.floor(part * length)));
  return {
    diagnostics: service.diagnostics(document, CLIENT),
    symbols: service.documentSymbols(document, true),
    folds: [{}, { lineFoldingOnly: true, rangeLimit: 12 }].map((options) =>
      service.foldingRanges(document, options),
    ),
    links: service.documentLinks(document, true),
    lenses: [service.reviewLenses(document, ASKING), service.codeLenses(document, ASKING)],
    reviews: service.reviewsOf(document),
    checked: service.checked(document),
    hovers: places.map((place) => service.hover(document, place, CLIENT)),
    completions: places.slice(1, 2).map((place) => service.completions(document, place, CLIENT)),
    actions: places.map((place) =>
      service.codeActions(document, { start: place, end: place }, undefined, CLIENT),
    ),
  };
}

/** Edits the document as a client does: in the one stretch that is new, or as a whole where no position is at its ends. */
function editTo(document: EditedDocument, text: string): void {
  const before = document.source.slice();
  const { start, endBefore, endAfter } = changeBetween(before, text);
  const [from, to] = [document.positionAt(start), document.positionAt(endBefore)];
  const isPlace = document.offsetAt(from) === start && document.offsetAt(to) === endBefore;
  const change = isPlace ? { range: { start: from, end: to }, text: text.slice(start, endAfter) } : { text };
  document.update([change], document.version + 1);
}

it('tells after every edit what a fresh look tells', () => {
  const several = manifests.map(
    (text) => `${text.replace(/\s*$/, '\n')}  more:\n    kind: service\n    owner: me\n`,
  );
  fc.assert(
    fc.property(
      fc.oneof(manifests, several, fc.constant(EXAMPLE), fc.constant(FAULTY)),
      fc.array(steps, { maxLength: EDITS, size: 'max' }),
      (start, sequence) => {
        let today = TODAY;
        const service = createService({ today: () => today });
        const history = [start];
        // However short, the text is kept in parts, as a large one is.
        const document = new EditedDocument(URI, 'sentry-permissions', 0, start, 0);
        const compare = (): void => {
          const text = history.at(-1) ?? '';
          editTo(document, text);
          const fresh = createService({ today: () => today });
          const plain = TextDocument.create(URI, 'sentry-permissions', document.version, text);
          expect({ text, ...(told(service, document) as object) }).toEqual({
            text,
            ...(told(fresh, plain) as object),
          });
        };
        compare();
        for (const step of sequence) {
          const text = history.at(-1) ?? '';
          if ('edit' in step) history.push(step.edit(text));
          else if ('back' in step) history.push(history.at(-1 - step.back) ?? start);
          else today += step.days;
          compare();
        }
      },
    ),
    { numRuns: SEQUENCES },
  );
}, 3_600_000);

it('counts lines anew where as many characters have become more lines', () => {
  const service = createService({ today: () => TODAY });
  const text = 'version: 1\n# ab\nintegrations:\n  a:\n    kind: nonsense\n';
  const first = service.diagnostics(TextDocument.create(URI, 'x', 1, text), CLIENT);
  const later = service.diagnostics(TextDocument.create(URI, 'x', 2, text.replace('# ab', '#\n#b')), CLIENT);
  expect(later.map(({ range }) => range.start.line)).toEqual(first.map(({ range }) => range.start.line + 1));
});
