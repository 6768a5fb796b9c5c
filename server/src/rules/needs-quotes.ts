import type { FileKeys, Integration } from '../manifest/model.ts';
import { quotedText } from '../yaml/scalar-text.ts';
import { defineRule, problemsOf } from './rule.ts';
import type { Found } from './rule.ts';
import { shown } from './wording.ts';

function* check(part: FileKeys | Integration): Generator<Found> {
  for (const { at, definedAt, text, readAs, flow, editable, within } of problemsOf(part, 'needs-quotes')) {
    yield {
      at,
      definedAt,
      message: `“${shown(text)}” needs quotes: without them ${readAs}.`,
      fixes: () =>
        editable
          ? [
              {
                title: 'Put it in quotes',
                // Behind a colon at the very end somebody is still typing.
                safe: !text.endsWith(':') && !within,
                edits: [{ ...at, newText: quotedText(text, { flow }) }],
              },
            ]
          : [],
    };
  }
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
