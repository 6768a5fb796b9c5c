/** What server/README.md says of limits and settings is what the server has. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSettings } from '../../server/src/lsp/settings.ts';
import { MAX_BYTES } from '../../server/src/ports/files.ts';

const text = readFileSync(new URL('../../server/README.md', import.meta.url), 'utf8');

it('says how large a manifest may be', () => {
  expect(text).toContain(`at most ${String(MAX_BYTES / 1e6)} MB each`);
});

it('names every setting that there is', () => {
  const { inlayHints, codeLens } = readSettings(undefined);
  for (const [group, flags] of Object.entries({ inlayHints, codeLens })) {
    const [first = '', ...others] = Object.keys(flags);
    const names = [`sentryPermissions.${group}.${first}`, ...others.map((name) => `.${name}`)];
    for (const name of names) expect(text).toContain(`\`${name}\``);
  }
});
