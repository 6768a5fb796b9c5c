/** `explain`: all that is known of a scope, an operation, a command or a rule. */
import type { Command } from 'commander';
import { plain } from '../report/plain.ts';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { explainTerm } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import type { World } from './world.ts';

/** Adds the command to the program; `done` gets its exit code. */
export function addExplain(program: Command, world: World, done: (code: ExitCode) => void): void {
  program
    .command('explain')
    .summary('explain a scope, an operation, a command or a rule')
    .description('Prints all that is known of a scope, an operation of Sentry’s API, a command or a rule.')
    .argument('<name...>', 'its name; words that follow each other are one name')
    .showHelpAfterError(`Run "${TOOL_NAME} explain --help" to see what it understands.`)
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[]) => {
      const name = words.join(' ');
      const explanation = explainTerm(name);
      if ('markdown' in explanation) {
        await world.print(`${plain(explanation.markdown)}\n`);
        return;
      }
      const meant = explanation.meant === undefined ? '' : ` Did you mean “${explanation.meant}”?`;
      world.complain(
        `${TOOL_NAME}: “${visible(name)}” is no scope, operation, command or rule that the catalogue knows.${meant}\n`,
      );
      done(EXIT.trouble);
    });
}

const EXAMPLES = `
Examples:
  ${TOOL_NAME} explain org:admin
  ${TOOL_NAME} explain GET /organizations/{org}/projects/
  ${TOOL_NAME} explain sentry-cli sourcemaps upload
  ${TOOL_NAME} explain excess-scope`;
