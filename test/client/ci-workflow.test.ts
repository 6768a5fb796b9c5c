import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ciWorkflow } from '../../client/src/ci-workflow.ts';
import { cli } from '../cli/support.ts';

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: { readonly check: { readonly steps: readonly { readonly run?: string }[] } };
}

it('is a workflow that only reads, and runs a check that the command line understands', async () => {
  const { permissions, jobs } = parse(ciWorkflow('1.2.3')) as Workflow;
  expect(permissions).toEqual({ contents: 'read' });
  const command = jobs.check.steps.at(-1)?.run ?? '';
  expect(command).toContain(' sentry-permissions-language-server@1.2.3 sentry-permissions check ');
  const args = command.split(' sentry-permissions ')[1]?.split(' ') ?? [];
  const { code, out } = await cli([...args, 'a.yaml'], { 'a.yaml': 'version: 2\n' });
  expect(code).toBe(1);
  expect(out).toMatch(/^::error file=a\.yaml,/);
});
