import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { quotedText, scalarText } from '../../../server/src/yaml/scalar-text.ts';

describe('scalarText', () => {
  it.each([
    ['org:read', 'org:read'],
    ['Reads the list.', 'Reads the list.'],
    ['p1-00000000', 'p1-00000000'],
    ['2026-10-05', '2026-10-05'],
  ])('leaves %s plain', (text, written) => {
    expect(scalarText(text, { flow: false })).toBe(written);
    expect(scalarText(text, { flow: true })).toBe(written);
  });

  it.each(['Reads: x', '@acme/team', '#team', 'true', '12', 'null', '', '- x', '"', 'a: b # c'])(
    'quotes %s',
    (text) => {
      expect(scalarText(text, { flow: false })).toMatch(/^["']/);
    },
  );

  it('quotes in flow style what only there would end the value', () => {
    expect(scalarText('a, and b', { flow: false })).toBe('a, and b');
    expect(scalarText('a, and b', { flow: true })).toBe('"a, and b"');
    expect(scalarText('GET /api/0/{x}/', { flow: true })).toBe('"GET /api/0/{x}/"');
  });

  it('puts any text on one line that reads back as that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.boolean(), (raw, flow) => {
        const text = raw.replace(/\s+/g, ' ').trim();
        for (const written of [scalarText(text, { flow }), quotedText(text, { flow })]) {
          expect(written).not.toContain('\n');
          const document = parseDocument(flow ? `k: [${written}, z]` : `k: ${written}\nz: 1`, {
            schema: 'core',
          });
          expect(document.errors).toEqual([]);
          expect(document.getIn(flow ? ['k', 0] : ['k'])).toBe(text);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
