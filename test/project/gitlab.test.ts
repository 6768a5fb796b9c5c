/** The jobs for GitLab in docs/ci.md: in which pipelines they run, and what they compare. test/project/consumers.test.ts runs them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at } from '../../scripts/lib/paths.mjs';
import { CLEAN, ERROR } from '../cli/support.ts';
import { merged, newFolder, temp } from './consumer/folders.ts';
import { runProgram, runScript } from './consumer/run-script.ts';

interface Job {
  readonly rules?: readonly { readonly if: string }[];
  readonly script: readonly string[];
}

const [, section = ''] = readFileSync(at('docs/ci.md'), 'utf8').split('\n## GitLab\n');
const [, yaml = ''] = /^```yaml\n(.*?)^```$/ms.exec(section) ?? [];
const jobs = parse(yaml) as Record<'sentry-permissions' | 'sentry-permissions-diff', Job>;

afterAll(() => {
  rmSync(temp, { recursive: true, force: true });
});

it('the check runs for merge requests, for which a job without rules does not, on the main branch and by the clock', () => {
  expect(jobs['sentry-permissions'].rules).toEqual([
    { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
    { if: '$CI_PIPELINE_SOURCE == "schedule"' },
    { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
  ]);
});

describe('the comparison', () => {
  /** The files that differ between what it compares. */
  async function compared(folder: string, variables: Readonly<Record<string, string>>): Promise<string[]> {
    const bin = newFolder();
    const program = '#!/bin/sh\n[ "$1 $2" = "diff --git" ] && git diff --name-only "$3"\n';
    writeFileSync(join(bin, 'sentry-permissions'), program, { mode: 0o755 });
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\n', { mode: 0o755 });
    const env = { PATH: [bin, process.env['PATH']].join(delimiter), ...variables };
    const { code, out, err } = await runScript(
      jobs['sentry-permissions-diff'].script.join('\n'),
      folder,
      env,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out.trim().split('\n');
  }

  it('is of a merged result with what it was merged into, and of other commits with where they left it', async () => {
    const { workspace, base, head } = await merged({ base: CLEAN, main: ERROR });
    const { out } = await runProgram('git', ['rev-parse', 'main'], workspace);
    const variables = { CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
    const target = { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: out.trim() };
    expect(await compared(workspace, { ...variables, ...target })).toEqual(['README.md', 'README.md']);
    await runProgram('git', ['checkout', '-q', head], workspace);
    const empty = { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: '' };
    for (const none of [{}, empty])
      expect(await compared(workspace, { ...variables, ...none })).toEqual(['README.md', 'README.md']);
  });
});
