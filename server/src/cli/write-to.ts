/** Where the text of a command goes. */
import { Trouble } from './trouble.ts';
import type { World } from './world.ts';

/** Whether an output is standard output, as it is where none is given; `-` stands for it as usual. */
export const isStandard = (output: string | undefined): output is '-' | undefined =>
  output === undefined || output === '-';

/** Writes the text to the file, never over one of those that were read, or prints it where none is given; throws what is wrong. */
export async function writeTo(
  output: string | undefined,
  text: string,
  world: World,
  read: readonly string[],
): Promise<void> {
  if (isStandard(output)) {
    await world.print(text);
    return;
  }
  await refuseInput(output, read, world);
  const fault = await world.files.write(output, text);
  if (fault !== undefined) throw new Trouble(output, fault);
}

/** Throws where what is to be written would take the place of a file that is read, be it through a link. */
export async function refuseInput(output: string, read: readonly string[], world: World): Promise<void> {
  if (await world.files.isOneOf(output, read))
    throw new Trouble(output, 'This is one of the files that are read. Give another one to --output.');
}
