/** Where the text of a command goes. */
import { nameOf } from './known-findings.ts';
import { Trouble } from './trouble.ts';
import type { World } from './world.ts';

/** Writes the text to the file, never over one of those that were read, or prints it where none is given; throws what is wrong. */
export async function writeTo(
  output: string | undefined,
  text: string,
  world: World,
  read: readonly string[],
): Promise<void> {
  if (output === undefined) {
    await world.print(text);
    return;
  }
  if (read.some((path) => nameOf(path) === nameOf(output)))
    throw new Trouble(output, 'This is one of the files that were read. Give another one to --output.');
  const fault = await world.files.write(output, text);
  if (fault !== undefined) throw new Trouble(output, fault);
}
