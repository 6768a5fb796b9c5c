import { expect, it } from 'vitest';
import { drive } from './support.ts';

it('ALE in Vim shows findings, hover and completion, and applies a fix', async () => {
  const seen = await drive('Vim', 'drive.vim', 'vim.nox', (settings, script, manifest) => [
    '-N',
    '-n',
    '-T',
    'dumb',
    '--not-a-term',
    '--cmd',
    'set runtimepath+=/usr/share/vim-ale',
    '-u',
    settings,
    '-S',
    script,
    manifest,
  ]);
  expect(seen.diagnostics.join('\n')).toContain('org:raed');
  expect(seen.hover).toContain('kind');
  expect(seen.completions.join('\n')).toContain('org:read');
  expect(seen.fixed.trim()).toBe('- scope: org:read');
});
