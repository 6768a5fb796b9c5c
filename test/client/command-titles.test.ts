import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const titles = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;

/** The command palette lists what holds the typed words by the alphabet, and Enter runs the first. */
it.each(['Mark as Reviewed', 'Add Rationale'])(
  'of all commands “%s” is the first that holds its words',
  (typed) => {
    const words = typed.toLowerCase().split(' ');
    const found = Object.entries(titles)
      .filter(
        ([key, title]) =>
          key.startsWith('command.') && words.every((word) => title.toLowerCase().includes(word)),
      )
      .map(([, title]) => title)
      .sort((a, b) => a.localeCompare(b));
    expect(found.length).toBeGreaterThan(1);
    expect(found[0]?.replace('…', '')).toBe(typed);
  },
);
