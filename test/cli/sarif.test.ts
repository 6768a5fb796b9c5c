import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sarifUri } from '../../server/src/report/sarif-uri.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../server/support/manifests.ts';
import { CLEAN, cli, ERROR, WARNING, type FileContent } from './support.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The published schema is written in an older dialect: its own name and dialect are left out, the rest means the same. */
const {
  $schema: _dialect,
  id: _id,
  ...schema
} = JSON.parse(
  readFileSync(at('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as Record<string, unknown>;
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false });
const validate = ajv.compile(schema);

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: object;
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly description: { readonly text: string };
    readonly artifactChanges: readonly { readonly replacements: readonly object[] }[];
  }[];
  readonly suppressions?: readonly object[];
}
interface Rule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly tags: readonly string[] };
}
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
      readonly columnKind: string;
      readonly results: readonly Result[];
      readonly invocations: readonly object[];
    },
  ];
}

async function sarif(
  files: Readonly<Record<string, FileContent>>,
  ...options: string[]
): Promise<Log['runs'][0]> {
  const { out } = await cli(['check', ...Object.keys(files), '--format', 'sarif', ...options], files);
  const log = JSON.parse(out) as Log;
  expect(validate(log), ajv.errorsText(validate.errors)).toBe(true);
  return log.runs[0];
}

describe('check --format sarif', () => {
  it('is held against a schema that refuses what is no SARIF', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{}] }] })).toBe(
      false,
    );
  });

  it('has one result for each open finding', async () => {
    const { results, columnKind, invocations } = await sarif({ 'infra/a b.yaml': ERROR, 'b.yaml': CLEAN });
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations).toEqual([{ executionSuccessful: true }]);
    expect(results).toMatchObject([
      {
        ruleId: 'broad-scope',
        level: 'error',
        message: { text: expect.stringContaining('bot holds org:admin, which reaches') as string },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'infra/a%20b.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 14, startColumn: 16, endLine: 14, endColumn: 25 },
            },
            logicalLocations: [{ name: 'bot' }],
          },
        ],
      },
    ]);
  });

  it('describes every rule, and results point to theirs', async () => {
    const { results, tool } = await sarif({ 'a.yaml': FAULTY });
    const { rules } = tool.driver;
    expect(rules.map(({ id }) => id)).toContain('stale-review');
    expect(results.length).toBeGreaterThan(10);
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    for (const { help, properties } of rules) {
      expect(help.text).toMatch(/^\S.*\.$/);
      expect(properties.tags).not.toEqual([]);
    }
    const tagged = rules.filter(({ properties }) => properties.tags.includes('security'));
    expect(tagged.map(({ id }) => id)).toContain('broad-scope');
    expect(tagged.map(({ id }) => id)).not.toContain('duplicate-key');
  });

  it('takes the help from the page of the rule, where there is one', async () => {
    const page = readFileSync(at('docs/rules/broad-scope.md'), 'utf8');
    const { out } = await cli(
      ['check', 'a.yaml', '--format', 'sarif'],
      { 'a.yaml': ERROR },
      { packaged: (path) => (path === 'docs/rules/broad-scope.md' ? page : undefined) },
    );
    const { rules } = (JSON.parse(out) as Log).runs[0].tool.driver;
    const { markdown } = rules.find(({ id }) => id === 'broad-scope')!.help;
    expect(markdown).toContain('## When to accept it');
    expect(markdown).not.toMatch(/<!--|\]\((?!https:)/);
    const other = rules.find(({ id }) => id === 'retired-scope')!.help;
    expect(other.markdown).toBe(other.text);
  });

  it('tells the edits of a fix', async () => {
    const { results } = await sarif({ 'a.yaml': ERROR.replace('org:admin', 'issue:read') });
    expect(results.find(({ ruleId }) => ruleId === 'retired-scope')?.fixes).toMatchObject([
      {
        description: { text: expect.stringContaining('event:read') as string },
        artifactChanges: [
          {
            replacements: [
              {
                deletedRegion: { startLine: 14, startColumn: 16, endLine: 14, endColumn: 26 },
                insertedContent: { text: 'event:read' },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('tells no fix that needs an answer', async () => {
    const { results } = await sarif({ 'a.yaml': WARNING });
    expect(results).toHaveLength(1);
    expect(results[0]).not.toHaveProperty('fixes');
  });

  it('leaves out what is accepted unless asked', async () => {
    expect((await sarif({ 'a.yaml': EXAMPLE })).results).toEqual([]);
    const { results } = await sarif({ 'a.yaml': EXAMPLE }, '--include-accepted');
    expect(results.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['broad-scope', [{ kind: 'inSource', status: 'accepted' }]],
      ['broad-permission', [{ kind: 'inSource', status: 'accepted' }]],
    ]);
  });

  it('says that a file could not be checked', async () => {
    const { out, code } = await cli(['check', 'no.yaml', '--format', 'sarif']);
    expect(code).toBe(2);
    expect((JSON.parse(out) as Log).runs[0]).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: false }],
    });
  });

  it('is valid for damaged manifests too', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(manifests, fc.constant(FAULTY)), damages, async (text, changes) => {
        await sarif({ 'a.yaml': damaged(text, changes).replaceAll('\0', '') });
      }),
      { numRuns: 25 },
    );
  });
});

describe('fingerprints', () => {
  const printsOf = async (text: string): Promise<string[]> =>
    (await sarif({ 'a.yaml': text })).results.map(
      ({ partialFingerprints }) => partialFingerprints['sentryPermissions/v1']!,
    );

  it('stay when the text around them changes', async () => {
    const moved = ERROR.replace('integrations:', '\n# A comment.\nintegrations:');
    expect(await printsOf(moved)).toEqual(await printsOf(ERROR));
  });

  it('tell findings apart', async () => {
    const prints = await printsOf(FAULTY);
    expect(new Set(prints).size).toBe(prints.length);
    expect(await printsOf(ERROR.replace('org:admin', 'org:write'))).not.toEqual(await printsOf(ERROR));
    expect(await printsOf(ERROR.replace('  bot:', '  other:'))).not.toEqual(await printsOf(ERROR));
  });

  it('survive a rename where the integration has an id', async () => {
    const named = ERROR.replace('    kind:', '    id: deploy-bot-1a2b3c\n    kind:');
    expect(await printsOf(named.replace('  bot:', '  other:'))).toEqual(await printsOf(named));
  });
});

describe('addresses in SARIF', () => {
  it.each([
    ['a.yaml', { uri: 'a.yaml', uriBaseId: '%SRCROOT%' }],
    ['./infra/../a.yaml', { uri: 'a.yaml', uriBaseId: '%SRCROOT%' }],
    ['infra\\a.yaml', { uri: 'infra/a.yaml', uriBaseId: '%SRCROOT%' }],
    ['a b%ü#?.yaml', { uri: 'a%20b%25%C3%BC%23%3F.yaml', uriBaseId: '%SRCROOT%' }],
    ['/srv/a.yaml', { uri: 'file:///srv/a.yaml' }],
    ['C:\\acme\\a b.yaml', { uri: 'file:///C:/acme/a%20b.yaml' }],
    ['\\\\host\\share\\a.yaml', { uri: 'file://host/share/a.yaml' }],
    ['half\ud800.yaml', { uri: 'half%EF%BF%BD.yaml', uriBaseId: '%SRCROOT%' }],
  ])('%j', (path, expected) => {
    expect(sarifUri(path)).toEqual(expected);
  });
});
