import { describe, expect, it } from 'vitest';
import { EXAMPLE } from '../server/support/manifests.ts';
import { checkJson, CLEAN, cli, ERROR, WARNING, type FileContent } from './support.ts';

const ownLevel = (level: string): string =>
  WARNING.replace('integrations:', `rules: { missing-owner: ${level} }\nintegrations:`);

async function levelWith(text: string, ...options: string[]): Promise<string | undefined> {
  const { files } = await checkJson({ 'a.yaml': text }, ...options);
  return files[0]?.findings.find(({ rule }) => rule === 'missing-owner')?.level;
}

describe('--rule', () => {
  it.each([
    // The file's level, the one that is asked for, and what counts.
    ['warning', 'error', 'error'],
    ['warning', 'info', 'warning'],
    ['error', 'hint', 'error'],
    ['hint', 'warning', 'warning'],
    ['off', 'warning', 'warning'],
    ['off', 'hint', 'hint'],
  ])('raises a level and never lowers one: %s, --rule %s', async (own, asked, level) => {
    expect(await levelWith(ownLevel(own), '--rule', `missing-owner=${asked}`)).toBe(level);
  });

  it('leaves other rules as the file has them', async () => {
    expect(await levelWith(ownLevel('off'), '--rule', 'missing-purpose=error')).toBeUndefined();
  });

  it('may be given again, and the graver counts', async () => {
    const options = ['--rule', 'missing-owner=error', '--rule', 'missing-owner=hint'];
    expect(await levelWith(WARNING, ...options)).toBe('error');
  });

  it('raises what a rule says at a level of its own', async () => {
    const needed = (files: Awaited<ReturnType<typeof checkJson>>['files']): unknown =>
      files[0]?.findings.find(({ rule }) => rule === 'broad-scope')?.level;
    expect(needed((await checkJson({ 'a.yaml': EXAMPLE })).files)).toBe('info');
    expect(needed((await checkJson({ 'a.yaml': EXAMPLE }, '--rule', 'broad-scope=warning')).files)).toBe(
      'warning',
    );
  });

  it('decides the exit code', async () => {
    const files = { 'a.yaml': WARNING };
    expect((await cli(['check', 'a.yaml', '--rule', 'missing-owner=error'], files)).code).toBe(1);
  });

  it.each([
    ['no-such-rule=error', 'There is no rule "no-such-rule".'],
    ['missing-ownr=error', 'There is no rule "missing-ownr". Did you mean "missing-owner"?\n'],
    ['missing-owner=off', 'levels can only be raised'],
    ['missing-owner=warn', 'level "warn". Did you mean "warning"? Give hint'],
    ['missing-owner', 'Give one rule and its level, such as missing-owner=error.\n'],
    ['missing-owner=error=x', 'Give one rule and its level, such as missing-owner=error.\n'],
    ['missing-owner=', 'missing-owner has no level here. Give hint, info, warning or error.\n'],
  ])('%s ends with 2 and a cure', async (setting, message) => {
    const { code, out, err } = await cli(['check', 'a.yaml', '--rule', setting], { 'a.yaml': CLEAN });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('--policy', () => {
  const withPolicy = (policy: FileContent, ...options: string[]): ReturnType<typeof cli> =>
    cli(['check', 'a.yaml', '--policy', 'policy.yaml', ...options], {
      'a.yaml': ownLevel('off'),
      'policy.yaml': policy,
    });

  it('raises the levels that it lists', async () => {
    const { code, out } = await withPolicy(
      '# What the platform team asks for\nrules:\n  missing-owner: error\n  missing-purpose: error\nx-team: platform\n',
    );
    expect(code).toBe(1);
    expect(out).toContain('error  missing-owner');
  });

  it('counts together with --rule', async () => {
    expect((await withPolicy('rules: { missing-owner: info }', '--rule', 'missing-owner=error')).code).toBe(
      1,
    );
  });

  it.each([
    ['', 'It has no map "rules"'],
    ['rules: [missing-owner]', 'Its "rules" is no map'],
    ['rules: {}', 'Its "rules" is no map'],
    [
      'rules: { missing-owner: error, missing-owner: hint }',
      'policy.yaml:1: The key "missing-owner" stands twice. Keep one.',
    ],
    ['rules: { missing-ownr: error }', 'Did you mean "missing-owner"?\n'],
    ['rules: { missing-owner: off }', 'levels can only be raised'],
    ['rules: { missing-owner: }', 'missing-owner has no level here. Give hint, info, warning or error.\n'],
    ['rules: { missing-owner: error }\nrule: {}', 'It holds the key "rule".'],
    ['rules: {', 'policy.yaml:1: It is no valid YAML. The bracket that begins here is not closed'],
    ['rules:\n\tmissing-owner: error\n', 'policy.yaml:2: It is no valid YAML. '],
    [
      'rules: { missing-owner: error }\n---\nrules: { missing-purpose: error }\n',
      'It holds more than one YAML document, of which only the first would count. Keep one.',
    ],
  ])('%j ends with 2 and a cure', async (policy, message) => {
    const { code, out, err } = await withPolicy(policy);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^sentry-permissions: policy\.yaml(?::\d+)?: [^\n]+\n$/);
    expect(err).toContain(message);
  });

  it('is told all that is wrong with it, with lines', async () => {
    const { code, err } = await withPolicy(
      'rules:\n  missing-ownr: error\n  missing-owner: warning\n  missing-purpose: warn\n',
    );
    expect(code).toBe(2);
    expect(err.split('\n').map((line) => line.replace(/^sentry-permissions: policy\.yaml/, ''))).toEqual([
      ':2: There is no rule "missing-ownr". Did you mean "missing-owner"?',
      ':4: missing-purpose cannot have the level "warn". Did you mean "warning"? Give hint, info, warning or error.',
      '',
    ]);
    expect((await withPolicy('rule: {}\nversion: 1\n')).err.split('\n')).toHaveLength(4);
  });

  it('has to be UTF-8, as a baseline has', async () => {
    const text = 'rules: { missing-owner: error } # für alle\n';
    const files = { 'a.yaml': ERROR, 'utf8.yaml': new TextEncoder().encode(`\uFEFF${text}`) };
    expect((await cli(['check', 'a.yaml', '--policy', 'utf8.yaml'], files)).code).toBe(1);
    for (const bytes of [
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'latin1'),
    ])
      for (const option of ['--policy', '--baseline'])
        expect(await cli(['check', 'a.yaml', option, 'b'], { 'a.yaml': ERROR, b: bytes })).toEqual({
          code: 2,
          out: '',
          err: 'sentry-permissions: b: This is not UTF-8 text. Save it as UTF-8.\n',
        });
  });

  it('has to be there', async () => {
    const { code, err } = await cli(['check', 'a.yaml', '--policy', 'no.yaml'], { 'a.yaml': ERROR });
    expect(code).toBe(2);
    expect(err).toBe(
      'sentry-permissions: no.yaml: There is no such file. Check the path; it starts from the current folder.\n',
    );
  });
});
