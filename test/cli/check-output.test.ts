import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../server/support/manifests.ts';
import { checkJson, CLEAN, cli, ERROR, TODAY, WARNING } from './support.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../schemas/check-output.schema.json', import.meta.url), 'utf8'),
);

/** The schema with no room for keys that it does not name: readers are lenient, this test is not. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, closed(value)] as const);
  const isObject = 'type' in node && node.type === 'object';
  return Object.fromEntries(isObject ? [...entries, ['additionalProperties', false]] : entries);
}

const ajv = new Ajv({ allErrors: true, strictSchema: true });
const validate = ajv.compile(closed(schema) as object);

function expectValid(output: unknown): void {
  expect(validate(output), ajv.errorsText(validate.errors)).toBe(true);
}

describe('check --format json', () => {
  it('has the shape of the contract', async () => {
    expect(await checkJson({ 'a.yaml': ERROR, 'b.yaml': EXAMPLE })).toEqual({
      version: 1,
      tool: { name: 'sentry-permissions', version: '1.2.3' },
      catalog: { date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string },
      today: TODAY,
      files: [
        {
          path: 'a.yaml',
          findings: [
            {
              rule: 'broad-scope',
              level: 'error',
              integration: 'bot',
              scope: 'org:admin',
              message: expect.stringContaining('bot holds org:admin, which reaches') as string,
              accepted: false,
              range: { start: { line: 14, column: 16 }, end: { line: 14, column: 25 } },
              related: [],
              fixes: expect.arrayContaining([
                { title: expect.stringContaining('Narrow org:admin to') as string, safe: false },
              ]) as unknown[],
            },
          ],
        },
        {
          path: 'b.yaml',
          findings: [
            expect.objectContaining({ rule: 'broad-scope', level: 'info', accepted: true }),
            expect.objectContaining({ rule: 'broad-permission', level: 'warning', accepted: true }),
          ],
        },
      ],
      summary: { error: 1, warning: 0, info: 0, hint: 0, accepted: 2, files: 2 },
    });
  });

  it('is valid by the published schema', async () => {
    expectValid(await checkJson({ 'a.yaml': FAULTY, 'b.yaml': '', 'c.yaml': CLEAN, 'd.yaml': WARNING }));
    // Of these two each has a place in the other.
    expectValid(await checkJson({ 'a.yaml': CLEAN, 'b.yaml': CLEAN.replace('  bot:\n', '  status:\n') }));
  });

  it('is valid by it for damaged manifests too', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(manifests, fc.constant(FAULTY)), damages, async (text, changes) => {
        expectValid(await checkJson({ 'a.yaml': damaged(text, changes).replaceAll('\0', '') }));
      }),
      { numRuns: 50 },
    );
  });

  it('names no scope where a finding is about none', async () => {
    const { files } = await checkJson({ 'a.yaml': WARNING });
    expect(files[0]?.findings[0]).toMatchObject({ rule: 'missing-owner', integration: 'bot' });
    expect(files[0]?.findings[0]).not.toHaveProperty('scope');
  });

  it('has null for a finding about the file', async () => {
    const { files } = await checkJson({ 'a.yaml': CLEAN.replace('version: 1\n', '') });
    expect(files[0]?.findings).toMatchObject([
      { rule: 'unsupported-version', integration: null, fixes: [{ safe: true }] },
    ]);
  });

  it('names other places that belong to a finding, in the same file', async () => {
    const twice = `${CLEAN}    owner: team-other@acme.example\n`;
    const { files } = await checkJson({ 'a.yaml': twice });
    expect(files[0]?.findings).toMatchObject([
      {
        rule: 'duplicate-key',
        related: [{ path: 'a.yaml', range: { start: { line: expect.any(Number) as number } } }],
      },
    ]);
  });

  it.each([
    ['LF', (text: string) => text],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('counts lines and columns the same with %s', async (_what, change) => {
    const { files } = await checkJson({ 'a.yaml': change(ERROR) });
    expect(files[0]?.findings[0]?.range).toEqual({
      start: { line: 14, column: 16 },
      end: { line: 14, column: 25 },
    });
  });

  it('counts columns in UTF-16 units', async () => {
    const flow = '      - { rationale: "🎈 Draws balloons on maps", scope: org:admin }\n';
    const { files } = await checkJson({ 'a.yaml': ERROR.replace(/ {6}- scope: org:admin\n.*\n/, flow) });
    expect(files[0]?.findings[0]?.range.start).toEqual({ line: 14, column: flow.indexOf('org:admin') + 1 });
  });

  it('leaves what could not be checked out of the files, and still is JSON', async () => {
    const { code, out, err } = await cli(['check', 'no.yaml', 'a.yaml', '--format', 'json'], {
      'a.yaml': CLEAN,
    });
    expect(code).toBe(2);
    expect(err).toContain('no.yaml');
    const output = JSON.parse(out) as { files: { path: string }[] };
    expectValid(output);
    expect(output.files.map(({ path }) => path)).toEqual(['a.yaml']);
  });

  it('holds nothing that a terminal would act upon, and still every character', async () => {
    const name = 'bot\u009b31m\u202e\u200b';
    const text = WARNING.replace('  bot:', `  "${name}":`);
    const { out } = await cli(['check', 'a.yaml', '--format', 'json'], { 'a.yaml': text });
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
    expect((JSON.parse(out) as { files: { findings: unknown[] }[] }).files[0]?.findings[0]).toMatchObject({
      integration: name,
    });
  });
});
