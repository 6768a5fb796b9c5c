import { describe, expect, it } from 'vitest';
import { resolveCompletion } from '../../../server/src/features/completion.ts';
import { complete, labels, take } from './complete.ts';
import { entry } from './cursor.ts';

describe('completion of other values', () => {
  it.each([
    ['    kind: ‸', ['internal-integration', 'service']],
    ['    credential: { rotated: ‸ }\n', ['2026-11-23']],
    [
      '    scopes:\n      - scope: org:read\n        until: 20‸\n',
      ['2027-02-21', '2027-05-23', '2027-11-23'],
    ],
    ['    review:\n      every: 90 ‸', ['30 days', '90 days', 'quarterly']],
    ['    review: { remind: ‸ }\n', ['14 days']],
    ['    webhooks:\n      - ‸\n', ['issue', 'issue.created', 'seer']],
    ['    webhooks: [issue, ‸]\n', ['error', 'comment.created']],
  ])('%j', (lines, expected) => {
    expect(labels(entry(lines).replace(/ {4}kind: internal-integration\n(?= {4}kind)/, ''))).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it('replaces a value of more than one word as a whole', () => {
    expect(take(entry('    review:\n      every: 90 da‸ys # often\n'), 'yearly')).toBe(
      entry('    review:\n      every: yearly # often\n'),
    );
    expect(take(entry('    review: { every: 90 da‸ys }\n'), 'yearly')).toBe(
      entry('    review: { every: yearly }\n'),
    );
  });

  it('leaves out webhooks that are sent already, and puts kinds that are gone last', () => {
    expect(labels(entry('    webhooks: [issue, ‸]\n'))).not.toContain('issue.created');
    const kinds = complete('integrations:\n  a:\n    kind: ‸\n');
    expect(kinds.at(-1)).toMatchObject({ label: 'legacy-api-key', deprecated: true, tags: [1] });
  });

  it('offers no values under a key that the kind does not have', () => {
    expect(labels(entry('    webhooks: [‸]\n', 'personal-token'))).toEqual([]);
    expect(labels(entry('    scopes:\n      - scope: ‸\n', 'service'))).toEqual([]);
    expect(labels(entry('    webhooks: [‸]\n', 'public-in'))).toContain('issue');
  });

  it('knows other services', () => {
    expect(labels(entry('    service: ‸\n', 'service'))).toContain('github');
    const permission = entry('    service: github\n    permissions:\n      - permission: ‸\n', 'service');
    expect(take(permission, 'Contents')).toBe(permission.replace('‸', 'Contents'));
    expect(labels(entry('    service: github\n    features:\n      - ‸\n', 'service'))).toContain(
      'suspect-commits',
    );
  });

  it.each([
    '    # comm‸ent\n',
    '    owner: x # org:‸\n',
    '    purpose: Reads ‸\n',
    '    purpose: ‸\n',
    '    owner: "te‸am"\n',
    '    purpose: |\n      sco‸\n',
    '    purpose: |\n      kind: ‸\n',
    '    purpose: >-\n      kind:\n\n        ‸\n',
    '    purpose: Some\n      lin‸es\n',
    '    purpose: "a\n      ‸\n      b"\n',
    '    scopes:\n      - scope: org:read\n        rationale: Because ‸\n',
    '    scopes:\n      - scope: *‸\n',
    '    owner: x\n\t‸\n',
    '    scopes: [org:read ‸]\n',
    '    scopes: [org:read] ‸\n',
    '    scopes: [org:read, # team‸\n    ]\n',
    '    credential:\n    ‸\n      rotated: 2026-01-01\n',
    '    kind: ‸\n      service\n',
    '    x-notes:\n      ‸\n',
  ])('offers nothing at %j', (lines) => {
    expect(labels(entry(lines))).toEqual([]);
  });
});

describe('documentation of a completion', () => {
  it('is there for every completion that says so', () => {
    const places = [
      '‸',
      entry('    ‸\n'),
      entry('    scopes:\n      - ‸\n'),
      entry('    scopes:\n      - scope: x\n        ‸\n'),
      'integrations:\n  a:\n    kind: ‸\n',
    ];
    places.push(
      entry('    webhooks: [‸]\n'),
      entry('    service: ‸\n', 'service'),
      entry('    accept: [{ ‸ }]\n'),
    );
    for (const place of places) {
      const found = complete(place);
      expect(found).not.toEqual([]);
      for (const { label, documentationKey } of found) {
        expect(documentationKey && resolveCompletion(documentationKey)?.markdown, label).toMatch(/^\*\*`/);
      }
    }
  });

  it('is undefined for a key that names nothing', () => {
    expect(resolveCompletion({ type: 'scope', id: 'nothing' })).toBeUndefined();
    expect(resolveCompletion({ type: 'key', id: 'integrations/kind' })).toBeUndefined();
    expect(resolveCompletion({ type: 'key', id: '' })).toBeUndefined();
  });
});
