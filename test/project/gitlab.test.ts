/** The jobs for GitLab in docs/ci.md: in which pipelines they run, and what they compare. test/project/consumers.test.ts runs them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { at } from '../../scripts/lib/paths.mjs';

interface Job {
  readonly rules?: readonly { readonly if: string }[];
  readonly script: readonly string[];
}

const [, section = ''] = readFileSync(at('docs/ci.md'), 'utf8').split('\n## GitLab\n');
const [, yaml = ''] = /^```yaml\n(.*?)^```$/ms.exec(section) ?? [];
const jobs = parse(yaml) as Record<'sentry-permissions' | 'sentry-permissions-diff', Job>;

it('the check runs for merge requests, for which a job without rules does not, on the main branch and by the clock', () => {
  expect(jobs['sentry-permissions'].rules).toEqual([
    { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
    { if: '$CI_PIPELINE_SOURCE == "schedule"' },
    { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
  ]);
});
