import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkJson, TODAY, type OutputFinding } from './support.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(at(path), 'utf8');

const files = readdirSync(at('examples')).filter((name) => name.endsWith('.yaml'));
const stated = read('examples/README.md');

/** The rows of the table under a heading of examples/README.md. */
function statedFindings(file: string): string[] {
  const section = stated.split(/^## /m).find((part) => part.startsWith(`${file}\n`)) ?? '';
  return [...section.matchAll(/^\| (\d+) \| (\w+) \| ([a-z-]+) \| (.*) \|$/gm)].map(
    ([, line, level, rule, note]) => `${line!} ${level!} ${rule!}${note === 'accepted' ? ' accepted' : ''}`,
  );
}

const inShort = ({ range, level, rule, accepted }: OutputFinding): string =>
  `${String(range.start.line)} ${level} ${rule}${accepted ? ' accepted' : ''}`;

describe('examples', () => {
  it('say by which day they are judged', () => {
    expect(stated).toContain(`**${TODAY}**`);
    expect(files).toContain('sentry-permissions.yaml');
  });

  it.each(files)('%s has exactly the findings that are stated beside it', async (file) => {
    const {
      files: [checked],
    } = await checkJson({ [file]: read(`examples/${file}`) });
    expect(checked?.findings.map(inShort)).toEqual(statedFindings(file));
  });
});
