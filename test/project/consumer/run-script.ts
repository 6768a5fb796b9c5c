import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a program may know of this machine: nothing that vitest or npm set for their own. */
const BARE = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);

/** Runs a shell script as build services do: it ends with the first command that fails. */
export function runScript(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return runProgram('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], cwd, env);
}

/** Runs a program with nothing in its environment but what is given, and what every program needs. */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...BARE, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}
