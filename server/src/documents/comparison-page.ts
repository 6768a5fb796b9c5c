/** From two states of manifests to a page on what changed. */
import type { CompareParams } from '../document-protocol.ts';
import {
  compareSteps,
  hideCredentials,
  NO_CHANGE,
  type Day,
  type ManifestChange,
  type Steps,
} from '../service.ts';
import { differenceMarkdown } from './difference-markdown.ts';
import { differenceOf } from './difference.ts';

/** The page, made manifest by manifest, with the judgement of the gate that the command line has by default. */
export function* comparisonSteps(
  { base, head, files, others }: CompareParams,
  { version, today }: { version: string; today: Day },
): Steps<{ name: string; markdown: string }> {
  const changes = yield* compareSteps(
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
