import { isKeySomewhere } from '../manifest/format.ts';
import type { FileKeys, Integration } from '../manifest/model.ts';
import { quotedText } from '../yaml/scalar-text.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';
import { joined, shown } from './wording.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt, text, readAs, flow, editable, within } of problemsOf(part, 'needs-quotes')) {
    yield {
      at,
      definedAt,
      message: `“${shown(text)}” needs quotes: without them ${readAs}.${
        within
          ? ` Or ${joined(
              within.map((key) => `“${key}”`),
              'or',
            )} is meant for a key: then it lacks the line break before it.`
          : ''
      }`,
      fixes: () =>
        editable
          ? [
              {
                title: 'Put it in quotes',
                // Behind a colon at the very end somebody is still typing.
                safe: !text.endsWith(':') && !within && !mayHoldMore(text),
                edits: [{ ...at, newText: quotedText(text, { flow }) }],
              },
            ]
          : [],
    };
  }
}

/** Whether a text may run together with what stood on the next line: a list or a map of any key, or an item of a list. */
function mayHoldMore(text: string): boolean {
  return (
    /:\s*[[{]/.test(text) ||
    [...text.matchAll(/\b([A-Za-z]+) *[[{]|(?:(?<!\w)-|- )([A-Za-z]+):\s/g)].some(([, key, ofItem]) =>
      isKeySomewhere(key ?? ofItem ?? ''),
    )
  );
}

export const needsQuotes = defineRule({
  id: 'needs-quotes',
  group: 'structure',
  level: 'error',
  summary: 'A text means something else to YAML than to its writer, because it has no quotes.',
  acceptable: false,
  within: 'faults',
  integration: check,
  file: check,
});
