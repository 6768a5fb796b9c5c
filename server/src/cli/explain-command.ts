/** `explain`: all that is known of a scope, an operation, a command or a rule. */
import type { Command } from 'commander';
import { plain } from '../report/plain.ts';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { explainTerm, hideCredentials } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import type { World } from './world.ts';

/** Adds the command to the program; `done` gets its exit code. */
export function addExplain(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command: Command = program
    .command('explain')
    .summary('explain a scope, an operation, a command or a rule')
    .description('Prints all that is known of a scope, an operation of Sentry’s API, a command or a rule.')
    .argument('<name...>', 'its name; words that follow each other are one name')
    .showHelpAfterError(`Run "${TOOL_NAME} explain --help" to see what it understands.`)
    .addHelpText('after', EXAMPLES)
    // Behind a command's words its options are part of its name.
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const [first = ''] = words;
      if (first.startsWith('-')) command.error(`error: unknown option '${first}'`);
      const name = words.join(' ');
      const explanation = explainTerm(name);
      if ('markdown' in explanation) {
        await world.print(`${plain(explanation.markdown)}\n`);
        return;
      }
      const meant =
        explanation.meant === undefined
          ? ''
          : ` Did you mean “${visible(hideCredentials(explanation.meant))}”?`;
      world.complain(
        `${TOOL_NAME}: “${visible(hideCredentials(name))}” is no scope, operation, command or rule that the catalogue knows.${meant}\n`,
      );
      done(EXIT.trouble);
    });
}

const EXAMPLES = `
Examples:
  ${TOOL_NAME} explain org:admin
  ${TOOL_NAME} explain GET /organizations/{org}/projects/
  ${TOOL_NAME} explain sentry-cli releases set-commits --auto
  ${TOOL_NAME} explain excess-scope`;
