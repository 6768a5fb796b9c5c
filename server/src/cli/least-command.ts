/** `least`: the least scopes for what somebody wants to do, or the least permissions in another service, without a manifest. */
import { Option, type Command } from 'commander';
import { inertJson } from '../report/inert.ts';
import { leastServiceText, leastText } from '../report/least-text.ts';
import { TOOL_NAME } from '../report/report.ts';
import {
  CREDENTIAL_KINDS,
  hideCredentials,
  leastAnswer,
  leastServiceAnswer,
  serviceKeys,
  useAdvice,
} from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import { faultOfOwnApp, moreFeatures, serviceOf } from './option-values.ts';
import { harmless } from './trouble.ts';
import type { World } from './world.ts';

interface Options {
  readonly kind?: string;
  readonly service?: string;
  readonly feature?: readonly string[];
  readonly ownApp?: true;
  readonly format: string;
}

/** Adds the command to the program; `done` gets its exit code. */
export function addLeast(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command: Command = program
    .command('least')
    .summary('compute the least scopes for operations and commands')
    .description(
      'Computes the least scopes that serve all of the uses, and says what each scope is for; with --service, the least permissions in another service.',
    )
    .argument('[use...]', 'operations of Sentry’s API, or commands that call it; each in quotes')
    .addOption(
      new Option('--kind <kind>', 'the kind of credential that is to hold them').choices(CREDENTIAL_KINDS),
    )
    .addOption(
      new Option('--service <key>', 'another service, such as github')
        .choices(serviceKeys())
        .argParser(serviceOf),
    )
    .option(
      '--feature <name>',
      'what Sentry is to do with that service; give it once for each, or write commas between them',
      moreFeatures,
    )
    .option(
      '--own-app',
      'the administrator of that service made the app, key or account and chooses what it may do',
    )
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .configureOutput({
      outputError(text, write) {
        write(text);
        if (text.includes('unknown option'))
          write('A use with options goes into quotes: "sentry-cli releases set-commits --auto".\n');
      },
    })
    .addHelpText('after', EXAMPLES)
    .action(async (uses: string[], options: Options) => {
      const fault = faultOf(uses, options);
      if (fault !== undefined) command.error(`error: ${fault}`);
      done(
        options.service === undefined
          ? await forUses(uses, options, world)
          : await forService(options.service, options, world),
      );
    });
}

function faultOf(
  uses: readonly string[],
  { service, feature = [], kind, ownApp }: Options,
): string | undefined {
  if (service === undefined) {
    if (feature.length > 0 || ownApp) return '--feature and --own-app need a --service.';
    return uses.length === 0 ? 'no use is given. Name an operation or a command, in quotes.' : undefined;
  }
  if (uses.length > 0 || kind !== undefined)
    return 'uses and --kind are about Sentry’s scopes. Leave out --service.';
  if (feature.length === 0) return 'no --feature is given.';
  return ownApp ? faultOfOwnApp(service) : undefined;
}

async function forUses(given: readonly string[], { kind, format }: Options, world: World): Promise<ExitCode> {
  const uses = given.map(hideCredentials);
  const answer = leastAnswer(uses, kind);
  await world.print(format === 'json' ? json(answer) : harmless(leastText(answer, kind, useAdvice(uses))));
  return answer.best === null || answer.certificate.unknown.length > 0 ? EXIT.findings : EXIT.clean;
}

async function forService(
  key: string,
  { feature = [], ownApp, format }: Options,
  world: World,
): Promise<ExitCode> {
  const features = feature.map(hideCredentials);
  const answer = leastServiceAnswer(key, features, ownApp === true);
  if (!answer) return EXIT.trouble;
  await world.print(format === 'json' ? json(answer) : harmless(leastServiceText(answer, features)));
  return answer.unknown.length + answer.unserved.length > 0 ? EXIT.findings : EXIT.clean;
}

function json(answer: object): string {
  return `${inertJson(answer)}\n`;
}

const EXAMPLES = `
A scope is necessary and not sufficient: roles and the teams of a project decide as well.

Exit codes:
  0  all is known, and the scopes or permissions serve it
  1  a use or a feature is not known, or no scopes that the kind can hold serve all
  2  wrong usage

Examples:
  ${TOOL_NAME} least "sentry-cli releases new" "sentry-cli releases set-commits --auto"
  ${TOOL_NAME} least "GET /organizations/{org}/projects/" --kind internal-integration
  ${TOOL_NAME} least "terraform sentry_team" --format json
  ${TOOL_NAME} least --service github --feature suspect-commits --feature issue-creation --own-app`;
