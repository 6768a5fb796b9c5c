import { defineRule } from './rule.ts';

export const multipleDocuments = defineRule({
  id: 'multiple-documents',
  group: 'structure',
  level: 'error',
  summary: 'The file holds more than one YAML document.',
  acceptable: false,
  *file({ furtherDocuments, source }) {
    const [first] = furtherDocuments;
    if (!first) return;
    const start = Math.max(0, source.lastIndexOf('\n---', first.start) + 1);
    const message =
      'A second document begins here, and only the first one is read. Move it to a file of its own, or take out the “---”.';
    yield { at: { start, end: Math.min(start + 3, source.length) }, message };
  },
});
