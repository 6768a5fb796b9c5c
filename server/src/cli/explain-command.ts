/** `explain`: all that is known of one name that a manifest can hold. */
import type { Command } from 'commander';
import { plain } from '../report/plain.ts';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { explainTerm, hideCredentials } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import { rulePageText } from './rule-page.ts';
import type { World } from './world.ts';

/** Adds the command to the program; `done` gets its exit code. */
export function addExplain(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command: Command = program
    .command('explain')
    .summary('explain a scope, a rule, a service, an operation or another name')
    .description(
      'Prints all that is known of a scope, a rule, a kind of credential, another service, a feature or permission of it, a webhook, an operation of Sentry’s API or a command.',
    )
    .argument(
      '<name...>',
      'its name; words that follow each other are one name, and its sort may be the first: webhook issue',
    )
    .addHelpText('after', EXAMPLES)
    // Behind a command's words its options are part of its name.
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const [first = ''] = words;
      if (first.startsWith('-')) command.error(`error: unknown option '${first}'`);
      const name = words.join(' ');
      const explanation = explainTerm(name);
      if ('markdown' in explanation) {
        const { markdown, rule } = explanation;
        const page = rule === undefined ? undefined : rulePageText(rule, world);
        await world.print(`${[plain(markdown), ...(page === undefined ? [] : [page])].join('\n\n')}\n`);
        return;
      }
      const advice =
        explanation.advice ?? `Run "${TOOL_NAME} list --help" to see which names can be looked up.`;
      world.complain(
        `${TOOL_NAME}: “${visible(hideCredentials(name))}” is nothing that the catalogue knows. ${visible(hideCredentials(advice))}\n`,
      );
      done(EXIT.findings);
    });
}

const EXAMPLES = `
Exit codes:
  0  it is known
  1  the catalogue knows no such name
  2  wrong usage

Examples:
  ${TOOL_NAME} explain org:admin
  ${TOOL_NAME} explain GET /organizations/{org}/projects/
  ${TOOL_NAME} explain sentry-cli releases set-commits --auto
  ${TOOL_NAME} explain excess-scope
  ${TOOL_NAME} explain internal-integration
  ${TOOL_NAME} explain github suspect-commits
  ${TOOL_NAME} explain chat:write
  ${TOOL_NAME} explain webhook issue`;
