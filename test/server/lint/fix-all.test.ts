import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { withSafeFixes } from '../../../server/src/service.ts';

const TODAY = parseDay('2026-11-23') ?? 0;

const manifest = (key: string, items: readonly string[]): string =>
  `version: 1
integrations:
  app:
    kind: personal-token
    ${key}:${items.map((item) => `\n      - ${item}`).join('')}`;

describe('all safe fixes', () => {
  it.each([
    ['scopes', Array<string>(5).fill('org:read'), ['org:read']],
    ['uses', Array<string>(9).fill('sentry-cli info'), ['sentry-cli info']],
    [
      'scopes',
      ['event', 'member', 'org', 'project', 'team']
        .flatMap((name) => [`${name}:read`, `${name}:admin`])
        .sort(),
      ['event:admin', 'member:admin', 'org:admin', 'project:admin', 'team:admin'],
    ],
    [
      'scopes',
      ['event', 'member', 'org', 'project', 'team']
        .flatMap((name) => [`${name}:read`, `${name}:admin`])
        .sort((a, b) => (a.endsWith('read') ? 0 : 1) - (b.endsWith('read') ? 0 : 1)),
      ['event:admin', 'member:admin', 'org:admin', 'project:admin', 'team:admin'],
    ],
  ])('leave nothing of neighbours that all go: %s %j', (key, items, left) => {
    const once = withSafeFixes(manifest(key, items), TODAY);
    expect(once).toBe(manifest(key, left));
    expect(withSafeFixes(once, TODAY)).toBe(once);
  });
});
