/** Manifests that try to reach whoever reads a report. The text of terminals has its own tests, in text-report.test.ts. */
import { describe, expect, it } from 'vitest';
import { CLEAN, cli, cliThatWrites, ERROR, WARNING } from './support.ts';

const hex = '0123456789abcdef'.repeat(4);

const EVIL = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b2J',
  '\u202eevil\u2066',
  'a\u200bb\u2060\u{e0041}',
  'a\u2028b\u2029c\u0085d',
  '::error file=x::owned',
  'a%0A::set-output name=x::y',
  '##[add-mask]x',
  '##vso[task.setvariable variable=x]y',
  '###[error]x ####vso[x]',
  '<img src=x onerror=alert(1)>',
  '[click](https://evil.example)',
  '![](https://evil.example/x.png)',
  '@acme/owners #123 GH-1 !5',
  'a | b | c',
  '`code` **bold** ~~gone~~ $x$',
  'https://evil.example www.evil.example',
  '{0} {1}',
];

/** The text wherever a manifest, or its path, lets it into a report. */
function manifestsWith(evil: string): Record<string, string>[] {
  const quoted = JSON.stringify(evil);
  return [
    { 'a.yaml': WARNING.replace('  bot:', `  ${quoted}:`) },
    { 'a.yaml': ERROR.replace('scope: org:admin', `scope: ${quoted}`) },
    { 'a.yaml': `${WARNING}${quoted}: 1\n` },
    { [`a${evil}.yaml`]: ERROR },
  ];
}

const FORMATS = ['text', 'json', 'sarif', 'github', 'markdown'] as const;

async function reports(format: string): Promise<string[]> {
  const outputs: string[] = [];
  for (const evil of EVIL) {
    for (const files of manifestsWith(evil)) {
      const { out, err } = await cli(
        ['check', ...Object.keys(files), 'missing\n::error::x', '--format', format],
        files,
      );
      expect(out.length).toBeGreaterThan(50);
      outputs.push(out, err);
    }
  }
  return outputs;
}

/** A line that GitHub, Azure Pipelines or TeamCity would take for a command. */
const COMMAND = /^[ \t]*::|##\w*\[/m;

describe('a hostile manifest', () => {
  it.each(FORMATS)('has no power over a terminal by %s', async (format) => {
    for (const out of await reports(format)) {
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }
  });

  it.each(FORMATS.filter((format) => format !== 'github'))(
    'gives a build service no command by %s',
    async (format) => {
      for (const out of await reports(format)) expect(out).not.toMatch(COMMAND);
    },
  );

  it('gives GitHub no command but annotations of its own file', async () => {
    for (const out of await reports('github')) {
      for (const line of out.split('\n').filter((each) => COMMAND.test(each))) {
        // A property ends at the next comma, the properties at "::".
        expect(line).toMatch(
          /^::(?:error|warning|notice) file=[^,:]+(?:,line=\d+,endLine=\d+(?:,col=\d+,endColumn=\d+)?)?,title=[a-z -]+::[^\r\n]+$/,
        );
        expect(line).not.toMatch(/##\w*\[|%(?!25|0A|0D|3A|2C)/);
      }
    }
  });

  it('stays text in Markdown', async () => {
    for (const out of await reports('markdown')) {
      for (const line of out.split('\n').filter((each) => each.startsWith('| '))) {
        const bare = line.replace(/\\[^\s\w]|&#8203;/g, '·');
        expect(bare.match(/\|/g), line).toHaveLength(5);
        expect(bare, line).not.toMatch(/[<>*`[\]~$]|:\/\/|www\.|[@#](?=[\w])|GH-\d|!\d/);
      }
    }
  });

  it('makes no link and no placeholder in SARIF', async () => {
    for (const out of await reports('sarif')) {
      if (!out.startsWith('{')) continue;
      const log = JSON.parse(out) as { runs: { results: { message: { text: string } }[] }[] };
      for (const { message } of log.runs[0]!.results) expect(message.text).not.toMatch(/\]\(|\{\d+\}/);
    }
  });

  it.each([...FORMATS, 'diff'])('does not get a credential printed by %s', async (format) => {
    const secret = `sntryi_${hex}`;
    for (const text of [
      WARNING.replace('  bot:', `  ${secret}:`),
      ERROR.replace('scope: org:admin', `scope: ${secret}`),
      CLEAN.replace('- scope: ', `- org: read # ${secret}\n      - scope: `),
      `${WARNING}${secret}: 1\n`,
      // The name that gives it away stands on the line before.
      CLEAN.replace('version: 1\n', `sentry_token:\n  ${hex}\n`),
    ]) {
      const options = format === 'diff' ? ['--fix-dry-run'] : ['--format', format, '--include-accepted'];
      const { out, err } = await cli(['check', 'a.yaml', ...options], { 'a.yaml': text });
      expect(out + err).not.toContain(hex.slice(0, 12));
    }
  });

  it('has no power over a terminal by a diff', async () => {
    const evil = '\u001b[2J\u009b2J\u202e';
    const text = CLEAN.replace('- scope: ', `- org: read # ${evil}\n      - scope: `);
    const { out } = await cli(['check', 'a.yaml', '--fix-dry-run'], { 'a.yaml': text });
    expect(out).toContain('+      - org:read');
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('the name of a file', () => {
  const secret = `sntryi_${hex}`;
  const files = { [`${secret}.sentry-permissions.yaml`]: ERROR, 'a.yaml': ERROR };
  const binary = { [`${secret}.yaml`]: new Uint8Array([0xff, 0xfe, 0]) };

  it.each(FORMATS)('that is a credential is not printed by %s', async (format) => {
    for (const given of [files, binary]) {
      const { out, err } = await cli(['check', ...Object.keys(given), '--format', format], given);
      expect(out + err).not.toContain(hex.slice(0, 12));
    }
  });

  it('that is a credential is not written into a baseline, and known again all the same', async () => {
    const paths = Object.keys(files);
    const first = await cliThatWrites(['check', ...paths, '--write-baseline'], files);
    const baseline = first.written['sentry-permissions-baseline.json']!;
    expect(first.out + first.err + baseline).not.toContain(hex.slice(0, 12));
    const again = await cli(['check', ...paths, '--baseline', 'b.json'], { ...files, 'b.json': baseline });
    expect(again).toMatchObject({ code: 0, err: '' });
  });

  it('that is a credential is not printed as that of a report', async () => {
    const { out, err } = await cli(['check', 'a.yaml', '--output', `${secret}.txt`], files);
    expect(out).toContain('the report is in');
    expect(out + err).not.toContain(hex.slice(0, 12));
  });
});

it('a baseline with a credential in it does not get it printed', async () => {
  const known = {
    file: 'a.yaml',
    rule: 'missing-owner',
    integration: `sntryi_${hex}`,
    what: `sntryi_${hex}`,
  };
  const baseline = JSON.stringify({
    version: 1,
    findings: [{ ...known, count: 1, since: '2026-01-01', key: 'x' }],
  });
  const { err } = await cli(['check', 'a.yaml', '--baseline', 'b.json'], {
    'a.yaml': CLEAN,
    'b.json': baseline,
  });
  expect(err).toContain('is not found any more');
  expect(err).not.toContain(hex.slice(0, 12));
});

describe('a word of a command', () => {
  const commandsWith = (word: string): string[][] => [
    [word],
    [`--${word}`],
    ['check', word],
    ['check', `--${word}`],
    ...['--format', '--rule', '--today', '--policy', '--baseline', '--fail-on'].map((option) => [
      'check',
      'a.yaml',
      option,
      word,
    ]),
    ['diff', word, word],
    ['diff', '--git', word],
    ['report', word],
    ['schema', '--of', word],
    ['list', word],
    ['list', 'uses', word],
    ['explain', word],
    ['least', word],
    ['least', word, '--format', 'json'],
    ['least', '--service', word, '--feature', 'commits'],
    ['least', '--service', 'github', '--feature', word],
    ['least', '--service', 'github', '--feature', word, '--format', 'json'],
    ['init', '--stdout', '--service', 'github', '--feature', word],
    ['init', '--organization', word],
    ['init', `${word}.sentry-permissions.yaml`],
  ];

  it('has no power over a terminal, and gives a build service no command', async () => {
    for (const args of EVIL.concat('x\n::error::owned').flatMap(commandsWith)) {
      const { out, err } = await cli(args, { 'a.yaml': CLEAN });
      expect(out.replaceAll('\n', ''), args.join(' ')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(err.replaceAll('\n', ''), args.join(' ')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(out + err, args.join(' ')).not.toMatch(COMMAND);
    }
  });

  it('that is a credential is not printed', async () => {
    for (const args of commandsWith(`sntryi_${hex}`)) {
      const { out, err } = await cli(args, { 'a.yaml': CLEAN });
      expect(out + err, args.join(' ')).not.toContain(hex.slice(0, 12));
    }
  });
});
