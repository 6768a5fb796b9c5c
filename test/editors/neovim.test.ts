import { expect, it } from 'vitest';
import { drive } from './support.ts';

it('the client of Neovim shows findings, hover and completion, and applies a fix', async () => {
  const seen = await drive('Neovim', 'drive.lua', 'nvim', (settings, script, manifest) => [
    '--headless',
    '-n',
    '-u',
    settings,
    manifest,
    '-c',
    `luafile ${script}`,
  ]);
  expect(seen.diagnostics.join('\n')).toContain('org:raed');
  expect(seen.hover).toContain('kind');
  expect(seen.completions.join('\n')).toContain('org:read');
  expect(seen.fixed.trim()).toBe('- scope: org:read');
});
