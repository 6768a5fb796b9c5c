/** Texts of flow collections that a comma cut in two. */
import { keyText } from '../yaml/node.ts';
import type { Pair, Range } from '../yaml/node.ts';
import type { Place, Reading } from './place.ts';
import type { Entry } from './value.ts';

/** Gives a text that a comma cut in two back to the key that it was meant for. */
export function rejoin(
  previous: Pair,
  joined: { text: string; at: Range },
  entries: Map<string, Entry>,
  place: Place,
  { problems }: Reading,
): boolean {
  const key = keyText(previous);
  const owner = key === undefined ? undefined : entries.get(key);
  if (key === undefined || owner?.value?.type !== 'text') return false;
  const before = problems.findLastIndex(
    (problem) => problem.kind === 'needs-quotes' && problem.at.start === joined.at.start,
  );
  if (before >= 0) problems.splice(before, 1);
  problems.push({
    kind: 'needs-quotes',
    ...joined,
    readAs: 'YAML takes what is behind the comma for a key of its own',
    flow: true,
    editable: true,
  });
  entries.set(key, {
    ...owner,
    value: { type: 'text', text: joined.text, node: undefined, flow: place.flow, at: joined.at },
  });
  return true;
}
