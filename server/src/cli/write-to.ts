/** Where the text of a command goes. */
import { Trouble } from './trouble.ts';
import type { World } from './world.ts';

/** Writes the text to the file, or prints it where none is given; throws what is wrong with the file. */
export async function writeTo(output: string | undefined, text: string, world: World): Promise<void> {
  if (output === undefined) {
    await world.print(text);
    return;
  }
  const fault = await world.files.write(output, text);
  if (fault !== undefined) throw new Trouble(output, fault);
}
