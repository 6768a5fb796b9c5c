/** What the workflows may do, and with whose code. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at } from '../../scripts/lib/paths.mjs';
import { faultsOf } from '../../scripts/release/check.mjs';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string | readonly string[];
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const files = readdirSync(at(FOLDER));
const sources = new Map(files.map((file) => [file, readFileSync(at(`${FOLDER}/${file}`), 'utf8')]));
const workflowOf = (file: string): Workflow => parse(sources.get(file) ?? '') as Workflow;

it('there are two: what every change passes, and what publishes', () => {
  expect(files.sort()).toEqual(['ci.yml', 'release.yml']);
});

describe.each(files)('%s', (file) => {
  const source = sources.get(file)!;
  const workflow = workflowOf(file);
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  it('uses actions by the full hash of a commit, with the version that it is', () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) {
      expect(action).toMatch(/^[\w-]+\/[\w.-]+@[0-9a-f]{40}$/);
      expect(source).toMatch(new RegExp(`${action} # v\\d+\\.\\d+\\.\\d+\\n`));
    }
    const versions = new Map(uses.map((action) => [action.split('@')[0], action]));
    for (const action of uses) expect(versions.get(action.split('@')[0]), 'one version of each').toBe(action);
  });

  it('grants nothing at the top, and each job what it says itself', () => {
    expect(workflow.permissions).toEqual({});
    for (const [name, job] of jobs) {
      expect(Object.keys(job.permissions ?? {}).length, name).toBeGreaterThan(0);
      expect(job['timeout-minutes'], name).toBeLessThanOrEqual(90);
    }
  });

  it('puts no expression into a script, and is started by nobody else’s code', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    expect(source).not.toMatch(/github\.event|github\.head_ref/);
  });

  it('leaves no token in a checkout, and holds no secret', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts).not.toEqual([]);
    for (const checkout of checkouts) expect(checkout.with?.['persist-credentials']).toBe(false);
    expect(source).not.toContain('secrets.');
  });
});

describe('what a change passes', () => {
  it('is the command of CONTRIBUTING, with reading alone', () => {
    const { jobs } = workflowOf('ci.yml');
    expect(Object.values(jobs).map(({ permissions }) => permissions)).toEqual([{ contents: 'read' }]);
    expect(Object.values(jobs)[0]?.steps.at(-1)?.run).toBe('.ci/run');
  });
});

describe('a release', () => {
  const { jobs } = workflowOf('release.yml');

  it('is tested before it is attested, and attested before it is published', () => {
    expect(jobs['build']?.steps.map(({ run }) => run)).toContain('.ci/run');
    expect(jobs['attest']?.needs).toBe('build');
    for (const name of ['npm', 'marketplace', 'open-vsx'])
      expect(jobs[name]?.needs, name).toEqual(['build', 'attest']);
  });

  it('gives each job what it needs and no more', () => {
    const granted = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]));
    expect(granted).toEqual({
      build: { contents: 'read' },
      attest: { 'id-token': 'write', attestations: 'write' },
      npm: { 'id-token': 'write' },
      marketplace: { contents: 'read', 'id-token': 'write' },
      'open-vsx': { contents: 'read', 'id-token': 'write' },
      'github-release': { contents: 'write' },
    });
  });

  it('publishes out of environments that SECURITY.md names, by identity and not by a token', () => {
    const security = readFileSync(at('SECURITY.md'), 'utf8');
    const publishing = Object.values(jobs).filter(({ permissions }) => permissions?.['id-token'] === 'write');
    const environments = publishing.flatMap(({ environment }) => environment ?? []);
    expect(environments).toEqual(['npm', 'marketplace', 'open-vsx']);
    for (const environment of environments) expect(security).toContain(`\`${environment}\``);
    const scripts = publishing.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])).join('\n');
    for (const flag of ['--provenance', '--azure-credential', '--trusted-publishing'])
      expect(scripts).toContain(flag);
  });
});

describe('the check of a tag', () => {
  const state = {
    versions: ['1.2.3', '1.2.3'],
    changelog: '# Changes\n\n## 1.2.3 – 2026-11-28\n',
    repository: 'https://github.com/acme/x.git',
    texts: new Map<string, string>(),
  };

  it('lets the version through that the packages and the changelog have', () => {
    expect(faultsOf('v1.2.3', state)).toEqual([]);
  });

  it('names each line that tells of another version of our packages', () => {
    const texts = new Map([
      ['a.md', 'Get sentry-permissions-1.2.2.vsix\nor acme-1.2.2.tgz, or sentry-permissions-1.2.3.vsix.'],
      [
        'b.yaml',
        'x\n- sentry-permissions-language-server@1.2.2\n- sentry-permissions-language-server-1.1.0.tgz',
      ],
      ['c.json', '{\n  "name": "sentry-permissions-client",\n  "version": "1.2.2"\n}'],
      ['d.json', '{ "tool": { "name": "sentry-permissions", "version": "1.2.2" } }'],
    ]);
    expect(faultsOf('v1.2.3', { ...state, texts })).toEqual([
      'a.md:1 still says version 1.2.2.',
      'b.yaml:2 still says version 1.2.2.',
      'b.yaml:3 still says version 1.1.0.',
      'c.json:3 still says version 1.2.2.',
      'd.json:1 still says version 1.2.2.',
    ]);
  });

  it('finds those lines by itself', () => {
    const TAG = 'v99.0.0';
    const { status, stderr } = spawnSync(process.execPath, [at('scripts/release/check.mjs')], {
      env: { ...process.env, TAG },
      encoding: 'utf8',
    });
    const named = stderr.split('\n').flatMap((line) => /^(\S+):\d+ still says/.exec(line)?.[1] ?? []);
    expect(status).toBe(1);
    const known = [
      '.pre-commit-hooks.yaml',
      'README.md',
      'docs/ci.md',
      'docs/editors.md',
      'package-lock.json',
    ];
    expect(named).toEqual(expect.arrayContaining(known));
    expect(named.filter((file) => /^test\/|CHANGELOG/.test(file))).toEqual([]);
  });

  it.each([
    ['v1.2', {}, 'no tag of a release'],
    ['v1.2.4', {}, 'A package.json says version 1.2.3, and the tag v1.2.4.'],
    ['v1.2.3', { versions: ['1.2.3', '1.2.2'] }, 'says version 1.2.2'],
    ['v1.2.3', { changelog: '## 1.2.2 – 2026-01-01\n' }, 'has no “## 1.2.3”'],
    ['v1.2.3', { changelog: '## 1.2.3 – unreleased\n' }, 'Write the day.'],
    ['v1.2.3', { repository: 'https://github.com/OWNER/x.git' }, 'still is https://github.com/OWNER/x.git'],
  ])('refuses %s with %j', (tag, change, fault) => {
    expect(faultsOf(tag, { ...state, ...change }).join('\n')).toContain(fault);
  });
});
