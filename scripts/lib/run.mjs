/** Starting other programs, and saying so. Built-in modules only: this runs before `npm ci`. */
import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

/** A program that ended badly; its own output has already said why. */
export class CommandFailed extends Error {}

/**
 * Runs a program in the foreground and throws if it ends with anything but 0.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean}} [options] `quiet` shows the output only if the program fails
 */
export function run(command, args, { cwd = root, env = process.env, quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    env,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // npm and friends are .cmd files on Windows.
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
  });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(`${result.stdout}${result.stderr}`);
  const outcome = result.error?.message ?? `ended with ${String(result.status ?? result.signal)}`;
  throw new CommandFailed(`${command} ${args.join(' ')}: ${outcome}`);
}

/**
 * Runs one of this project's own scripts on the Node that runs us.
 * @param {string} script path from the repository's top folder
 * @param {readonly string[]} [args]
 */
export function runScript(script, args = []) {
  run(process.execPath, [script, ...args]);
}

/**
 * Runs a package's program out of node_modules, without npm's overhead.
 * @param {string} program path below node_modules
 * @param {readonly string[]} args
 */
export function runPackage(program, args) {
  run(process.execPath, [`node_modules/${program}`, ...args]);
}

/**
 * Heads what follows in the terminal.
 * @param {string} text
 */
export function headline(text) {
  console.log(`\n── ${text}`);
}

/**
 * Runs a script's main function; a failure is one line, not a stack of our own scripts.
 * @param {() => void | Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof CommandFailed ? `\n✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
