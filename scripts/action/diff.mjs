/** The step of action.yml that says what changed since the base: as text in the log, and as Markdown for a comment. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../lib/read-json.mjs';
import { given, newFolder, optional, output, parentsOfHead, runProgram, summarize } from './step.mjs';

const range = rangeToCompare();
if (range === undefined) {
  console.log('Nothing is compared: there is no base.');
  output('result', 'skipped');
  output('changed', 'false');
} else {
  const folder = newFolder();
  const [comment, json] = [join(folder, 'sentry-permissions-diff.md'), join(folder, 'diff.json')];
  const options = [`--git=${range}`, ...optional('--today', 'TODAY')];

  const result = runProgram(['diff', ...options, ...optional('--fail-on', 'FAIL_ON')]);
  runProgram(
    ['diff', ...options, ...optional('--fail-on', 'FAIL_ON'), '--format=markdown', `--output=${comment}`],
    {
      quiet: true,
    },
  );
  runProgram(['diff', ...options, '--format=json', `--output=${json}`], { quiet: true });
  output('result', result);
  if (existsSync(comment) && existsSync(json)) {
    const { files } = /** @type {{files: unknown[]}} */ (readJson(json));
    output('changed', String(files.length > 0));
    output('comment', readFileSync(comment, 'utf8'));
    output('comment-file', comment);
    summarize(comment);
  } else output('changed', 'false');
}

/** What is compared; undefined where there is nothing to compare with. */
function rangeToCompare() {
  const [base, pullBase, pullHead] = [given('BASE'), given('PULL_REQUEST_BASE'), given('PULL_REQUEST_HEAD')];
  if (base !== '') return `${base}...HEAD`;
  if (pullBase === '') return undefined;
  // GitHub merges a pull request into what its base is by then, which the event may be too old to know.
  const [mergedInto, merged, ...more] = parentsOfHead();
  const isMerge = merged === pullHead && more.length === 0;
  return isMerge ? `${String(mergedInto)}..HEAD` : `${pullBase}...HEAD`;
}
