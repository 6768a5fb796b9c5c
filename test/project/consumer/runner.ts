/** What a GitHub runner does with a composite action, as far as ours asks for it. Anything else makes it throw. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runScript, type Ended } from './run-script.ts';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export function readAction(folder: string): Action {
  return parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Action;
}

export interface Job {
  /** Where the action's repository is. */
  readonly action: string;
  /** Where the checkout is. */
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The base of the pull request that the job is for, if it is for one. */
  readonly base?: string;
  /** The commit that it asks to be merged. */
  readonly head?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A folder for the runner's own files. */
  readonly temp: string;
}

export interface Done {
  readonly outputs: Readonly<Record<string, string>>;
  readonly failed: boolean;
  readonly log: string;
  readonly summary: string;
}

/** Runs the steps one after the other, until one fails. */
export async function runAction(job: Job): Promise<Done> {
  const action = readAction(job.action);
  const temp = mkdtempSync(join(job.temp, 'runner-'));
  mkdirSync(join(temp, 'temp'));
  const summary = join(temp, 'summary');
  writeFileSync(summary, '');
  const known = new Map<string, string>([
    ['github.event.pull_request.base.sha', job.base ?? ''],
    ['github.event.pull_request.head.sha', job.head ?? ''],
  ]);
  for (const [name, { default: usual }] of Object.entries(action.inputs))
    known.set(`inputs.${name}`, job.inputs?.[name] ?? evaluate(usual, known));
  let [log, failed] = ['', false];
  for (const [index, step] of action.runs.steps.entries()) {
    if (failed) break;
    if (step.if !== undefined && !holds(step.if, known)) continue;
    // Node is here already.
    if (step.uses?.startsWith('actions/setup-node@')) continue;
    if (step.run === undefined || step.shell !== 'bash') throw new Error(`no runner knows ${step.name}`);
    const output = join(temp, `output-${String(index)}`);
    writeFileSync(output, '');
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value, known)]);
    const ended: Ended = await runScript(step.run, job.workspace, {
      ...job.env,
      ...(Object.fromEntries(own) as Record<string, string>),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: job.action,
      GITHUB_WORKSPACE: job.workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: join(temp, 'temp'),
    });
    log += ended.out + ended.err;
    failed = ended.code !== 0;
    for (const [name, value] of outputsIn(readFileSync(output, 'utf8')))
      known.set(`steps.${step.id ?? ''}.outputs.${name}`, value);
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value, known)]);
  return {
    outputs: Object.fromEntries(outputs) as Record<string, string>,
    failed,
    log,
    summary: readFileSync(summary, 'utf8'),
  };
}

/** The value of a text with expressions: names only, what is not known is empty. */
function evaluate(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => known.get(name) ?? '');
}

function holds(condition: string, known: ReadonlyMap<string, string>): boolean {
  const [, name = ''] = /^([\w.-]+) != ''$/.exec(condition) ?? [];
  if (name === '') throw new Error(`no runner knows ${condition}`);
  return known.get(name) !== '';
}

/** What a step wrote to GITHUB_OUTPUT: `NAME=VALUE`, or `NAME<<END`, lines, `END`. */
function* outputsIn(text: string): Generator<[string, string]> {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, name = '', end = ''] = /^([\w-]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === '') continue;
    const last = lines.indexOf(end, at + 1);
    if (last < 0) throw new Error(`${name} does not end`);
    yield [name, lines.slice(at + 1, last).join('\n')];
    at = last;
  }
}
