/** The head of every rule's page, from the rule itself, and the index of the pages. The rest of a page is written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORM_RULES } from '../../server/src/lint/lint.ts';
import { GROUPS, rules } from '../../server/src/rules/index.ts';
import type { Group, Rule } from '../../server/src/rules/rule.ts';
import { withPart } from './marked-part.mts';

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const FOLDER = 'docs/rules';

const GROUP_NAMES: Readonly<Record<Group, string>> = {
  structure: 'Structure',
  'least-privilege': 'Least privilege',
  'why-and-who': 'Why and who',
  review: 'Review',
  credentials: 'Credentials',
  services: 'Permissions in the other service',
  exceptions: 'Exceptions',
};

/** Every page as it should be, by what is written by hand in the repository at `root`. */
export function rulePages(root: string): Page[] {
  const pages = rules.map((rule) => {
    const path = `${FOLDER}/${rule.id}.md`;
    return { path, text: withPart(readFileSync(join(root, path), 'utf8'), path, head(rule)) };
  });
  return [...pages, { path: `${FOLDER}/README.md`, text: index() }];
}

function head({ summary, id, group, level, acceptable, threat }: Rule): string {
  return `
${summary}

| rule | \`${id}\` |
| --- | --- |
| group | ${GROUP_NAMES[group]} |
| level by default | ${level} |
| can be accepted | ${acceptable ? 'yes, with a reason and an end' : `no; its level can be set${FORM_RULES.has(id) ? ', and not lowered where the fault hides what is granted' : ''}`} |
| guards against | ${threat ?? 'a manifest that says something else than its readers see'} |

`;
}

function index(): string {
  const tables = GROUPS.flatMap((group) => {
    const own = rules.filter((rule) => rule.group === group);
    if (own.length === 0) return [];
    const rows = own.map(({ id, level, summary }) => `| [${id}](${id}.md) | ${level} | ${summary} |`);
    return [
      `## ${GROUP_NAMES[group]}\n\n| rule | level | what it finds |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
    ];
  });
  return `# Rules

What is checked in a manifest, by group. The level is the one by default; a file sets another under \`rules\`, or \`off\`. The examples on the pages are
checked, as on 2026-11-23.

${tables.join('\n')}`;
}
