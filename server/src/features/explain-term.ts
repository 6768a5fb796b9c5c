/** All that is known of one thing that a manifest can name: a scope, an operation, a command, a rule. */
import { allScopes } from '../catalog/scopes.ts';
import { allTools } from '../catalog/tools.ts';
import { nearest } from '../rules/nearest.ts';
import { rules } from '../rules/index.ts';
import { useMeant } from '../rules/use-meant.ts';
import { ruleMarkdown } from './hover/rule-text.ts';
import { scopeMarkdown } from './hover/scope-text.ts';
import { useMarkdown } from './hover/use-text.ts';
import { NO_PAGES } from './page-link.ts';

/** The Markdown on a name, or what may have been meant by it; `meant` is undefined where nobody can tell. */
export type Explanation = { readonly markdown: string } | { readonly meant: string | undefined };

/** Explains a scope (or a name that is taken for one), an operation, a command or a rule. */
export function explainTerm(name: string): Explanation {
  const wanted = name.trim();
  const markdown = scopeMarkdown(wanted) ?? ruleMarkdown(wanted, NO_PAGES) ?? useMarkdown(wanted);
  if (markdown !== undefined) return { markdown };
  return { meant: nearest(wanted, names()) ?? useMeant(wanted).instead[0] };
}

function* names(): Generator<string> {
  for (const { name } of allScopes()) yield name;
  for (const { id } of rules) yield id;
  for (const { name } of allTools()) yield name;
}
