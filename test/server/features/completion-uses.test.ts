import { describe, expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { allTools } from '../../../server/src/catalog/tools.ts';
import { resolveCompletion } from '../../../server/src/features/completion.ts';
import { applied, complete, labels, take } from './complete.ts';
import { atMark, entry, read } from './cursor.ts';

const EMPTY = entry('    uses:\n      - ‸\n');
const RELEASE = 'POST /api/0/organizations/{organization_id_or_slug}/releases/';

const usesOf = (text: string): string[] =>
  read(text).integrations[0]?.integration.uses.map((use) => use.text) ?? [];

describe('completion of uses', () => {
  it('offers every command and every operation, documented ones before the others', () => {
    const offered = complete(EMPTY);
    const all = [
      ...allTools().map(({ name }) => name),
      ...allOperations().map(({ method, path }) => `${method} ${path}`),
    ];
    expect(offered.map(({ label }) => label).sort()).toEqual(all.sort());
    const undocumented = offered.findIndex(({ detail }) => detail?.endsWith('· undocumented'));
    const documented = offered.findLastIndex(
      ({ detail, label }) => !detail?.endsWith('· undocumented') && label.includes(' /api/0/'),
    );
    expect(offered[0]?.label).toBe('sentry-cli releases new');
    expect(documented).toBeGreaterThan(0);
    expect(undocumented).toBe(documented + 1);
  });

  it('finds an operation by method, path with and without what stands before it, and title', () => {
    const found = complete(EMPTY).find(({ label }) => label === RELEASE);
    expect(found?.detail).toBe('Create organization release');
    expect(found?.filterText).toMatch(
      /^POST \/api\/0\/organizations\/\{org\}\/releases\/ Create organization release/,
    );
  });

  it.each([
    ['an item', '    uses:\n      - ‸\n'],
    ['a half-typed command', '    uses:\n      - sentry-cli rel‸\n'],
    ['a half-typed command with a blank behind it', '    uses:\n      - sentry-cli releases ‸\n'],
    ['a half-typed command, a blank and a comment', '    uses:\n      - sentry-cli releases ‸ # why\n'],
    ['a method with a blank behind it', '    uses:\n      - POST ‸\n    reviews: []\n'],
    ['a half-typed operation', '    uses:\n      - POST /organizations/{org}/rel‸\n'],
    ['a package, which begins with a sign of its own', '    uses:\n      - @sentry/web‸\n'],
    ['quotes', '    uses:\n      - "POST ‸"\n'],
    ['the line below the key', '    uses:\n      ‸\n'],
    ['behind the key', '    uses: ‸\n'],
    ['brackets', '    uses: [‸]\n'],
    ['brackets with something in them', '    uses: [sentry-cli info, POST /org‸]\n'],
    ['a package in brackets', '    uses: [@sen‸]\n'],
  ])('writes what reads back as it is offered: %s', (_, lines) => {
    const marked = entry(lines);
    const offered = complete(marked);
    expect(offered.length).toBeGreaterThan(500);
    for (const completion of offered) {
      if (!/^(?:@|POST|Xcode|terraform)/.test(completion.label)) continue;
      expect(usesOf(applied(atMark(marked).text, completion)), completion.label).toContain(completion.label);
    }
  });

  it('writes quotes only where YAML needs them', () => {
    expect(take(EMPTY, RELEASE)).toBe(EMPTY.replace('‸', RELEASE));
    expect(take(EMPTY, '@sentry/webpack-plugin')).toBe(EMPTY.replace('‸', '"@sentry/webpack-plugin"'));
    const flow = entry('    uses: [‸]\n');
    expect(take(flow, RELEASE)).toBe(flow.replace('‸', `"${RELEASE}"`));
    expect(take(flow, 'sentry-cli releases new')).toBe(flow.replace('‸', 'sentry-cli releases new'));
  });

  it('leaves out what is listed already, by any spelling, but not what is being typed', () => {
    const offered = labels(
      entry(
        '    uses:\n      - sentry-cli  releases new\n      - POST /organizations/acme/releases/\n      - ‸\n',
      ),
    );
    expect(offered).not.toContain('sentry-cli releases new');
    expect(offered).not.toContain(RELEASE);
    expect(offered).toContain('sentry-cli releases list');
    expect(labels(entry('    uses:\n      - sentry-cli releases new‸\n'))).toContain(
      'sentry-cli releases new',
    );
  });

  it('explains them when somebody looks', () => {
    const text = resolveCompletion({ type: 'use', id: RELEASE })?.markdown;
    expect(text).toContain('https://docs.sentry.io/api/releases/');
    expect(text).toContain('any one of');
    expect(resolveCompletion({ type: 'use', id: 'make coffee' })).toBeUndefined();
  });
});
