import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulePages } from '../../scripts/generate/rule-pages.mts';
import { analyse } from '../../server/src/lint/analyse.ts';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { ruleIds } from '../../server/src/rules/index.ts';
import { manifestAround } from './manifest-around.ts';

const ROOT = join(import.meta.dirname, '../..');
const TODAY = parseDay('2026-11-23')!;

interface Example {
  readonly kind: 'avoid' | 'prefer';
  /** The rules that speak besides the page's own. */
  readonly others: readonly string[];
  readonly snippet: string;
}

function pageOf(id: string): string {
  return readFileSync(join(ROOT, 'docs/rules', `${id}.md`), 'utf8');
}

/** The fenced blocks of a page; behind ```yaml stand its kind and other rules that it raises. */
function examplesOf(page: string): Example[] {
  return [...page.matchAll(/^```yaml (avoid|prefer)(.*)\n([^]*?)^```$/gm)].map(
    ([, kind, others, snippet]) => ({
      kind: kind as Example['kind'],
      others: others!.split(' ').filter((word) => word !== ''),
      snippet: snippet!,
    }),
  );
}

/** The rules with an open finding. */
function openRules(snippet: string): string[] {
  const { findings } = analyse(manifestAround(snippet), TODAY);
  return [...new Set(findings.flatMap(({ rule, accepted }) => (accepted ? [] : [rule])))].sort();
}

describe.each(ruleIds())('the page of %s', (id) => {
  const page = pageOf(id);
  const examples = examplesOf(page);

  it('has an example to avoid and one to prefer, and nothing else in code', () => {
    expect(examples.map(({ kind }) => kind)).toEqual(['avoid', 'prefer']);
    expect(page.match(/^```/gm)).toHaveLength(4);
  });

  it.each(examples.filter(({ kind }) => kind === 'avoid'))(
    'raises it in what to avoid',
    ({ snippet, others }) => {
      expect(openRules(snippet)).toEqual([id, ...others].sort());
      const words = page.replace(/^```[^]*?^```$/gm, '');
      for (const other of others) expect(words).toContain(`\`${other}\``);
    },
  );

  it.each(examples.filter(({ kind }) => kind === 'prefer'))(
    'raises nothing in what to prefer',
    ({ snippet }) => {
      expect(openRules(snippet)).toEqual([]);
    },
  );

  it('has the sections in their order', () => {
    const titles = [...page.matchAll(/^#+ .*$/gm)].map(([title]) => title);
    const sections = ['What it finds', 'Why', 'Avoid', 'Prefer', 'Fix', 'When to accept it'];
    expect(titles).toEqual([`# ${id}`, ...sections.map((section) => `## ${section}`)]);
  });

  it('links only to pages that there are', () => {
    for (const [, target] of page.matchAll(/\]\(([^)]+)\.md\)/g)) expect(ruleIds()).toContain(target);
  });
});

describe('the pages', () => {
  it('have the heads and the index that the generator writes', () => {
    for (const { path, text } of rulePages(ROOT))
      expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text);
  });

  it('are as many as the rules, their files and their golden files', () => {
    const ids = [...ruleIds()].sort();
    const files = readdirSync(join(ROOT, 'server/src/rules')).flatMap((name) => {
      const source = readFileSync(join(ROOT, 'server/src/rules', name), 'utf8');
      return source.includes('= defineRule(') ? [basename(name, '.ts')] : [];
    });
    const folders = readdirSync(join(ROOT, 'test/server/rules'), { withFileTypes: true });
    const pages = readdirSync(join(ROOT, 'docs/rules')).map((name) => basename(name, '.md'));
    expect(files.sort()).toEqual(ids);
    expect(folders.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()).toEqual(ids);
    expect(pages.filter((name) => name !== 'README').sort()).toEqual(ids);
  });

  it('belong to files that are named for their rule', () => {
    for (const id of ruleIds()) {
      expect(readFileSync(join(ROOT, `server/src/rules/${id}.ts`), 'utf8')).toMatch(
        new RegExp(`(id: |ID = )'${id}'`),
      );
    }
  });
});
