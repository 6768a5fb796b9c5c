/** What the command line understands, and what it answers. */
import { Command, CommanderError } from 'commander';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { CATALOG_DATE } from '../service.ts';
import { addCheck } from './check-command.ts';
import { EXIT, type ExitCode } from './check.ts';
import { addDiff } from './diff.ts';
import { addExplain } from './explain-command.ts';
import { addInit } from './init-command.ts';
import { addLeast } from './least-command.ts';
import { addList } from './list-command.ts';
import { addReport } from './report.ts';
import { addSchema } from './schema-command.ts';
import { harmless } from './trouble.ts';
import type { World } from './world.ts';

/** Does what `args`, the words after the program's name, ask for. Never throws for what somebody typed. */
export async function run(args: readonly string[], given: World): Promise<ExitCode> {
  const world = {
    ...given,
    complain: (text: string) => {
      given.complain(harmless(text));
    },
  };
  let exitCode: ExitCode = EXIT.clean;
  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = new Command(TOOL_NAME)
    .description('Checks which Sentry permissions your integrations are meant to hold, and why.')
    .version(
      `${TOOL_NAME} ${world.version}, catalogue of ${CATALOG_DATE}`,
      '-V, --version',
      "print the version and the catalogue's date",
    )
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print this help, or that of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.print(text),
      // What somebody typed stands in it as it is; a shell puts the names of files among that.
      writeErr: (text) => {
        world.complain(text.split('\n').map(visible).join('\n'));
      },
    })
    .addHelpText('after', EXAMPLES);
  addCheck(program, world, done);
  addDiff(program, world, done);
  addReport(program, world, done);
  addInit(program, world, done);
  addLeast(program, world, done);
  addExplain(program, world, done);
  addList(program, world, done);
  addSchema(program, world, done);
  for (const command of [program, ...program.commands]) {
    const name = command === program ? TOOL_NAME : `${TOOL_NAME} ${command.name()}`;
    command.showHelpAfterError(`Run "${name} --help" to see what it understands.`);
  }

  try {
    await program.parseAsync(wordsMeant(args, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    // Thrown for help and version too; the words are printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.trouble;
    throw error;
  }
}

/** The words as Commander understands them. */
function wordsMeant(args: readonly string[], program: Command): readonly string[] {
  const [first, second] = args;
  // It has one short name for an option; many programs know this one.
  if (args.length === 1 && first === '-v') return ['--version'];
  // Asked for help on what is no command, it prints all help and does not say why.
  const isWord = second !== undefined && !second.startsWith('-');
  return first === 'help' && isWord && !program.commands.some((command) => command.name() === second)
    ? [second]
    : args;
}

const EXAMPLES = `
Examples:
  ${TOOL_NAME} check sentry-permissions.yaml
  ${TOOL_NAME} check --help
  ${TOOL_NAME} diff --git origin/main...HEAD
  ${TOOL_NAME} report --format html --output audit.html
  ${TOOL_NAME} least "sentry-cli releases new"
  ${TOOL_NAME} explain org:admin
  ${TOOL_NAME} list uses releases
  ${TOOL_NAME} init
  ${TOOL_NAME} schema`;
