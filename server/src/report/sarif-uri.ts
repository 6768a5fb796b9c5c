/** Where a file is, as an address: below the folder that the check ran in if it is there, else on the disk. */

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: '%SRCROOT%';
}

/** The location of a path, however its system writes paths. */
export function sarifUri(path: string): ArtifactLocation {
  const isWindows = /^[A-Za-z]:[\\/]|^\\\\/.test(path);
  const slashed = isWindows || !path.startsWith('/') ? path.replaceAll('\\', '/') : path;
  if (/^[A-Za-z]:\//.test(slashed))
    return { uri: `file:///${slashed.slice(0, 2)}${encoded(slashed.slice(2))}` };
  if (slashed.startsWith('//')) return { uri: `file:${encoded(slashed)}` };
  if (slashed.startsWith('/')) return { uri: `file://${encoded(slashed)}` };
  return { uri: encoded(withoutDots(slashed)), uriBaseId: '%SRCROOT%' };
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

function encoded(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}
