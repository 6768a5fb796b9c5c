/** The command `schema`: the JSON Schemas of what goes in and of what comes out. */
import { Option, type Command } from 'commander';
import { TOOL_NAME } from '../report/report.ts';
import { EXIT, type ExitCode } from './check.ts';
import type { World } from './world.ts';

const SCHEMAS: Readonly<Record<string, string>> = {
  manifest: 'schemas/sentry-permissions.schema.json',
  check: 'schemas/check-output.schema.json',
  diff: 'schemas/diff-output.schema.json',
  report: 'schemas/report-output.schema.json',
  least: 'schemas/least-output.schema.json',
  list: 'schemas/list-output.schema.json',
};

/** Adds the command; `done` is told its exit code. */
export function addSchema(program: Command, world: World, done: (code: ExitCode) => void): void {
  program
    .command('schema')
    .summary('print a JSON Schema')
    .description(
      'Prints the JSON Schema of the manifest, or of what another command prints with --format json.',
    )
    .addOption(new Option('--of <what>', 'of what').choices(Object.keys(SCHEMAS)).default('manifest'))
    .addHelpText('after', EXAMPLES)
    .action(async ({ of }: { of: string }) => {
      const path = SCHEMAS[of] ?? '';
      const schema = world.packaged(path);
      if (schema === undefined) {
        world.complain(`${TOOL_NAME}: ${path} is not beside the program. Install the whole package.\n`);
        done(EXIT.trouble);
        return;
      }
      await world.print(schema);
    });
}

const EXAMPLES = `
Exit codes:
  0  the schema is printed
  2  wrong usage, or the schema is not beside the program

Examples:
  ${TOOL_NAME} schema > sentry-permissions.schema.json
  ${TOOL_NAME} schema --of check`;
