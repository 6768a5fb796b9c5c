/** `list`: the names that a manifest can hold, and how each is spelled. */
import { Argument, Option, type Command } from 'commander';
import { inertJson } from '../report/inert.ts';
import { listText } from '../report/list-text.ts';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { CATALOG_DATE, hideCredentials, LIST_NAMES, namesIn, type ListName } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import type { World } from './world.ts';

/** Adds the command to the program; `done` gets its exit code. */
export function addList(program: Command, world: World, done: (code: ExitCode) => void): void {
  program
    .command('list')
    .summary('list the scopes, rules, services, features, kinds, webhooks or uses that there are')
    .description('Lists the names that a manifest can hold, one a line, as they are spelled there.')
    .addArgument(new Argument('<what>', 'which names').choices(LIST_NAMES))
    .argument('[text...]', 'only names that have each of these words in them, or in what is said of them')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(async (list: ListName, words: string[], { format }: { readonly format: string }) => {
      const text = words.join(' ');
      const names = namesIn(list, text);
      if (names.length === 0) {
        world.complain(`${TOOL_NAME}: “${visible(hideCredentials(text))}” is in none of the ${list}.\n`);
        done(EXIT.findings);
      }
      await world.print(
        format === 'json'
          ? `${inertJson({ version: 1, list, catalog: { date: CATALOG_DATE }, names })}\n`
          : listText(names),
      );
    });
}

const EXAMPLES = `
Exit codes:
  0  there are such names
  1  no name has this text
  2  wrong usage

Examples:
  ${TOOL_NAME} list scopes
  ${TOOL_NAME} list features github
  ${TOOL_NAME} list uses releases
  ${TOOL_NAME} list rules --format json`;
