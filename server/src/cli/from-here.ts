import { relative, sep } from 'node:path';

/** A path from the current folder, however it was given; the same on every system. */
export function fromHere(path: string): string {
  return relative('', path).split(sep).join('/');
}
