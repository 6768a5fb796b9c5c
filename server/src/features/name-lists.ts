/** The names that a manifest can hold, for whoever looks up how one is spelled. */
import type { Operation } from '../catalog/operations.ts';
import { allOperations } from '../catalog/operations.ts';
import { allScopes } from '../catalog/scopes.ts';
import { allFeatures, featuresOf } from '../catalog/service-features.ts';
import type { Feature } from '../catalog/service-features.ts';
import { allServices, serviceNamed } from '../catalog/services.ts';
import { allTools } from '../catalog/tools.ts';
import type { Tool } from '../catalog/tools.ts';
import { aliasesOf, allWebhooks } from '../catalog/webhooks.ts';
import type { Webhook } from '../catalog/webhooks.ts';
import { kinds } from '../manifest/format.ts';
import { minimal } from '../privilege/implication.ts';
import { rules } from '../rules/index.ts';
import { counted, joined } from '../rules/wording.ts';

/** What a list is about. */
export type ListName = keyof typeof LISTS;

export interface ListedName {
  /** As a manifest spells it. */
  readonly name: string;
  /** A few words on it. */
  readonly what: string;
}

const LISTS = {
  scopes: () => allScopes().map(({ name, allows }) => ({ name, what: allows })),
  rules: () => sorted(rules.map(({ id, level, summary }) => ({ name: id, what: `${level}: ${summary}` }))),
  services: () =>
    sorted(
      allServices().map(({ key, name, category }) => ({
        name: key,
        what: `${name}, ${category.replaceAll('-', ' ')}`,
      })),
    ),
  features: () => featuresIn([]),
  kinds: () => Object.entries(kinds).map(([name, what]) => ({ name, what })),
  webhooks: () => allWebhooks().flatMap(webhookNames),
  uses: () => [
    ...sorted(allTools().map((tool) => ({ name: tool.name, what: toolWords(tool) }))),
    ...allOperations().map((operation) => ({
      name: `${operation.method} ${operation.path}`,
      what: operationWords(operation),
    })),
  ],
} satisfies Readonly<Record<string, () => readonly ListedName[]>>;

/** The lists that there are. */
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** The names of a list that have every word of `filter` in them or in what is said of them, whatever its case. */
export function namesIn(list: ListName, filter = ''): readonly ListedName[] {
  const words = filter.toLowerCase().split(/\s+/);
  if (list === 'features') return featuresIn(words);
  return LISTS[list]().filter((listed) => hasAll(listed, words));
}

/** The features with every word in them; the key of a service means that service, not others whose key begins alike. */
function featuresIn(words: readonly string[]): readonly ListedName[] {
  const services = words.flatMap((word) => serviceNamed(word) ?? []);
  const others = words.filter((word) => !serviceNamed(word));
  return sorted(
    allFeatures()
      .filter((feature) => services.every((service) => featuresOf(service).includes(feature)))
      .map((feature) => ({ name: feature.name, what: featureWords(feature) })),
  ).filter((listed) => hasAll(listed, others));
}

function hasAll({ name, what }: ListedName, words: readonly string[]): boolean {
  const text = `${name} ${what}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function sorted(names: readonly ListedName[]): ListedName[] {
  return names.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function also(names: readonly string[]): string {
  return names.length === 0 ? '' : ` Also written ${names.join(', ')}.`;
}

function featureWords(feature: Feature): string {
  const services = allServices().filter((service) => featuresOf(service).includes(feature));
  const means = feature.means ? ' It serves the connection itself.' : '';
  return `${feature.what}${means} With ${services.map(({ key }) => key).join(', ')}.${also(feature.aliases)}`;
}

function webhookNames({ resource, events, subscribable, requiredScope }: Webhook): ListedName[] {
  const needs = requiredScope === null ? '' : ` It takes ${requiredScope}.`;
  const asked = subscribable ? '' : ' Sent without being asked for.';
  return [
    { name: resource, what: `All events of this resource.${needs}${asked}` },
    ...events.map((event) => ({
      name: event,
      what: `One event of ${resource}.${also(aliasesOf(event))}`,
    })),
  ];
}

function toolWords({ what, needs, operations, aliases }: Tool): string {
  const sort = what === undefined ? '' : `${what}. `;
  const words = {
    operations: `Calls ${counted(operations.length, 'operation')}.`,
    'any-token': 'Any token will do.',
    'no-token': 'It takes no token.',
    unknown: 'What it needs is not known.',
  }[needs];
  return sort + words + also(aliases);
}

function operationWords(operation: Operation): string {
  const { title, effectiveAllOf, effectiveAnyOf, acceptsAnyOf, specialCredential } = operation;
  const takes =
    specialCredential ??
    (effectiveAllOf ? joined(effectiveAllOf) : joined([...minimal(effectiveAnyOf ?? acceptsAnyOf)], 'or'));
  return takes === '' ? `${title}.` : `${title}. It takes ${takes}.`;
}
