import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ciWorkflow } from '../../client/src/ci-workflow.ts';
import { cli } from '../cli/support.ts';

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: { readonly check: { readonly steps: readonly { readonly run?: string }[] } };
}

const { version } = JSON.parse(read('package.json')) as { version: string };

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

function commandsOf(text: string): string[] {
  return (parse(text) as Workflow).jobs.check.steps.flatMap(({ run = [] }) => run);
}

it('is a workflow that only reads, and runs a check that the command line understands', async () => {
  const text = ciWorkflow('1.2.3');
  expect((parse(text) as Workflow).permissions).toEqual({ contents: 'read' });
  const [program, ...args] = commandsOf(text).at(-1)?.split(' ') ?? [];
  expect(program).toBe('sentry-permissions');
  const { code, out } = await cli([...args, 'a.yaml'], { 'a.yaml': 'version: 2\n' });
  expect(code).toBe(1);
  expect(out).toMatch(/^::error file=a\.yaml,/);
});

it('takes the program from a file, as docs/ci.md says, and never by a name that somebody else may hold', () => {
  const text = ciWorkflow(version);
  const [install = ''] = commandsOf(text);
  expect(read('docs/ci.md')).toContain(`\`${install}\``);
  // The path is the reader's own to fill in, so a comment has to say so.
  expect(text).toMatch(/^ *# .*\bpath\b/m);
  expect(text).not.toMatch(/npx|sentry-permissions-language-server@/);
});

it('has no character that VS Code frames in a folder that nobody trusts yet', () => {
  expect(ciWorkflow(version)).toMatch(/^[\n -~]*$/);
});
