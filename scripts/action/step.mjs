/** What the steps of action.yml share. Built-in modules only: nothing is installed beside them. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A variable that the step was given; empty where it was not.
 * @param {string} name
 */
export const given = (name) => (process.env[name] ?? '').trim();

/**
 * The lines of a variable that have something on them.
 * @param {string} name
 */
export const linesOf = (name) =>
  given(name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A new folder outside of the checkout, where no link of a pull request can lie in wait for what is written. */
export const newFolder = () =>
  mkdtempSync(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'sentry-permissions-'));

/**
 * Tells the runner an output of this step. The text may hold anything: nobody can guess what ends it.
 * @param {string} name
 * @param {string} value
 */
export function output(name, value) {
  const end = randomUUID();
  appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `${name}<<${end}\n${value}\n${end}\n`);
}

/**
 * Adds a Markdown file to the summary of the job, where it is wanted.
 * @param {string} file
 */
export function summarize(file) {
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (given('SUMMARY') === 'true' && summary && existsSync(file))
    appendFileSync(summary, `${readFileSync(file, 'utf8')}\n`);
}

/**
 * Runs the program in the checkout and says how it ended.
 * @param {readonly string[]} args
 * @param {{quiet?: boolean}} [options] `quiet` shows nothing of what it prints
 * @returns {'passed' | 'failed' | 'trouble'}
 */
export function runProgram(args, { quiet = false } = {}) {
  const { status } = spawnSync(process.execPath, [given('PROGRAM'), ...args], {
    cwd: process.env['GITHUB_WORKSPACE'],
    stdio: quiet ? 'ignore' : 'inherit',
  });
  return status === 0 ? 'passed' : status === 1 ? 'failed' : 'trouble';
}

/** The commits that the one that is checked out was made from; none where Git cannot tell, or was not given them. */
export function parentsOfHead() {
  // Windows looks for a program in the current folder first, and the checkout may hold a git.exe.
  process.env['NoDefaultCurrentDirectoryInExePath'] ??= '1';
  const { status, stdout } = spawnSync('git', ['rev-list', '--parents', '--max-count=1', 'HEAD'], {
    cwd: process.env['GITHUB_WORKSPACE'],
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim().split(' ').slice(1) : [];
}

/**
 * An option of the program, if the variable has a value. In one word, so that no value is taken for another option.
 * @param {string} option
 * @param {string} name of the variable
 */
export const optional = (option, name) => (given(name) === '' ? [] : [`${option}=${given(name)}`]);
