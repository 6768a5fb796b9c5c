import { CATALOG_DATE } from '../catalog/about.ts';
import { useNamed } from '../privilege/requirement.ts';
import { renameFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { useMeant } from './use-meant.ts';
import { shown } from './wording.ts';

export const unknownUse = defineRule({
  id: 'unknown-use',
  group: 'least-privilege',
  level: 'warning',
  summary: 'A use that is neither an operation nor a tool of the catalogue.',
  acceptable: true,
  *integration({ uses, name }) {
    for (const use of uses) {
      if (useNamed(use.text)) continue;
      const { advice, instead } = useMeant(use.text);
      yield {
        at: use.at,
        definedAt: use.definedAt,
        message: `The catalogue of ${CATALOG_DATE} knows no operation and no command “${shown(use.text)}”, so it cannot tell what ${shown(name.text)} needs for it. ${advice}`,
        fixes: () => instead.map((other) => renameFix(use, other, `Write ${shown(other)}`)),
      };
    }
  },
});
