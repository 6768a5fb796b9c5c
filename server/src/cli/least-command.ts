/** `least`: the least scopes for what somebody wants to do, without a manifest. */
import { Option, type Command } from 'commander';
import { leastText } from '../report/least-text.ts';
import { TOOL_NAME } from '../report/report.ts';
import { CREDENTIAL_KINDS, leastAnswer } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import type { World } from './world.ts';

/** Adds the command to the program; `done` gets its exit code. */
export function addLeast(program: Command, world: World, done: (code: ExitCode) => void): void {
  program
    .command('least')
    .summary('compute the least scopes for operations and commands')
    .description('Computes the least scopes that serve all of the uses, and says what each scope is for.')
    .argument('<use...>', 'operations of Sentry’s API, or commands that call it; each in quotes')
    .addOption(
      new Option('--kind <kind>', 'the kind of credential that is to hold them').choices(CREDENTIAL_KINDS),
    )
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .showHelpAfterError(`Run "${TOOL_NAME} least --help" to see what it understands.`)
    .addHelpText('after', EXAMPLES)
    .action(async (uses: string[], { kind, format }: { kind?: string; format: string }) => {
      const answer = leastAnswer(uses, kind);
      await world.print(format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : leastText(answer, kind));
      done(answer.best === null || answer.certificate.unknown.length > 0 ? EXIT.findings : EXIT.clean);
    });
}

const EXAMPLES = `
A scope is necessary and not sufficient: roles and the teams of a project decide as well.

Exit codes:
  0  all uses are known, and the scopes serve them
  1  a use is not known, or no scopes that the kind can hold serve all
  2  wrong usage

Examples:
  ${TOOL_NAME} least "sentry-cli releases new" "sentry-cli releases set-commits --auto"
  ${TOOL_NAME} least "GET /organizations/{org}/projects/" --kind internal-integration
  ${TOOL_NAME} least "terraform sentry_team" --format json`;
