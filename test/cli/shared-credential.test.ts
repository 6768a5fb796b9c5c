/** One secret for integrations of two files: what the editor finds over the workspace, the command line finds over the files it is given. */
import { describe, expect, it } from 'vitest';
import { checkJson, CLEAN, cli, cliThatWrites } from './support.ts';

const PLACE = 'vault://acme/sentry/shop';
const stored = (name: string, place = PLACE): string =>
  CLEAN.replace('  bot:\n', `  ${name}:\n`).replace('vault://platform/sentry/bot', place);
const FILES = {
  'shop.yaml': stored('shop'),
  'team/status page.yaml': `# one line more\n${stored('status')}`,
  'other.yaml': stored('other', 'vault://acme/sentry/other'),
};

interface SarifResult {
  readonly ruleId: string;
  readonly relatedLocations?: readonly object[];
}

describe('a secret that two files name', () => {
  it('is told in each of them, with a line on the other', async () => {
    const { out } = await cli(['check', ...Object.keys(FILES)], FILES);
    expect(out.match(/warning {2}shared-credential/g)).toHaveLength(2);
    expect(out).toContain('\n      at team/status page.yaml:12:17: the secret of status\n');
    expect(out).toContain('\n      at shop.yaml:11:17: the secret of shop\n');
  });

  it('is told to programs with the path of the other', async () => {
    const { files } = await checkJson(FILES);
    const found = files.map(({ findings }) => findings.filter(({ rule }) => rule === 'shared-credential'));
    expect(found.map(({ length }) => length)).toEqual([1, 1, 0]);
    expect(found.flat().flatMap(({ related }) => related.map(({ path }) => path))).toEqual([
      'team/status page.yaml',
      'shop.yaml',
    ]);
  });

  it('is told to code scanning with the address of the other', async () => {
    const { out } = await cli(['check', '--format', 'sarif', ...Object.keys(FILES)], FILES);
    const { runs } = JSON.parse(out) as { runs: [{ results: readonly SarifResult[] }] };
    expect(runs[0].results.map(({ ruleId }) => ruleId)).toEqual(['shared-credential', 'shared-credential']);
    expect(runs[0].results[0]?.relatedLocations).toEqual([
      {
        id: 0,
        physicalLocation: {
          artifactLocation: { uri: 'team/status%20page.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 17, endLine: 12, endColumn: 41 },
        },
        message: { text: 'the secret of status' },
      },
    ]);
  });

  it('is none where only one of them is given', async () => {
    expect((await cli(['check', 'shop.yaml', 'other.yaml'], FILES)).out).not.toContain('shared-credential');
    expect((await cli(['check', 'shop.yaml'], FILES)).out).not.toContain('shared-credential');
  });

  it('is told where it stands after the fixes', async () => {
    const entry = `  flow: { kind: internal-integration, scopes: [org: read], credential: { storedIn: "${PLACE}" } }`;
    const files = { 'a.yaml': stored('first'), 'b.yaml': `version: 1\nintegrations:\n${entry}\n` };
    const args = ['check', '--format', 'json', ...Object.keys(files)];
    const { out, written } = await cliThatWrites([...args, '--fix'], files);
    expect(written['b.yaml']).toContain('scopes: [org:read]');
    expect(out).toContain('the secret of flow');
    expect(out).toBe((await cli(args, { ...files, ...written })).out);
  });

  it('does not let the path of the other act upon a terminal', async () => {
    const files = { 'a.yaml': stored('first'), 'b\u001b[31m.yaml': stored('second') };
    const { out } = await cli(['check', ...Object.keys(files)], files);
    expect(out).toContain('shared-credential');
    expect(out).not.toContain('\u001b');
  });

  it('is in the audit report', async () => {
    const { out } = await cli(['report', '--format', 'json', ...Object.keys(FILES)], FILES);
    expect(out.match(/"rule": "shared-credential"/g)).toHaveLength(2);
  });
});
