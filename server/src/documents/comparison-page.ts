/** From two states of manifests to a page on what changed. */
import type { CompareParams } from '../document-protocol.ts';
import { compareManifests, hideCredentials, NO_CHANGE, type Day, type ManifestChange } from '../service.ts';
import { differenceMarkdown } from './difference-markdown.ts';
import { differenceOf } from './difference.ts';

/** The page, with the judgement of the gate that the command line has by default. */
export function comparisonPage(
  { base, head, files, others }: CompareParams,
  { version, today }: { version: string; today: Day },
): { name: string; markdown: string } {
  const changes = compareManifests(
    files.map(({ base, head }) =>
      head && 'fault' in head
        ? { base: undefined, head: undefined }
        : { base: base ?? undefined, head: head ?? undefined },
    ),
    today,
    others,
  );
  const compared = files.map((file, i) => ({
    base: file.base?.path ?? null,
    head: file.head?.path ?? null,
    change: changeOf(file.head, changes[i]),
  }));
  const difference = differenceOf(
    { base, head, files: compared },
    { version, today, failOn: ['widened-without-rationale'] },
  );
  return { name: `Changes since ${hideCredentials(base)}`, markdown: differenceMarkdown(difference) };
}

function changeOf(
  head: CompareParams['files'][number]['head'],
  change: ManifestChange = NO_CHANGE,
): ManifestChange {
  if (!head || 'text' in head) return change;
  return {
    ...NO_CHANGE,
    faults: [{ side: 'head', integration: null, message: hideCredentials(head.fault) }],
  };
}
