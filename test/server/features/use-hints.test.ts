import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../server/src/catalog/operation-match.ts';
import { inlayHints } from '../../../server/src/features/inlay-hints.ts';
import { reach } from '../../../server/src/privilege/reach.ts';
import { applyEdits } from '../../../server/src/yaml/edits.ts';
import { entry, read, TODAY } from './cursor.ts';

function hinted(text: string, uses = true): string {
  const options = { impliedScopes: false, reviewDue: false, uses };
  const hints = inlayHints(read(text), { start: 0, end: text.length }, TODAY, options);
  return applyEdits(
    text,
    hints.map(({ offset, label }) => ({ start: offset, end: offset, newText: `‹${label}›` })),
  );
}

const LINES = `    scopes:
      - scope: org:read
      - scope: project:releases
    uses:
      - sentry-cli releases new
      - sentry-cli releases set-commits --auto
`;

describe('inlay hints on uses', () => {
  it('say at once what serves each of thousands of uses, however many scopes there are', () => {
    const scopes = '      - org:ci\n'.repeat(20_000);
    const uses = '      - sentry-cli releases new\n'.repeat(5000);
    const text = entry(`    scopes:\n${scopes}    uses:\n${uses}`);
    expect(hinted(text).split('‹served by org:ci›')).toHaveLength(5001);
  });

  it('say what serves a use, and how far the scopes reach beyond what is declared', () => {
    const count = reach(['org:read', 'project:releases'], 'internal-integration').operations.length;
    const [first = 'none', ...others] = [
      'POST /organizations/{org}/releases/',
      'GET /organizations/{org}/repos/',
      'GET /organizations/{org}/releases/{version}/previous-with-commits/',
      'PUT /organizations/{org}/releases/{version}/',
    ].map((name) => operationNamed(name)?.path);
    expect([first, ...others]).not.toContain(undefined);
    expect(hinted(entry(LINES))).toBe(
      entry(`    scopes:‹reaches ${String(count)} operations, 4 declared›
      - scope: org:read
      - scope: project:releases
    uses:
      - sentry-cli releases new‹served by project:releases›
      - sentry-cli releases set-commits --auto‹served by org:read and project:releases›
`),
    );
  });

  it('name the mildest of several that serve one, the others in the tooltip', () => {
    const text = entry(
      '    scopes: [project:admin, project:releases]\n    uses: [sentry-cli releases new]\n',
    );
    const options = { impliedScopes: false, reviewDue: false, uses: true };
    const [, hint] = inlayHints(read(text), { start: 0, end: text.length }, TODAY, options);
    expect(hint?.label).toBe('served by project:releases');
    expect(hint?.tooltip).toBe('Of what is granted here project:releases serves it. So does project:admin.');
  });

  it('count no declared operations where a use is not known', () => {
    const text = hinted(entry('    scopes: [event:read]\n    uses: [make coffee, sentry-cli issues list]\n'));
    expect(text).toMatch(/scopes:‹reaches \d+ operations› \[/);
    expect(text).not.toContain('make coffee‹');
  });

  it.each([
    ['no uses', entry('    scopes: [org:read]\n')],
    ['none that is known', entry('    scopes: [org:read]\n    uses: [make coffee]\n')],
    ['a scope that is none', entry('    scopes: [org:raed]\n    uses: [sentry-cli releases new]\n')],
    ['no scopes', entry('    uses: [sentry-cli releases new]\n')],
    ['no kind', entry('    scopes: [org:read]\n    uses: [sentry-cli info]\n').replace(/ {4}kind.*\n/, '')],
    ['another version', `version: 2\n${entry(LINES).slice('version: 1\n'.length)}`],
  ])('are silent for %s', (_, text) => {
    expect(hinted(text)).toBe(text);
  });

  it('can be switched off', () => {
    expect(hinted(entry(LINES), false)).toBe(entry(LINES));
  });

  it('stand once where the uses stand behind an alias', () => {
    const text =
      entry(LINES.replace('uses:', 'uses: &u')) + '  copy:\n    kind: internal-integration\n    uses: *u\n';
    expect(hinted(text).match(/‹served by/g)).toHaveLength(2);
  });
});
