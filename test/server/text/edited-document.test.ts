/** A document that takes edits counts lines and characters as the protocol's own library does. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { EditedDocument } from '../../../server/src/text/edited-document.ts';

const URI = 'file:///sentry-permissions.yaml';

const text = fc
  .array(fc.constantFrom('a', 'key: x', ' ', '\n', '\r\n', '\r', '😀', 'é'), { maxLength: 8 })
  .map((parts) => parts.join(''));

const position = fc.record({
  line: fc.integer({ min: -1, max: 12 }),
  character: fc.integer({ min: -1, max: 12 }),
});

const change = fc.oneof(
  { weight: 9, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text }) },
  fc.record({ text }),
);

/** Long enough to be kept in parts: its ends are as short as those of the others. */
const LARGE = 'a: 1\n'.repeat(20_000);

it.each([
  ['small', ''],
  ['large', LARGE],
])('edits a %s text like the library', (_, more) => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
      (first, all) => {
        const own = new EditedDocument(URI, 'yaml', 1, first + more);
        let theirs = TextDocument.create(URI, 'yaml', 1, first + more);
        all.forEach((changes, i) => {
          own.update(changes, i + 2);
          // After an edit beyond the last line the library miscounts lines, so that it counts anew each time.
          for (const one of changes) {
            const edited = TextDocument.update(theirs, [one], i + 2).getText();
            theirs = TextDocument.create(URI, 'yaml', i + 2, edited);
          }
          expect([own.version, own.lineCount]).toEqual([theirs.version, theirs.lineCount]);
          const { length } = theirs.getText();
          for (const offset of [-1, 0, 1, 2, 5, 9, 20, 40, length - 1, length, length + 1])
            expect(own.positionAt(offset)).toEqual(theirs.positionAt(offset));
          for (let line = -1; line < 14; line++) {
            expect(own.getLineRange(line)).toEqual(theirs.getLineRange(line));
            expect(own.getEOLCharacters(line)).toBe(theirs.getEOLCharacters(line));
            for (const character of [-1, 0, 3, 50])
              expect(own.offsetAt({ line, character })).toBe(theirs.offsetAt({ line, character }));
          }
          const range = { start: { line: 1, character: 1 }, end: { line: 4, character: 2 } };
          expect(own.getText(range)).toBe(theirs.getText(range));
        });
        expect(own.getText() === theirs.getText()).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
