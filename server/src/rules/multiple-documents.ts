import type { Range } from '../yaml/node.ts';
import { defineRule } from './rule.ts';

export const multipleDocuments = defineRule({
  id: 'multiple-documents',
  group: 'structure',
  level: 'error',
  summary: 'The file holds more than one YAML document.',
  acceptable: false,
  *file(file) {
    const [first] = file.furtherDocuments;
    if (!first) return;
    const { mark, at } = beginningOf(first, file.source);
    yield {
      at,
      message: `A second document begins here, and only the first one is read. Move it to a file of its own, or take out the “${mark}”.`,
    };
  },
});

/** Where a further document begins, and the mark that makes it one: behind the “...” that ends the one before it needs none of its own. */
function beginningOf({ start }: Range, source: string): { mark: string; at: Range } {
  const dashes = source.lastIndexOf('\n---', start) + 1;
  const isMarked = dashes > source.lastIndexOf('\n...', start);
  const from = isMarked ? dashes : start;
  return { mark: isMarked ? '---' : '...', at: { start: from, end: Math.min(from + 3, source.length) } };
}
