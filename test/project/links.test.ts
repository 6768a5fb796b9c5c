/** Every link of the documents leads somewhere; nothing is fetched. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, root } from '../../scripts/lib/paths.mjs';

/** Addresses that somebody has looked at, one a line; `GOLDEN=write` writes it anew. */
const KNOWN = 'test/project/known-addresses.txt';

const pages = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .stdout.trim()
  .split('\n')
  .filter((page) => existsSync(at(page)));

/** A page without its code, in which brackets mean something else. */
function proseOf(page: string): string {
  let isCode = false;
  const lines = readFileSync(at(page), 'utf8')
    .split('\n')
    .filter((line) => {
      const isFence = /^ *```/.test(line);
      if (isFence) isCode = !isCode;
      return !isFence && !isCode;
    });
  return lines.join('\n').replace(/`([^`\n]{1,400})`/g, (_, code: string) => code.replace(/[[\]<>]/g, ''));
}

function targetsOf(page: string): string[] {
  const prose = proseOf(page);
  const inline = [...prose.matchAll(/\]\(([^()\s]{1,400})\)/g)].map(([, target]) => target ?? '');
  const sources = [...prose.matchAll(/ (?:src|srcset|href)="([^"]{1,400})"/g)].map(
    ([, target]) => target ?? '',
  );
  return [...inline, ...sources];
}

/** The names by which GitHub leads to the headings of a page. */
function anchorsOf(page: string): Set<string> {
  const headings = proseOf(page)
    .split('\n')
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => line.replace(/^#{1,6} /, ''));
  const seen = new Map<string, number>();
  return new Set(
    headings.map((heading) => {
      const slug = heading
        .replace(/\]\([^)]{1,400}\)/g, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${String(count)}`;
    }),
  );
}

const isOutside = (target: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(target);

describe.each(pages)('%s', (page) => {
  it('leads to files and headings that there are', () => {
    const broken = targetsOf(page)
      .filter((target) => !isOutside(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
        if (!existsSync(at(file))) return true;
        if (anchor === undefined) return false;
        return !file.endsWith('.md') || statSync(at(file)).isDirectory() || !anchorsOf(file).has(anchor);
      });
    expect(broken).toEqual([]);
  });
});

it('addresses elsewhere are well formed, safe, and known', () => {
  const outside = [...new Set(pages.flatMap(targetsOf).filter(isOutside))].sort();
  for (const address of outside) {
    const { protocol, username, hostname } = new URL(address);
    expect({ address, protocol, username }).toEqual({ address, protocol: 'https:', username: '' });
    expect(hostname, address).toMatch(/\.[a-z]{2,}$/);
  }
  if (process.env['GOLDEN'] === 'write') writeFileSync(at(KNOWN), `${outside.join('\n')}\n`);
  expect(readFileSync(at(KNOWN), 'utf8').trim().split('\n')).toEqual(outside);
});
