/** Where a file is, as an address: below the folder that the check ran in if it is there, else on the disk. */
import { checkoutPath, isFull } from './checkout-path.ts';

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: '%SRCROOT%';
}

/** The location of a path, however its system writes paths. */
export function sarifUri(path: string): ArtifactLocation {
  const at = checkoutPath(path);
  if (!isFull(at)) return { uri: encoded(at), uriBaseId: '%SRCROOT%' };
  if (at.startsWith('//')) return { uri: `file:${encoded(at)}` };
  return at.startsWith('/')
    ? { uri: `file://${encoded(at)}` }
    : { uri: `file:///${at.slice(0, 2)}${encoded(at.slice(2))}` };
}

function encoded(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}
