/** The command `init`: a first manifest, with comments on what goes where. */
import type { Command } from 'commander';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { firstManifest } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import type { World } from './world.ts';

const FILE = 'sentry-permissions.yaml';

/** Adds the command; `done` is told its exit code. */
export function addInit(program: Command, world: World, done: (code: ExitCode) => void): void {
  program
    .command('init')
    .summary('write a first manifest')
    .description('Writes a first manifest with comments, never over another file.')
    .argument('[file]', 'where to write it', FILE)
    .option('--organization <slug>', 'the Sentry organization that it is for')
    .option('--stdout', 'print it instead')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: { organization?: string; stdout?: true }) => {
      const { text } = firstManifest(options.organization ?? '');
      if (options.stdout) {
        await world.print(text);
        return;
      }
      const fault = await world.files.create(path, text);
      if (fault !== undefined) {
        world.complain(`${TOOL_NAME}: ${visible(path)}: ${fault}\n`);
        done(EXIT.trouble);
        return;
      }
      await world.print(
        `${visible(path)} is written. Fill it in, then run "${TOOL_NAME} check" to see what is missing.\n`,
      );
    });
}

const EXAMPLES = `
Examples:
  ${TOOL_NAME} init
  ${TOOL_NAME} init infra/sentry-permissions.yaml --organization acme
  ${TOOL_NAME} init --stdout`;
