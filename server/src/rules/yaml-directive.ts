import { defineRule } from './rule.ts';

export const yamlDirective = defineRule({
  id: 'yaml-directive',
  group: 'structure',
  level: 'error',
  summary: 'A directive such as “%YAML 1.1” asks for other rules of reading.',
  acceptable: false,
  *file({ directives }) {
    for (const at of directives) {
      yield {
        at,
        message:
          'Manifests are read as YAML 1.2, whatever a directive says. Take this line out, and the “---” below it.',
      };
    }
  },
});
