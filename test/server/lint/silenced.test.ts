/** No manifest silences that it is not read. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { FORM_RULES } from '../../../server/src/lint/lint.ts';

const TODAY = 20_780;
const OFF = `rules: { ${[...FORM_RULES.keys()].map((rule) => `${rule}: off`).join(', ')} }\n`;

const manifest = (entry: string, head = 'version: 1\n'): string =>
  `${head}${OFF}integrations:\n  bot:\n${entry}  other:\n    kind: internal-integration\n    scopes: []\n`;
const bot = (lines: string): string => manifest(`    kind: internal-integration\n${lines}`);

function told(text: string): string[] {
  const { findings } = analyse(text, TODAY);
  return findings.filter(({ rule }) => FORM_RULES.has(rule)).map(({ rule, level }) => `${level} ${rule}`);
}

describe('what hides grants', () => {
  it.each([
    ['another version', manifest('    kind: internal-integration\n    scopes: []\n', 'version: 2\n')],
    ['a version in quotes', manifest('    kind: internal-integration\n', "version: '1'\n")],
    ['a tab', bot('\tscopes: [org:admin]\n')],
    ['a key that stands twice', bot('    scopes: []\n    scopes: [org:admin]\n')],
    ['a scope as a map', bot('    scopes:\n      - org: admin\n')],
    ['a misspelt list', bot('    scops: [org:admin]\n')],
    ['no list', bot('    scopes: org:admin\n')],
    ['an empty item', bot('    scopes:\n      -\n')],
    ['an item without its scope', bot('    scopes:\n      - rationale: Reads what it needs.\n')],
    ['an end that is none', bot('    scopes:\n      - { scope: org:admin, until: [x] }\n')],
    ['no map', manifest('    - org:admin\n')],
    ['an unknown kind', manifest('    kind: robot\n    scopes: [org:admin]\n')],
    ['a merged map', bot('    <<: { scopes: [org:admin] }\n')],
    ['a missing blank', bot('    scopes:[org:admin]\n')],
    ['quotes that are not closed', bot('    purpose: "Reads\n    scopes: [org:admin]\n')],
    ['a value without quotes', bot('    purpose: @acme\n')],
    ['a second document', `${bot('    scopes: []\n')}---\nversion: 1\n`],
    ['a misspelt key of the file', `version: 1\n${OFF}integratons: {}\n`],
    ['no integrations', `version: 1\n${OFF}organization: acme\n`],
    ['integrations that are a list', `version: 1\n${OFF}integrations: [bot]\n`],
    ['integrations twice', `${bot('    scopes: []\n')}integrations: {}\n`],
    [
      'an access outside of its item',
      manifest('    kind: service\n    service: slack\n    permissions: []\n    access: write\n'),
    ],
    ['a second scope without its colon', bot('    scopes:\n      - { scope: org:ci, scope org:admin }\n')],
    [
      'an integration at the top',
      `${bot('    scopes: []\n')}late:\n  kind: internal-integration\n  scopes: [org:admin]\n`,
    ],
    ['keys at the wrong column', manifest('  kind: internal-integration\n  scopes: [org:admin]\n')],
    [
      'a conflict',
      `${bot('    scopes: []\n')}<<<<<<< ours\n    owner: a\n=======\n    owner: b\n>>>>>>> theirs\n`,
    ],
  ])('is told at the level of its rule: %s', (_, text) => {
    expect(told(text)).not.toEqual([]);
    expect(told(text).filter((line) => !line.startsWith('error'))).toEqual([]);
  });

  it.each(['hint', 'info', 'warning'])('is not made a %s', (level) => {
    const text = bot('    scops: [org:admin]\n').replace('unknown-key: off', `unknown-key: ${level}`);
    expect(told(text)).toContain('error unknown-key');
  });

  it('is told again by an analysis that begins with an earlier one', () => {
    const before = bot('    scopes: [org:admin]\n');
    const after = bot('    scops: [org:admin]\n');
    const previous = analyse(before, TODAY);
    const rules = ({ findings }: typeof previous): string[] => findings.map(({ rule }) => rule);
    expect(rules(analyse(after, TODAY, { previous }))).toEqual(rules(analyse(after, TODAY)));
  });
});

describe('what hides nothing', () => {
  it.each([
    ['an unknown key of an integration', bot('    scopes: []\n    note2: x\n')],
    ['an unknown key of the file', `note2: x\n${bot('    scopes: []\n')}`],
    ['no version', manifest('    kind: internal-integration\n    scopes: []\n', '')],
    ['a span that is none', bot('    scopes: []\n    review: { every: often }\n')],
  ])('stays off: %s', (_, text) => {
    expect(told(text)).toEqual([]);
  });

  it('stays off in one integration where another one hides something', () => {
    const text = `${bot('    scops: []\n')}    note2: x\n`;
    expect(told(text)).toEqual(['error unknown-key']);
  });

  it.each([
    [
      'beside a key that stands twice',
      bot('    scopes: []\n    scopes: []\n    note2: x\n'),
      'duplicate-key',
    ],
    ['beside an unknown kind', manifest('    kind: robot\n    note2: x\n'), 'invalid-value'],
    ['beside a tab', bot('    note2: x\n\tscopes: []\n'), 'invalid-yaml'],
    ['beside a misspelt list', bot('    scops: []\n    note2: x\n'), 'unknown-key'],
    ['in the file, beside a document', `note2: x\n${bot('    scopes: []\n')}---\n`, 'multiple-documents'],
    ['in the file, beside another one', `note2: x\n${bot('')}scopes: [org:read]\n`, 'unknown-key'],
  ])('stays off %s: an own key', (_, text, rule) => {
    expect(told(text)).toEqual([`error ${rule}`]);
    expect(told(text.replace('unknown-key: off', 'unknown-key: hint'))).toContain('hint unknown-key');
  });

  it('stays off among the keys of the file where an integration hides something', () => {
    expect(told(`note2: x\n${bot('    scops: []\n')}`)).toEqual(['error unknown-key']);
  });
});
