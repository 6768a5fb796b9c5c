/** Every golden manifest says the same with other line ends, and its fixes keep them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/lint/finding.ts';
import { findingsOf, fixedText, readGolden } from './golden-file.ts';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.golden'),
);
const BOM = '\uFEFF';

/** A finding with its place as line and column, which no line end moves. */
function told(text: string, { rule, level, message, accepted, at }: Finding): unknown {
  const before = text.slice(0, at.start).split('\n');
  return {
    rule,
    level,
    message,
    accepted,
    line: before.length,
    column: before.at(-1)?.replace(BOM, '').length,
  };
}

function fixes(text: string, findings: readonly Finding[]): unknown {
  return findings.flatMap((finding) =>
    finding.fixes().map((fix) => ({ title: fix.title, safe: fix.safe, text: fixedText(text, fix, 'x') })),
  );
}

describe.each(files)('%s', (name) => {
  const { today, text } = readGolden(readFileSync(join(import.meta.dirname, name), 'utf8'));
  const findings = findingsOf({ today, text });

  it('reads the same with CRLF, and stays so', () => {
    const crlf = text.replaceAll('\n', '\r\n');
    const found = findingsOf({ today, text: crlf });
    expect(found.map((finding) => told(crlf, finding))).toEqual(
      findings.map((finding) => told(text, finding)),
    );
    expect(JSON.stringify(fixes(crlf, found)).replaceAll('\\r\\n', '\\n')).toEqual(
      JSON.stringify(fixes(text, findings)),
    );
    for (const fix of found.flatMap((finding) => finding.fixes())) {
      expect(fixedText(crlf, fix, 'x')).not.toMatch(/[^\r]\n/);
    }
  });

  it('reads the same behind a byte order mark', () => {
    const marked = BOM + text;
    const found = findingsOf({ today, text: marked });
    expect(found.map((finding) => told(marked, finding))).toEqual(
      findings.map((finding) => told(text, finding)),
    );
    expect(JSON.stringify(fixes(marked, found)).replaceAll(BOM, '')).toEqual(
      JSON.stringify(fixes(text, findings)),
    );
  });

  it('reads the same without the last line break', () => {
    const open = text.replace(/\n$/, '');
    const found = findingsOf({ today, text: open });
    expect(found.map((finding) => told(open, finding))).toEqual(
      findings.map((finding) => told(text, finding)),
    );
  });
});
