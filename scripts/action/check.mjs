/** The step of action.yml that checks: annotations, SARIF, and the summary of the job. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf, newFolder, optional, output, runProgram, summarize } from './step.mjs';

const folder = newFolder();
const [sarif, markdown] = [join(folder, 'sentry-permissions.sarif'), join(folder, 'sentry-permissions.md')];
const options = [
  ...linesOf('RULES').map((rule) => `--rule=${rule}`),
  ...optional('--policy', 'POLICY'),
  ...optional('--baseline', 'BASELINE'),
  ...optional('--today', 'TODAY'),
];
/**
 * @param {readonly string[]} more options
 * @param {{quiet?: boolean}} [how]
 */
const check = (more, how) => runProgram(['check', ...options, ...more, '--', ...linesOf('PATHS')], how);

const result = check(['--format=github', ...optional('--fail-on', 'FAIL_ON')]);
// The first has said what there is to say. Wrong usage leaves no file, but for a wrong `fail-on`, which these two are not given.
check(['--format=sarif', '--fail-on=never', `--output=${sarif}`], { quiet: true });
check(['--format=markdown', '--fail-on=never', `--output=${markdown}`], { quiet: true });
summarize(markdown);
if (existsSync(sarif)) output('sarif', sarif);
output('result', result);
