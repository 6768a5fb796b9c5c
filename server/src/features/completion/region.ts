/** The part of the file that a request has to look at: never more than one integration and what surrounds it. */
import { integrationIndexAt } from '../../manifest/integration-at.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { Range } from '../../yaml/node.ts';
import type { SourceText } from '../../text/source-text.ts';

export interface Region extends Range {
  /** Whether the region begins with an entry of `integrations`, whose own line lies before it. */
  readonly inside: boolean;
}

/** The lines from the last integration before `offset` to the next one; the whole text where they share lines. */
export function regionAt(manifest: Manifest, offset: number): Region {
  const { source, integrations } = manifest;
  const index = integrationIndexAt(manifest, offset);
  const before = integrations[index];
  const after = integrations[index + 1];
  if (!startsLine(source, before?.start) || !startsLine(source, after?.start)) {
    return { start: 0, end: source.length, inside: false };
  }
  return { start: before?.start ?? 0, end: after?.start ?? source.length, inside: before !== undefined };
}

function startsLine(source: SourceText, start: number | undefined): boolean {
  return start === undefined || start === 0 || source.slice(start - 1, start) === '\n';
}
