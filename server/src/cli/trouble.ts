/** What keeps the program from doing what it was asked for, and how it says so. */
import { TOOL_NAME } from '../report/report.ts';
import { visible, withoutCommands } from '../report/visible.ts';
import type { World } from './world.ts';

/** Something that keeps it from starting, or from ending. */
export class Trouble extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** Says what is wrong with a path, in one line. */
export function complain(world: World, path: string, message: string): void {
  world.complain(`${TOOL_NAME}: ${withoutCommands(visible(`${path}: ${message}`))}\n`);
}

/** The text of a file that the program itself needs. */
export async function textOf(path: string, world: World): Promise<string> {
  const content = await world.files.read(path);
  if ('fault' in content) throw new Trouble(path, `It cannot be read (${content.code}).`);
  return new TextDecoder().decode(content.bytes);
}
