/** The command `init`: a first manifest, with comments on what goes where. */
import { Option, type Command } from 'commander';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import { featuresOfService, firstManifest, leastServiceAnswer, serviceKeys } from '../service.ts';
import type { FirstService } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import type { World } from './world.ts';

const FILE = 'sentry-permissions.yaml';

interface Options {
  readonly organization?: string;
  readonly service?: string;
  readonly feature: readonly string[];
  readonly ownApp?: true;
  readonly stdout?: true;
}

/** Adds the command; `done` is told its exit code. */
export function addInit(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command: Command = program
    .command('init')
    .summary('write a first manifest')
    .description('Writes a first manifest with comments, never over another file.')
    .argument('[file]', 'where to write it', FILE)
    .option('--organization <slug>', 'the Sentry organization that it is for')
    .addOption(
      new Option('--service <key>', 'begin with what Sentry may do in another service').choices(
        serviceKeys(),
      ),
    )
    .option(
      '--feature <name>',
      'what Sentry is to do there; give it once for each, or leave it out for the usual ones',
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option('--own-app', 'the administrator of that service made the app and chooses its permissions')
    .option('--stdout', 'print it instead')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      const about = aboutService(options);
      if (typeof about === 'string') command.error(`error: ${about}`);
      const text = firstManifest(options.organization ?? '', about)?.text ?? '';
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

/** What the manifest is to begin with, or what is wrong with the options. */
function aboutService({ service, feature, ownApp }: Options): FirstService | string | undefined {
  if (service === undefined)
    return feature.length > 0 || ownApp ? '--feature and --own-app need a --service.' : undefined;
  const unknown = leastServiceAnswer(service, feature, ownApp === true)?.unknown ?? [];
  if (unknown.length > 0)
    return `${service} has no feature “${visible(unknown[0] ?? '')}”. It has ${featuresOfService(service).join(', ')}.`;
  return { key: service, ownApp: ownApp === true, ...(feature.length > 0 ? { features: feature } : {}) };
}

const EXAMPLES = `
Examples:
  ${TOOL_NAME} init
  ${TOOL_NAME} init infra/sentry-permissions.yaml --organization acme
  ${TOOL_NAME} init --service github --feature suspect-commits --feature issue-creation
  ${TOOL_NAME} init --stdout`;
