/** Paths as services that keep repositories write them, whatever system they come from. */

/** The path with slashes in the place of what Windows writes; on other systems a backslash in a full path is part of a name. */
function slashed(path: string): string {
  const isWindows = /^[A-Za-z]:[\\/]|^\\\\/.test(path);
  return isWindows || !path.startsWith('/') ? path.replaceAll('\\', '/') : path;
}

/** The path from the folder that the check ran in, with slashes and no dots; one that leads elsewhere by a full path stays full. */
export function checkoutPath(path: string): string {
  const whole = slashed(path);
  return isFull(whole) ? whole : withoutDots(whole);
}

/** Whether a path with slashes begins at a disk, a share or the root. */
export function isFull(path: string): boolean {
  return /^(?:[A-Za-z]:)?\//.test(path);
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(part);
  }
  return kept.join('/');
}
