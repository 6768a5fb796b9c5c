import { findCredentials } from '../catalog/find-credentials.ts';
import type { FoundCredential } from '../catalog/find-credentials.ts';
import { placeholderFor } from '../catalog/placeholders.ts';
import type { Manifest } from '../manifest/model.ts';
import type { Range } from '../yaml/node.ts';
import type { SourceText } from '../text/source-text.ts';
import { shiftRange } from '../yaml/shift.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { defineRule } from './rule.ts';
import type { Found } from './rule.ts';
import { isForeignVersion } from './unsupported-version.ts';
import { shown } from './wording.ts';

export const secretInManifest = defineRule({
  id: 'secret-in-manifest',
  group: 'credentials',
  level: 'error',
  summary: 'The value of a credential stands in the file.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: false,
  judgesText: true,
  *integration({ source, name }) {
    for (const value of findCredentials(source)) {
      if (!isReferenceName(source, value)) yield foundAt(value, shown(name.text), [value]);
    }
  },
  *manifest(manifest) {
    const { source } = manifest;
    for (const part of partsOfNobody(manifest)) {
      for (const value of findCredentials(source.slice(part.start, part.end))) {
        const placed = { ...value, ...shiftRange(value, part.start) };
        if (!isReferenceName(source, placed)) yield foundAt(placed, 'The file', [placed]);
      }
    }
    if (!source.includes('&') && !source.includes('*')) return;
    const { text } = manifest;
    if (!MAY_NAME_REFERENCE.test(text)) return;
    // An anchor and its aliases may stand in different integrations, and only together can they be renamed.
    const names = findCredentials(text).filter((value) => isReferenceName(text, value));
    const written = ({ start, end }: Range): string => text.slice(start, end);
    for (const value of names)
      yield foundAt(
        value,
        'The file',
        names.filter((other) => written(other) === written(value)),
      );
  },
});

/** What is said of one value; `places` are those that have to change together. */
function foundAt(value: FoundCredential, holder: string, places: readonly FoundCredential[]): Found {
  const { start, end, kind, name } = value;
  const placeholder = placeholderFor(kind);
  return {
    at: { start, end },
    message: `${holder} holds the value of a credential here (${name}), so everybody who may read the file or its history can use it. Revoke it in Sentry, make a new one, and write only where that is kept.`,
    fixes: () => [
      {
        title: `Replace the value by ${placeholder}`,
        safe: false,
        everywhere: true,
        edits: places.map((place): TextEdit => ({
          start: place.start,
          end: place.end,
          newText: placeholder,
        })),
      },
    ],
  };
}

/** A sign of YAML's own with something behind it that is long enough to be a value. */
const MAY_NAME_REFERENCE = /[&*][^\s,[\]{}]{32}/;
const REFERENCE = /(?:^|[\s[{,:-])[&*]/;
const ENDS_NAME = /[\s,[\]{}]/;
/** Two values that are pasted side by side are no longer. */
const LONGEST_NAME = 2000;

/** Whether the value is the name of an anchor or an alias, or a part of it. */
function isReferenceName(source: SourceText, { start }: Range): boolean {
  let from = start;
  const least = Math.max(0, start - LONGEST_NAME);
  while (from > least && !ENDS_NAME.test(source.slice(from - 1, from))) from--;
  return REFERENCE.test(source.slice(Math.max(0, from - 1), start));
}

/** The stretches of the file that belong to no integration; all of it where nobody looks at them. */
function partsOfNobody({ source, file, integrations }: Manifest): Range[] {
  if (isForeignVersion(file)) return [{ start: 0, end: source.length }];
  const parts: Range[] = [];
  let start = 0;
  integrations.forEach((placed) => {
    if (placed.start > start) parts.push({ start, end: placed.start });
    start = Math.max(start, placed.start + placed.entry.source.length);
  });
  return [...parts, { start, end: source.length }];
}
