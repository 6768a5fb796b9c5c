import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsOf, readGolden, renderGolden } from './golden-file.ts';

const HERE = import.meta.dirname;
const WRITE = process.env['GOLDEN'] === 'write';

const folders = readdirSync(HERE, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe.each(folders)('%s', (rule) => {
  const cases = readdirSync(join(HERE, rule));

  it('has a case in which it speaks and one in which it is silent', () => {
    expect(cases.some((name) => /^flags.*\.golden$/.test(name))).toBe(true);
    expect(cases.some((name) => /^silent.*\.golden$/.test(name))).toBe(true);
    expect(cases.filter((name) => !/^(flags|silent)(-[a-z0-9-]+)?\.golden$/.test(name))).toEqual([]);
  });

  it.each(cases)('%s', (name) => {
    const file = join(HERE, rule, name);
    const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const input = readGolden(written);
    const rendered = renderGolden(input, rule);
    if (WRITE && rendered !== written) writeFileSync(file, rendered);
    expect(rendered).toBe(WRITE ? rendered : written);
    expect(findingsOf(input).some((finding) => finding.rule === rule)).toBe(name.startsWith('flags'));
  });
});
