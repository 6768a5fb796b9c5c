import { expect, it } from 'vitest';
import { readManifest } from '../../../server/src/manifest/read-manifest.ts';
import { strayKeys } from '../../../server/src/manifest/stray-keys.ts';
import type { PlacedIntegration } from '../../../server/src/manifest/model.ts';

it('looks at no integration once more for each one whose keys stand at the wrong column', () => {
  const count = 200;
  const entries = Array.from({ length: count }, (_, i) => `    a${String(i)}:\n    kind: service\n`);
  const manifest = readManifest(`integrations:\n${entries.join('')}`, { knowsScope: () => true });
  let looks = 0;
  const integrations = manifest.integrations.map((placed): PlacedIntegration => ({
    start: placed.start,
    integration: placed.integration,
    get entry() {
      looks++;
      return placed.entry;
    },
  }));
  expect(strayKeys(manifest.otherEntries, { text: manifest.text, integrations })).toHaveLength(count);
  expect(looks).toBeLessThan(10 * count);
});
