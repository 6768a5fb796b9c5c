/** All that is known of one thing that a manifest can name. */
import { allFeatures, featuresOf } from '../catalog/service-features.ts';
import type { Feature } from '../catalog/service-features.ts';
import { allServices, serviceSpelled } from '../catalog/services.ts';
import type { Service } from '../catalog/services.ts';
import { nearest } from '../rules/nearest.ts';
import { UNKNOWN, useMeant } from '../rules/use-meant.ts';
import { allKindRows } from './hover/credential-text.ts';
import { kindMarkdown } from './hover/key-text.ts';
import { webhookMarkdown } from './hover/other-text.ts';
import { ruleMarkdown } from './hover/rule-text.ts';
import { scopeMarkdown } from './hover/scope-text.ts';
import { useMarkdown } from './hover/use-text.ts';
import {
  ofServiceMarkdown,
  wholeFeatureMarkdown,
  wholePermissionMarkdown,
  wholeServiceMarkdown,
} from './hover/whole-text.ts';
import { LIST_NAMES, namesIn } from './name-lists.ts';
import { NO_PAGES } from './page-link.ts';

/**
 * The Markdown on a name, and the rule that it is, which has a page of its own; or what to do where the name is none, which is
 * undefined where nobody can tell what was meant.
 */
export type Explanation =
  { readonly markdown: string; readonly rule: string | undefined } | { readonly advice: string | undefined };

/** How each sort of name is explained; of a name of two sorts the first is told of. */
const SORTS: Readonly<Record<string, (name: string) => string | undefined>> = {
  scope: scopeMarkdown,
  rule: (name) => ruleMarkdown(name, NO_PAGES),
  kind: (name) => kindMarkdown(name, allKindRows),
  service: wholeServiceMarkdown,
  webhook: webhookMarkdown,
  feature: (name) => wholeFeatureMarkdown(name) ?? ofServiceMarkdown(name),
  use: useMarkdown,
  permission: (name) => ofServiceMarkdown(name) ?? wholePermissionMarkdown(name),
};

/**
 * Explains a scope (or a name that is taken for one), a rule, a kind of credential, a service, a feature, a webhook, an operation,
 * a command, or a permission in another service. The sort may stand before it: `webhook issue`.
 */
export function explainTerm(name: string): Explanation {
  const [, sort = '', rest = ''] = /^(\w+)\s+(\S.*)$/s.exec(name.trim()) ?? [];
  const isSort = Object.hasOwn(SORTS, sort);
  const wanted = isSort ? rest : name.trim();
  for (const [own, explain] of Object.entries(SORTS)) {
    const markdown = isSort && own !== sort ? undefined : explain(wanted);
    if (markdown !== undefined) return { markdown, rule: own === 'rule' ? wanted : undefined };
  }
  return { advice: adviceOn(wanted) };
}

function adviceOn(wanted: string): string | undefined {
  const meant = serviceSpelled(wanted)?.key ?? partMeant(wanted) ?? nearest(wanted, shortNames());
  if (meant !== undefined) return `Did you mean “${meant}”?`;
  // Uses are whole lines, so they are asked last: they are near to much.
  const use = useMeant(wanted);
  if (use !== UNKNOWN) return use.advice;
  const service = serviceFirst(wanted)?.service.key;
  return service && `“sentry-permissions explain ${service}” prints its features and permissions.`;
}

/** A service by its key or its own name, which may be of several words, and what is written behind it. */
function serviceFirst(wanted: string): { readonly service: Service; readonly rest: string } | undefined {
  for (const { index } of [...wanted.matchAll(/\s+/g)].toReversed()) {
    const service = serviceSpelled(wanted.slice(0, index));
    if (service) return { service, rest: wanted.slice(index).trim() };
  }
  return undefined;
}

/** The feature or permission of a service that is most likely meant, the service first. */
function partMeant(wanted: string): string | undefined {
  const { service, rest } = serviceFirst(wanted) ?? {};
  if (!service || rest === undefined) return undefined;
  const part = nearest(rest, [
    ...namesOf(featuresOf(service)),
    ...service.permissions.map(({ name }) => name),
  ]);
  return part === undefined ? undefined : `${service.key} ${part}`;
}

function* shortNames(): Generator<string> {
  for (const list of LIST_NAMES) if (list !== 'uses') for (const { name } of namesIn(list)) yield name;
  yield* namesOf(allFeatures());
  for (const { permissions } of allServices()) for (const { name } of permissions) yield name;
}

function namesOf(features: readonly Feature[]): string[] {
  return features.flatMap(({ name, aliases }) => [name, ...aliases]);
}
