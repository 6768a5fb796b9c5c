/** The command `init`: a first manifest, with comments on what goes where. */
import { basename, isAbsolute, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { isManifestName } from '../ports/files.ts';
import { TOOL_NAME } from '../report/report.ts';
import { visible } from '../report/visible.ts';
import {
  expectedOrganization,
  expectedServer,
  featureMeant,
  featuresOfService,
  firstManifest,
  hideCredentials,
  isOwnAppAt,
  leastServiceAnswer,
  serviceKeys,
} from '../service.ts';
import type { FirstService } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import { faultOfOwnApp, moreFeatures, notEmpty, serviceOf } from './option-values.ts';
import { complain, harmless } from './trouble.ts';
import type { World } from './world.ts';

const FILE = 'sentry-permissions.yaml';
const SERVER = 'https://sentry.acme.example';

interface Options {
  readonly organization?: string;
  readonly server?: string;
  readonly service?: string;
  readonly feature?: readonly string[];
  readonly ownApp?: true;
  readonly stdout?: true;
}

/** Adds the command; `done` is told its exit code. */
export function addInit(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command: Command = program
    .command('init')
    .summary('write a first manifest')
    .description('Writes a first manifest with comments, never over another file.')
    .argument('[file]', `where to write it (default: ${FILE})`, notEmpty)
    .option('--organization <slug>', 'the Sentry organization that it is for')
    .option('--server <address>', 'where you host Sentry yourself; https://sentry.io where left out')
    .addOption(
      new Option('--service <key>', 'begin with what Sentry may do in another service')
        .choices(serviceKeys())
        .argParser(serviceOf),
    )
    .option(
      '--feature <name>',
      'what Sentry is to do there; give it once for each, write commas between them, or leave it out for the usual ones',
      moreFeatures,
    )
    .option(
      '--own-app',
      'the administrator of that service made the app, key or account and chooses what it may do',
    )
    .option('--stdout', 'print it instead')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string | undefined, options: Options) => {
      if (options.stdout && path !== undefined)
        command.error('error: with --stdout no file is written. Leave one of them out.');
      const { organization, server } = options;
      const fault =
        faultOf('--organization', organization, expectedOrganization, 'acme-inc') ??
        faultOf('--server', server, expectedServer, SERVER);
      if (fault !== undefined) command.error(`error: ${fault}`);
      const about = aboutService(options);
      if (typeof about === 'string') command.error(`error: ${about}`);
      const text = firstManifest(organization ?? '', about, server)?.text ?? '';
      if (options.stdout) {
        await world.print(text);
        return;
      }
      done(await write(path ?? FILE, text, world));
    });
}

async function write(path: string, text: string, world: World): Promise<ExitCode> {
  const other = otherSpelling(path);
  if (other !== undefined && (await world.files.exists(other))) {
    complain(
      world,
      path,
      `There is ${other} already, which is read as well. Go on with that one, or give this one a name of its own.`,
    );
    return EXIT.trouble;
  }
  const fault = await world.files.create(path, text);
  if (fault !== undefined) {
    complain(world, path, fault);
    return EXIT.trouble;
  }
  if (!isManifestName(basename(path)))
    complain(
      world,
      path,
      `No editor takes a file of this name for a manifest, and "${TOOL_NAME} check" does not find it by itself. Name it ${betterName(path)}.`,
    );
  const next = `${TOOL_NAME} check${isFoundFromHere(path) ? '' : ` ${shellWord(path)}`}`;
  await world.print(
    harmless(
      `${visible(path)} is written. Fill it in, then run "${visible(next)}" to see what is missing.\n`,
    ),
  );
  return EXIT.clean;
}

/** The same manifest with the other ending: nobody means to have both. */
function otherSpelling(path: string): string | undefined {
  if (!isManifestName(basename(path))) return undefined;
  return path.endsWith('.yaml') ? path.replace(/yaml$/, 'yml') : path.replace(/yml$/, 'yaml');
}

function betterName(path: string): string {
  const name = basename(path).replace(/\.[^.]*$/, '');
  return name === 'sentry-permissions' || name === '' ? FILE : `${name}.${FILE}`;
}

/** Whether a check of the current folder finds it. */
function isFoundFromHere(path: string): boolean {
  const name = relative('', path);
  return isManifestName(basename(path)) && !isAbsolute(name) && !/^\.\.(?:[\\/]|$)/.test(name);
}

/** The path as one word of a command. */
function shellWord(path: string): string {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[\w@%+=:,./\\-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", String.raw`'\''`)}'`;
}

/** What is wrong with the value of an option; undefined where nothing is. */
function faultOf(
  option: string,
  value: string | undefined,
  expectedOf: (value: string) => string | undefined,
  example: string,
): string | undefined {
  if (value === undefined) return undefined;
  if (hideCredentials(value) !== value)
    return `What is given as ${option} looks like a credential, which belongs in no manifest. Give it as ${example}.`;
  const expected = expectedOf(value);
  if (expected === undefined) return undefined;
  const what = value.trim() === '' ? `${option} is empty` : `“${visible(value)}” cannot be the ${option}`;
  return `${what}. It must be ${expected}, such as ${example}.`;
}

/** What the manifest is to begin with, or what is wrong with the options. */
function aboutService({ service, feature = [], ownApp, server }: Options): FirstService | string | undefined {
  if (service === undefined)
    return feature.length > 0 || ownApp ? '--feature and --own-app need a --service.' : undefined;
  const [unknown] = leastServiceAnswer(service, feature, ownApp === true)?.unknown ?? [];
  if (unknown !== undefined) {
    const meant = featureMeant(service, unknown);
    return `${service} has no feature “${visible(unknown)}”. ${meant === undefined ? `It has ${featuresOfService(service).join(', ')}.` : `Did you mean “${meant}”?`}`;
  }
  const fault = ownApp ? faultOfOwnApp(service) : undefined;
  if (fault !== undefined) return fault;
  // The manifest itself says by the address whose app it is.
  if (ownApp && isOwnAppAt(service, server) === false)
    return `only whoever hosts Sentry themselves makes an app of their own for ${service}. Say with --server where that Sentry is, such as ${SERVER}.`;
  return { key: service, ownApp: ownApp === true, ...(feature.length > 0 ? { features: feature } : {}) };
}

const EXAMPLES = `
Exit codes:
  0  the manifest is written, or printed
  2  wrong usage, or the file is there already or cannot be written

Examples:
  ${TOOL_NAME} init
  ${TOOL_NAME} init infra/sentry-permissions.yaml --organization acme
  ${TOOL_NAME} init --service github --feature suspect-commits --feature issue-creation
  ${TOOL_NAME} init --service github --own-app --server ${SERVER}
  ${TOOL_NAME} init --stdout`;
