import { expect, it } from 'vitest';
import { drive } from './support.ts';

it('Eglot in Emacs shows findings, hover and completion, and applies a fix', async () => {
  const seen = await drive('Emacs', 'drive.el', 'emacs', (settings, script, manifest) => [
    '-q',
    '--batch',
    '--eval',
    `(progn (require 'package) (package-initialize) (setenv "MANIFEST" "${manifest}"))`,
    '-l',
    settings,
    '-l',
    script,
  ]);
  expect(seen.diagnostics.join('\n')).toContain('org:raed');
  expect(seen.hover).toContain('kind');
  expect(seen.completions.join('\n')).toContain('org:read');
  expect(seen.fixed.trim()).toBe('- scope: org:read');
});
