import { describe, expect, it } from 'vitest';
import { complete, labels, take } from './complete.ts';
import { entry } from './cursor.ts';

const scopesIn = (marked: string): string[] =>
  labels(marked).filter((label) => /^[a-z]+:[a-z]+$/.test(label));

describe('completion of scopes', () => {
  const value = entry('    scopes:\n      - scope: ‸\n');

  it('offers narrow ones first and marks broad ones', () => {
    const found = complete(value);
    expect(found[0]?.label).toBe('alerts:read');
    expect(found.at(-1)?.label).toBe('project:admin');
    expect(found.at(-1)?.detail).toBe('broad · sensitivity 5 of 5');
    const ranks = found.map(({ detail }) => Number(/\d/.exec(detail ?? '')?.[0]));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('offers first what the uses lack, jointly the least', () => {
    const uses =
      '    uses:\n      - sentry-cli releases new\n      - sentry-cli releases set-commits --auto\n';
    const found = complete(entry(`    scopes:\n      - scope: ‸\n${uses}`));
    expect(found.slice(0, 3).map(({ label }) => label)).toEqual([
      'org:read',
      'project:releases',
      'alerts:read',
    ]);
    expect(found[0]?.detail).toBe('needed by the uses · sensitivity 2 of 5');
    const served = complete(entry(`    scopes:\n      - org:read\n      - scope: ‸\n${uses}`));
    expect(served.slice(0, 2).map(({ label }) => label)).toEqual(['project:releases', 'alerts:read']);
    const none = complete(entry('    scopes:\n      - scope: ‸\n    uses: [make coffee]\n'));
    expect(none[0]?.label).toBe('alerts:read');
  });

  it('leaves out what is granted or implied elsewhere, but not what is under the cursor', () => {
    const found = scopesIn(
      entry('    scopes:\n      - scope: event:write\n      - team:read\n      - scope: org:re‸ad\n'),
    );
    expect(found).not.toContain('event:write');
    expect(found).not.toContain('event:read');
    expect(found).not.toContain('team:read');
    expect(found).toContain('event:admin');
    expect(found).toContain('org:read');
  });

  it('leaves out what the kind cannot hold, and every retired name', () => {
    expect(scopesIn(value)).not.toContain('member:invite');
    expect(scopesIn(entry('    scopes:\n      - scope: ‸\n', 'oauth-application'))).toContain(
      'member:invite',
    );
    expect(scopesIn(entry('    scopes:\n      - scope: ‸\n', 'organization-token'))).toEqual(['org:ci']);
    expect(scopesIn(entry('    scopes:\n      - scope: ‸\n', 'scim-token'))).toContain('team:admin');
    expect(scopesIn(entry('    scopes:\n      - scope: ‸\n', 'legacy-api-key'))).toHaveLength(22);
    expect(scopesIn(value)).not.toContain('issue:read');
  });

  it.each([
    ['behind the colon', '    scopes:\n      - scope: ‸\n', '    scopes:\n      - scope: org:read\n'],
    ['without a space', '    scopes:\n      - scope:‸\n', '    scopes:\n      - scope: org:read\n'],
    ['half typed', '    scopes:\n      - scope: pro‸\n', '    scopes:\n      - scope: org:read\n'],
    [
      'half typed without a space',
      '    scopes:\n      - scope:org:re‸\n',
      '    scopes:\n      - scope: org:read\n',
    ],
    [
      'inside of a word',
      '    scopes:\n      - scope: project:wr‸ite # why\n',
      '    scopes:\n      - scope: org:read # why\n',
    ],
    [
      'before a comment',
      '    scopes:\n      - scope: ‸# why\n',
      '    scopes:\n      - scope: org:read # why\n',
    ],
    ['at the end of the file', '    scopes:\n      - scope: org‸', '    scopes:\n      - scope: org:read'],
    ['in double quotes', '    scopes:\n      - scope: "or‸"\n', '    scopes:\n      - scope: "org:read"\n'],
    ['in open quotes', '    scopes:\n      - scope: "or‸\n', '    scopes:\n      - scope: "org:read"\n'],
    [
      'under a rationale',
      '    scopes:\n      - rationale: x\n        scope: ‸\n',
      '    scopes:\n      - rationale: x\n        scope: org:read\n',
    ],
    [
      'on the next line',
      '    scopes:\n      - scope:\n          or‸\n',
      '    scopes:\n      - scope:\n          org:read\n',
    ],
    ['in a flow map', '    scopes:\n      - { scope: ‸ }\n', '    scopes:\n      - { scope: org:read }\n'],
    [
      'in a flow map without a space',
      '    scopes:\n      - {scope:‸}\n',
      '    scopes:\n      - {scope: org:read}\n',
    ],
    [
      'in an open flow map',
      '    scopes:\n      - { scope: or‸\n    owner: x\n',
      '    scopes:\n      - { scope: org:read\n    owner: x\n',
    ],
    ['in a flow list', '    scopes: [team:read, ‸]\n', '    scopes: [team:read, org:read]\n'],
    ['in an empty flow list', '    scopes: [‸]\n', '    scopes: [org:read]\n'],
    [
      'in a flow list over lines',
      '    scopes: [\n      team:read,\n      or‸\n    ]\n',
      '    scopes: [\n      team:read,\n      org:read\n    ]\n',
    ],
    [
      'in an open flow list',
      '    scopes: [team:read, ‸\n    owner: x\n',
      '    scopes: [team:read, org:read\n    owner: x\n',
    ],
    [
      'in a flow list of maps',
      '    scopes: [{ scope: team:read }, ‸]\n',
      '    scopes: [{ scope: team:read }, { scope: org:read, rationale: ‸ }]\n',
    ],
    [
      'behind a dash',
      '    scopes:\n      - ‸\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n',
    ],
    [
      'right behind a dash',
      '    scopes:\n      -‸\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n',
    ],
    [
      'behind a dash, half typed',
      '    scopes:\n      - org:re‸\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n',
    ],
    [
      'behind the colon within its name',
      '    scopes:\n      - org:‸\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n',
    ],
    [
      'behind the colon within its name, as a value',
      '    scopes:\n      - scope: org:‸\n',
      '    scopes:\n      - scope: org:read\n',
    ],
    [
      'behind the colon within its name, in a flow list',
      '    scopes: [team:read, org:‸]\n',
      '    scopes: [team:read, org:read]\n',
    ],
    [
      'behind the colon within its name, in a flow map',
      '    scopes: [{ scope: org:‸ }]\n',
      '    scopes: [{ scope: org:read }]\n',
    ],
    [
      'behind the colon within its name, before its rationale',
      '    scopes:\n      - org:‸\n        rationale: x\n',
      '    scopes:\n      - scope: org:read\n        rationale: x\n',
    ],
    [
      'beside bare ones',
      '    scopes:\n      - team:read\n      - or‸\n',
      '    scopes:\n      - team:read\n      - org:read\n',
    ],
    [
      'where the rationale stands already',
      '    scopes:\n      - or‸\n        rationale: x\n',
      '    scopes:\n      - scope: org:read\n        rationale: x\n',
    ],
    [
      'where the rationale stands, empty',
      '    scopes:\n      -‸\n        rationale: x\n',
      '    scopes:\n      - scope: org:read\n        rationale: x\n',
    ],
    [
      'without a dash',
      '    scopes:\n      ‸\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n',
    ],
    [
      'without a dash, among others',
      '    scopes:\n      - scope: team:read\n      ‸\n',
      '    scopes:\n      - scope: team:read\n      - scope: org:read\n        rationale: ‸\n',
    ],
    [
      'in a list at the column of its key',
      '    scopes:\n    - scope: or‸\n    owner: x\n',
      '    scopes:\n    - scope: org:read\n    owner: x\n',
    ],
    [
      'behind the list’s key',
      '    scopes:‸\n',
      '    scopes:\n      - scope: org:read\n        rationale: ‸\n',
    ],
  ])('%s', (_, before, after) => {
    expect(take(entry(before), 'org:read')).toBe(entry(after));
  });

  it('writes the line breaks of the file', () => {
    const before = entry('    scopes:\n      - ‸\n').replaceAll('\n', '\r\n');
    expect(take(before, 'org:read')).toBe(
      entry('    scopes:\n      - scope: org:read\n        rationale: ‸\n').replaceAll('\n', '\r\n'),
    );
  });

  it('ends with the text where the client takes no snippets', () => {
    expect(take(entry('    scopes:\n      - ‸\n'), 'org:read', false)).toBe(
      entry('    scopes:\n      - scope: org:read\n        rationale: \n'),
    );
  });

  it('is found in JSON', () => {
    const text =
      '{ "version": 1, "integrations": { "a": { "kind": "oauth-application", "scopes": ["team:read", "‸"] } } }';
    expect(take(text, 'org:read')).toBe(text.replace('‸', 'org:read'));
    expect(labels(text)).not.toContain('team:read');
  });
});
