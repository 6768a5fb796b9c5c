/** The package as those get it who use it: from a registry, in GitHub Actions, in GitLab, by pre-commit. */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  createProtocolConnection,
  DocumentDiagnosticRequest,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { packServer } from '../../scripts/pack-server.mjs';
import { at, root } from '../../scripts/lib/paths.mjs';
import { CLEAN, ERROR, TODAY, WARNING } from '../cli/support.ts';
import { merged, newFolder, repository, temp } from './consumer/folders.ts';
import { serveRegistry, type Registry } from './consumer/registry.ts';
import { readAction, runAction, type Done, type Job } from './consumer/runner.ts';
import { runProgram, runScript } from './consumer/run-script.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: unknown;
}
const server = JSON.parse(readFileSync(at('server/package.json'), 'utf8')) as Package;

let packed: string;
let registry: Registry;

beforeAll(async () => {
  packed = packServer(join(temp, 'packed'));
  registry = await serveRegistry(packed, server, join(temp, 'npm-cache'));
}, 180_000);

afterAll(() => {
  registry.close();
  rmSync(temp, { recursive: true, force: true });
});

describe('the package on npm', () => {
  // A program too many, or one that is not minified, is a download of every CI run.
  it('is small, and holds programs, pages, schemas and no more', async () => {
    expect(statSync(packed).size / 1000).toBeLessThan(665);
    const { out } = await runProgram('tar', ['tzf', packed], temp);
    const files = out
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, '').replace(/^docs\/rules\/.*/, 'docs/rules/…'));
    expect([...new Set(files)].sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/cli.js',
      'dist/formatter.js',
      'dist/language-server-main.js',
      'dist/language-server.js',
      'docs/rules/…',
      'package.json',
      'schemas/check-output.schema.json',
      'schemas/diff-output.schema.json',
      'schemas/least-output.schema.json',
      'schemas/list-output.schema.json',
      'schemas/report-output.schema.json',
      'schemas/sentry-permissions.schema.json',
    ]);
  });

  it('needs no other package', () => {
    expect(Object.keys(server)).not.toEqual(expect.arrayContaining(['dependencies']));
  });

  describe('in an empty folder, without a network', () => {
    let folder: string;
    let bin: string;
    beforeAll(async () => {
      folder = newFolder({ 'sentry-permissions.yaml': ERROR });
      const offline = { npm_config_cache: join(temp, 'no-cache'), npm_config_registry: 'http://127.0.0.1:9' };
      const { code, err } = await runScript(`npm install --offline "${packed}"`, folder, offline);
      expect(code, err).toBe(0);
      bin = join(folder, 'node_modules/.bin');
      expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
        server.name,
      ]);
    }, 60_000);

    it('checks', async () => {
      const { code, out, err } = await runScript(`sentry-permissions check --today ${TODAY}`, folder, path());
      expect({ code, err }).toEqual({ code: 1, err: '' });
      expect(out).toMatch(/^sentry-permissions\.yaml\n {2}14:16 {2}error {2}broad-scope\n/);
    });

    it('prints its schemas, and links rules to the pages that it holds', async () => {
      for (const of of ['manifest', 'check', 'diff', 'report', 'least'])
        expect((await runScript(`sentry-permissions schema --of ${of}`, folder, path())).out).toMatch(
          /^\{\n/,
        );
      const { out } = await runScript('sentry-permissions check --format sarif', folder, path());
      expect(out).toContain('"markdown":');
    });

    it('serves an editor', async () => {
      const child = spawn(join(bin, 'sentry-permissions-language-server'), ['--stdio'], { cwd: folder });
      const ended = new Promise((resolve) => child.on('close', resolve));
      const connection = createProtocolConnection(child.stdout, child.stdin);
      connection.listen();
      const root = `file://${folder}`;
      await connection.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still demands it
        rootUri: null,
        workspaceFolders: [{ uri: root, name: 'folder' }],
        capabilities: { textDocument: { diagnostic: {} } },
      });
      await connection.sendNotification(InitializedNotification.type, {});
      const uri = `${root}/sentry-permissions.yaml`;
      const textDocument = { uri, languageId: 'sentry-permissions', version: 1, text: ERROR };
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
      expect(report.kind === 'full' && report.items.map(({ code }) => code)).toContain('broad-scope');
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      expect(await ended).toBe(0);
    });

    const path = (): Record<string, string> => ({ PATH: [bin, process.env['PATH']].join(delimiter) });
  });
});

describe('the action for GitHub', () => {
  /** The action as a runner has it after it took the ref that a workflow names: nothing is built. */
  let fetched: string;
  /** The same in a checkout that was built, which takes no time to install. */
  let built: string;
  beforeAll(async () => {
    [fetched, built] = [newFolder(), newFolder()];
    for (const folder of [fetched, built])
      for (const part of ['action.yml', 'scripts/action', 'scripts/lib', 'server/package.json'])
        cpSync(at(part), join(folder, part), { recursive: true });
    await runScript(`mkdir x && tar xzf "${packed}" -C x && mv x/package/dist server/dist`, built);
  });
  const run = (job: Omit<Job, 'temp' | 'action'> & { action?: string }): Promise<Done> =>
    runAction({
      action: built,
      temp,
      ...job,
      inputs: { today: TODAY, ...job.inputs },
      env: { ...registry.env, ...job.env },
    });

  it('takes no text of an event or an input into a script, and other actions by their hash alone', () => {
    const { inputs, outputs, runs } = readAction(root);
    for (const step of runs.steps) {
      expect(step.run ?? '').not.toContain('${{');
      if (step.uses !== undefined) expect(step.uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
    for (const { description } of [...Object.values(inputs), ...Object.values(outputs)])
      expect(description.length).toBeGreaterThan(20);
    const document = readFileSync(at('docs/ci.md'), 'utf8');
    for (const name of [...Object.keys(inputs), ...Object.keys(outputs)])
      expect(document).toContain(`| \`${name}\` |`);
  });

  it('installs its own version, annotates, writes SARIF, compares with the base and fails in the end', async () => {
    const { folder, base } = await repository();
    const { outputs, failed, log, summary } = await run({ action: fetched, workspace: folder, base });
    expect(failed).toBe(true);
    expect(registry.asked).toContain(`/${server.name}.tgz`);
    expect(log).toMatch(/^::error file=sentry-permissions\.yaml,line=14,.*title=broad-scope::/m);
    expect(log).toMatch(/^::error title=sentry-permissions::The check fails\./m);
    expect(log).toMatch(/^::error title=sentry-permissions::The comparison fails\./m);
    expect(outputs).toMatchObject({ check: 'failed', diff: 'failed', changed: 'true' });
    const sarif = JSON.parse(readFileSync(outputs['sarif']!, 'utf8')) as { version: string };
    expect(sarif.version).toBe('2.1.0');
    expect(outputs['comment']).toMatch(/^<!-- sentry-permissions diff -->\n/);
    expect(outputs['comment']).toContain('`org:admin`');
    expect(readFileSync(outputs['comment-file']!, 'utf8')).toBe(outputs['comment']);
    expect(summary).toContain('broad-scope');
    expect(summary).toContain(outputs['comment']);
  });

  it('passes where there is nothing to say, and compares nothing without a base', async () => {
    const { folder } = await repository(CLEAN.replace('acme', 'other'));
    const done = await run({ workspace: folder, inputs: { summary: 'false' } });
    expect(done).toMatchObject({
      failed: false,
      summary: '',
      outputs: { check: 'passed', diff: 'skipped', changed: 'false', comment: '', 'comment-file': '' },
    });
  });

  it('takes what is asked for from its inputs', async () => {
    const { folder } = await repository(WARNING);
    writeFileSync(join(folder, 'policy.yaml'), 'rules: { missing-owner: error }\n');
    const of = async (inputs: Record<string, string>): Promise<string> =>
      (await run({ workspace: folder, inputs })).outputs['check']!;
    expect(await of({})).toBe('passed');
    expect(await of({ rules: 'missing-owner=error\n\nmissing-purpose=error' })).toBe('failed');
    expect(await of({ policy: 'policy.yaml', paths: 'sentry-permissions.yaml' })).toBe('failed');
    expect(await of({ 'fail-on': 'warning', paths: 'nowhere' })).toBe('trouble');
  });

  it('fails by the gate of the comparison, and by a base that is not there', async () => {
    const { folder, base } = await repository(CLEAN.replace('- scope', '- team:read\n      - scope'));
    const inputs = { 'fail-on': 'never' };
    expect(await run({ workspace: folder, base, inputs })).toMatchObject({
      failed: true,
      outputs: { check: 'passed', diff: 'failed' },
    });
    expect(
      await run({ workspace: folder, base, inputs: { ...inputs, 'diff-fail-on': 'never' } }),
    ).toMatchObject({
      failed: false,
      outputs: { diff: 'passed', changed: 'true' },
    });
    const shallow = await run({ workspace: folder, base: '0'.repeat(40), inputs });
    expect(shallow).toMatchObject({ failed: true, outputs: { diff: 'trouble', comment: '' } });
    expect(shallow.log).toContain('a shallow clone may lack it');
  });

  it('compares GitHub’s merge with what it was merged into, and any other commit with the base', async () => {
    const resultOf = async (job: Omit<Job, 'temp' | 'action'>): Promise<string | undefined> =>
      (await run(job)).outputs['diff'];
    // What main widened meanwhile is none of its business, and what main narrowed is its measure.
    const other = await merged({ base: CLEAN, main: ERROR });
    expect(await resultOf(other)).toBe('passed');
    const widening = await merged({ base: ERROR, main: CLEAN, head: ERROR });
    expect(await resultOf(widening)).toBe('failed');
    for (const head of ['', other.base]) expect(await resultOf({ ...other, head })).toBe('failed');
    await runProgram('git', ['checkout', '-q', 'topic'], other.workspace);
    expect(await resultOf(other)).toBe('passed');
    expect(await resultOf({ ...widening, inputs: { base: 'HEAD' } })).toBe('passed');
  });

  it('is not misled by what a pull request or an input says', async () => {
    const evil = '"$(touch owned)\'; touch owned #\n::error::x\nEOF\nresult=passed';
    const { folder, base } = await repository(
      ERROR.replace('  bot:', `  ${JSON.stringify(evil)}:`).replace('org:admin', '"--output=owned"'),
    );
    // A registry, a link where a report might be written, and a file that looks like an option.
    writeFileSync(join(folder, '.npmrc'), 'registry=http://127.0.0.1:9/\n');
    for (const name of ['sentry-permissions.sarif', 'sentry-permissions-diff.md'])
      symlinkSync(join(folder, 'owned'), join(folder, name));
    const inputs = {
      paths: `sentry-permissions.yaml\n--output=owned\n$(touch owned)`,
      rules: '--output=owned',
    };
    const before = readdirSync(folder);
    for (const [action, given] of [
      [fetched, {}],
      [built, inputs],
    ] as const) {
      const { outputs, log } = await run({ action, workspace: folder, base, inputs: given });
      expect(outputs['check']).not.toBe('passed');
      expect(outputs['comment']).toContain('touch owned');
      expect(log).not.toMatch(/^::error::x$/m);
    }
    const strange = await run({ workspace: folder, base: '--output=owned' });
    expect(strange.outputs['diff']).toBe('trouble');
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('the hook for pre-commit', () => {
  const [hook] = parse(readFileSync(at('.pre-commit-hooks.yaml'), 'utf8')) as [
    {
      entry: string;
      args: string[];
      files: string;
      language: string;
      additional_dependencies: string[];
    },
  ];

  it('installs the version that it belongs to', () => {
    expect(hook.language).toBe('node');
    expect(hook.additional_dependencies).toEqual([`${server.name}@${server.version}`]);
  });

  it('runs over the manifests of a commit, from an environment of its own', async () => {
    const files = {
      'sentry-permissions.yaml': CLEAN,
      'infra/shop.sentry-permissions.yml': ERROR,
      'other.yaml': 'a: [',
    };
    const folder = newFolder(files);
    const environment = newFolder();
    // As pre-commit makes it: https://pre-commit.com/#node
    const installed = await runScript(
      `npm install -g ${hook.additional_dependencies.join(' ')}`,
      environment,
      { ...registry.env, npm_config_prefix: environment },
    );
    expect(installed.code, installed.err).toBe(0);
    const names = Object.keys(files).filter((name) => new RegExp(hook.files).test(name));
    expect(names).toHaveLength(2);
    const [program = '', ...words] = hook.entry.split(' ');
    const run = (...given: string[]): Promise<{ code: number | null; out: string }> =>
      runProgram(program, [...words, ...hook.args, ...given], folder, {
        PATH: [join(environment, 'bin'), process.env['PATH']].join(delimiter),
      });
    expect((await run(names[0]!)).code).toBe(0);
    const { code, out } = await run(...names);
    expect(code).toBe(1);
    expect(out).toContain('infra/shop.sentry-permissions.yml\n');
    expect((await run('--output=sentry-permissions.yaml')).code).toBe(2);
    expect(existsSync(join(folder, 'sentry-permissions.yaml'))).toBe(true);
  });
});

describe('the snippet for GitLab', () => {
  interface Snippet {
    readonly script: readonly string[];
    readonly artifacts: { readonly paths: readonly string[] };
  }
  const document = readFileSync(at('docs/ci.md'), 'utf8');
  const [, section = ''] = document.split('\n## GitLab\n');
  const [, yaml = ''] = /^```yaml\n(.*?)^```$/ms.exec(section) ?? [];
  const jobs = parseAllDocuments(yaml)[0]?.toJS() as Record<string, Snippet>;

  it.each(Object.keys(jobs))('%s: its lines do what they say', async (name) => {
    const { script, artifacts } = jobs[name]!;
    const { folder, base } = await repository(WARNING);
    const environment = newFolder();
    const { code, out, err } = await runScript(script.join('\n'), folder, {
      ...registry.env,
      npm_config_prefix: environment,
      PATH: [join(environment, 'bin'), process.env['PATH']].join(delimiter),
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    });
    expect(code, out + err).toBe(0);
    for (const file of artifacts.paths) expect(statSync(join(folder, file)).size).toBeGreaterThan(100);
  });
});
