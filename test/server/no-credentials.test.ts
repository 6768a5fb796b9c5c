/** What looks like a credential and is none raises no finding, wherever it stands in a manifest. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findCredentials } from '../../server/src/catalog/find-credentials.ts';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { findingsIn } from '../../server/src/service.ts';
import { PLACES } from './support/made-up-credentials.ts';

const TODAY = parseDay('2026-11-23') ?? 0;
const file = fileURLToPath(new URL('../corpus/no-credentials.yaml', import.meta.url));
const GROUPS = Object.entries(
  parse(readFileSync(file, 'utf8').replaceAll('·', '')) as Record<string, readonly string[]>,
);

const inAddress = (text: string): string => `https://ci.acme.example/?a=%20${encodeURIComponent(text)}&b=1`;

it.each(GROUPS)('no credential is any of the %s', (_group, texts) => {
  expect(texts.length).toBeGreaterThan(5);
  for (const text of texts) {
    for (const written of [text, JSON.stringify(JSON.stringify({ text })), inAddress(text)])
      expect(findCredentials(written), written).toEqual([]);
  }
});

describe('in a manifest', () => {
  // Everything everywhere would take an hour: each place has one of the texts, and each text many places.
  const ALL = GROUPS.flatMap(([, texts]) => texts);

  it('is none found either', () => {
    PLACES.forEach((place, i) => {
      const manifest = place(ALL[i % ALL.length] ?? '');
      const own = findingsIn(manifest, TODAY).filter(({ rule }) => rule === 'secret-in-manifest');
      expect(own, manifest).toEqual([]);
    });
  }, 600_000);
});
