import { describe, expect, it, vi } from 'vitest';
import { framed } from '../../client/src/comparison-frame.ts';

vi.mock('vscode', async () => ({ ...(await import('./l10n.ts')) }));

describe('the page of a comparison', () => {
  it('says since when', () => {
    const page = { name: 'Changes since origin/ä_*b*<c>', markdown: '## Page\n' };
    expect(framed(page, [])).toBe('# Changes since origin/ä\\_\\*b\\*\\<c\\>\n\n## Page\n');
  });

  it('says what was not compared, and why', () => {
    const left = [
      { path: 'shop/sentry-permissions.yaml', repository: '/code/shop' },
      { path: 'notes/sentry-permissions.yaml', repository: undefined },
    ];
    const page = framed({ name: 'Changes since HEAD', markdown: '## Page\n' }, left);
    expect(page).toMatch(/^# Changes since HEAD\n\nManifests .* not compared: 2\. .*\n\n## Page\n\n## Not/);
    expect(page.split('\n').slice(-3)).toEqual([
      '- ` notes/sentry-permissions.yaml `: VS Code knows of no Git repository that holds it.',
      '- ` shop/sentry-permissions.yaml `: it is in another Git repository, ` /code/shop `.',
      '',
    ]);
  });

  it('counts what it has no room for', () => {
    const left = Array.from({ length: 120 }, (_, i) => ({ path: String(i), repository: undefined }));
    expect(framed({ name: 'Changes since HEAD', markdown: '' }, left)).toMatch(
      /not compared: 120[^]*\n- and 20 more\n$/,
    );
  });
});
