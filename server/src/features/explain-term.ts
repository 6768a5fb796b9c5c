/** All that is known of one thing that a manifest can name. */
import { allFeatures } from '../catalog/service-features.ts';
import { allServices } from '../catalog/services.ts';
import { ruleNamed } from '../rules/index.ts';
import { nearest } from '../rules/nearest.ts';
import { UNKNOWN, useMeant } from '../rules/use-meant.ts';
import { allKindRows } from './hover/credential-text.ts';
import { kindMarkdown } from './hover/key-text.ts';
import { webhookMarkdown } from './hover/other-text.ts';
import { ruleMarkdown } from './hover/rule-text.ts';
import { scopeMarkdown } from './hover/scope-text.ts';
import { useMarkdown } from './hover/use-text.ts';
import { ofServiceMarkdown, wholeFeatureMarkdown, wholeServiceMarkdown } from './hover/whole-text.ts';
import { LIST_NAMES, namesIn } from './name-lists.ts';
import { NO_PAGES } from './page-link.ts';

/**
 * The Markdown on a name, and the rule that it is, which has a page of its own; or what to do where the name is none, which is
 * undefined where nobody can tell what was meant.
 */
export type Explanation =
  { readonly markdown: string; readonly rule: string | undefined } | { readonly advice: string | undefined };

/**
 * Explains a scope (or a name that is taken for one), a rule, a kind of credential, a service, a feature, a webhook, an operation or
 * a command.
 */
export function explainTerm(name: string): Explanation {
  const wanted = name.trim();
  const markdown =
    scopeMarkdown(wanted) ??
    ruleMarkdown(wanted, NO_PAGES) ??
    kindMarkdown(wanted, allKindRows) ??
    wholeServiceMarkdown(wanted) ??
    webhookMarkdown(wanted) ??
    wholeFeatureMarkdown(wanted) ??
    useMarkdown(wanted) ??
    ofServiceMarkdown(wanted);
  return markdown === undefined ? { advice: adviceOn(wanted) } : { markdown, rule: ruleNamed(wanted)?.id };
}

function adviceOn(wanted: string): string | undefined {
  const meant = serviceCalled(wanted) ?? nearest(wanted, shortNames());
  if (meant !== undefined) return `Did you mean “${meant}”?`;
  // Uses are whole lines, so they are asked last: they are near to much.
  const use = useMeant(wanted);
  return use === UNKNOWN ? undefined : use.advice;
}

/** The key of a service by the name that it gives itself. */
function serviceCalled(wanted: string): string | undefined {
  return allServices().find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.key;
}

function* shortNames(): Generator<string> {
  for (const list of LIST_NAMES) if (list !== 'uses') for (const { name } of namesIn(list)) yield name;
  for (const { aliases } of allFeatures()) yield* aliases;
}
