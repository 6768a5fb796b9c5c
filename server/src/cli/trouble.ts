/** What keeps the program from doing what it was asked for, and how it says so. */
import { MAX_BYTES } from '../ports/files.ts';
import { TOOL_NAME } from '../report/report.ts';
import { visible, withoutCommands } from '../report/visible.ts';
import { hideCredentials } from '../service.ts';
import { EXIT, type ExitCode } from './check.ts';
import { decodedText, inWords, NOT_UTF8_MESSAGE } from './file-text.ts';
import type { World } from './world.ts';

/** Something that keeps it from starting, or from ending. */
export class Trouble extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** Several of them at once. */
export class Troubles extends Error {
  readonly all: readonly Trouble[];
  constructor(all: readonly Trouble[]) {
    super();
    this.all = all;
  }
}

/** Lines in which no build service finds a command, and no credential: names of files and words of a command may hold either. */
export function harmless(text: string): string {
  return hideCredentials(text).split('\n').map(withoutCommands).join('\n');
}

/** Says what is wrong with a path, in one line. */
export function complain(world: World, path: string, message: string): void {
  world.complain(`${TOOL_NAME}: ${withoutCommands(visible(`${path}: ${message}`))}\n`);
}

/** The text of a file that the program itself needs. */
export async function textOf(path: string, world: World): Promise<string> {
  const content = await world.files.read(path);
  if ('fault' in content) {
    const { fault, code } = content;
    throw new Trouble(
      path,
      fault === 'folder' ? 'This is a folder. Give a file.' : inWords(fault, code, path),
    );
  }
  if (content.bytes.length > MAX_BYTES)
    throw new Trouble(path, `This is larger than ${MAX_BYTES / 1_000_000} MB and is not read.`);
  const text = decodedText(content.bytes);
  if (text === undefined) throw new Trouble(path, NOT_UTF8_MESSAGE);
  return text;
}

/** How the run ends; what kept it from being done is said, and is no fault of the program. */
export async function orTrouble(world: World, run: Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await run;
  } catch (error) {
    const all = error instanceof Troubles ? error.all : [error];
    for (const each of all) {
      if (!(each instanceof Trouble)) throw error;
      complain(world, hideCredentials(each.path), hideCredentials(each.message));
    }
    return EXIT.trouble;
  }
}
