/** A page for each service that Sentry integrates with, from the catalogue, and their index. */
import { CATALOG_DATE } from '../../server/src/catalog/about.ts';
import { accessFor, allFeatures, featuresOf } from '../../server/src/catalog/service-features.ts';
import type { Feature } from '../../server/src/catalog/service-features.ts';
import { allServices, limitFor } from '../../server/src/catalog/services.ts';
import type { Service, ServicePermission } from '../../server/src/catalog/services.ts';
import { meta, sourceFiles } from '../../server/src/catalog/data/services.json';
import type { Page } from './rule-pages.mts';

const FOLDER = 'docs/services';

/** By the key of a service the file of getsentry/sentry that asks for its permissions: only its page says it. */
const SOURCE_FILES: Readonly<Record<string, string>> = sourceFiles;
/** What the catalogue was read from, in the order of its list; which file or page is of which of these days is not known. */
const [SOURCE_CODE, DOCUMENTATION] = meta.sources;
const GENERATED = `<!-- generated from the catalogue of ${CATALOG_DATE} by "npm run generate" -->`;

/** Every page as it should be. */
export function servicePages(): Page[] {
  const services = allServices();
  const pages = services.map((service) => ({ path: `${FOLDER}/${service.key}.md`, text: page(service) }));
  return [...pages, { path: `${FOLDER}/README.md`, text: index(services) }];
}

function page(service: Service): string {
  return [
    `# ${service.name}`,
    GENERATED,
    ...(service.note === undefined ? [] : [sentence(service.note)]),
    about(service),
    '## Permissions',
    service.permissions.length === 0
      ? 'The sources name none.'
      : table(
          ['permission', 'what for', 'Sentry asks for', 'levels', 'where', 'in set-up', 'serves'],
          service.permissions.map(permissionRow),
        ),
    ...remarks(service),
    ...settings(service),
    '## Features',
    table(
      ['feature', 'also called', 'what it does', 'needs'],
      featuresOf(service).map((feature) => featureRow(service, feature)),
    ),
    ...madeInSentry(service),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

const SURENESS: Readonly<Record<Service['confidence'], string>> = {
  high: 'high',
  medium: 'medium: rules say no more than an info, and nothing of a name that is like none of these',
  low: 'low: rules are silent',
};

function about(service: Service): string {
  const { key, authMethod, confidence, docs, providerDocs, stage, webhookEvents } = service;
  const source = SOURCE_FILES[key];
  const rows: [string, string][] = [
    ['service', code(key)],
    ['the two know each other by', authMethod],
    ['who chooses what is granted', chooser(service)],
    ['can be limited to', limits(service)],
    ...(webhookEvents.length > 0
      ? [['what it tells Sentry', webhookEvents.map(code).join(', ')] as [string, string]]
      : []),
    ...(stage === undefined ? [] : [['stage', stage] as [string, string]]),
    ['how sure', SURENESS[confidence]],
    ['source', sourceText(source, docs)],
    ['its own documentation', `[that of ${service.name}](${providerDocs})`],
  ];
  return table(['', ''], rows);
}

function sourceText(file: string | undefined, docs: string): string {
  const state = (source: typeof SOURCE_CODE): string =>
    source === undefined ? '' : ` as of ${source.state}`;
  const inCode = file === undefined ? '' : `${code(file)} of getsentry/sentry${state(SOURCE_CODE)}; `;
  return `${inCode}[Sentry's documentation](${docs})${state(DOCUMENTATION)}`;
}

function limits(service: Service): string {
  const { limit } = service;
  if (limit === null) return 'nothing that the sources name';
  const own = limitFor(service, 'sentry') === null ? ' (not with Sentry’s own app, which holds that)' : '';
  return `${limit.of}: ${limit.how}${own}`;
}

function chooser({ chosenBy, selfHosted }: Service): string {
  const hosted =
    chosenBy === 'sentry'
      ? "Sentry's own app, with a fixed set"
      : chosenBy === 'administrator'
        ? 'the administrator'
        : 'unknown';
  const own = { administrator: 'the administrator with an app of your own', unknown: 'unknown' };
  return selfHosted === undefined ? hosted : `${hosted}; where you host Sentry yourself, ${own[selfHosted]}`;
}

function permissionRow(permission: ServicePermission): string[] {
  const { name, does, access, levels, leveled, level, required, ownAppOnly, features } = permission;
  return [
    code(name),
    `${does}.`,
    code(access),
    leveled ? levels.map(code).join(', ') : '',
    level ?? '',
    required ? 'always' : ownAppOnly ? 'optional, of an app of your own; of Sentry’s unknown' : 'optional',
    features.map((feature) => code(feature) + remarkOn(permission, feature)).join(', '),
  ];
}

function remarkOn({ atLess, inferred }: ServicePermission, feature: string): string {
  if (inferred.includes(feature)) return ' (inferred)';
  const found = Object.entries(atLess).find(([, names]) => names.includes(feature));
  return found ? ` (${found[0]} is enough)` : '';
}

/** The other service's own settings that are worth using. */
function settings({ name, settings: own }: Service): string[] {
  if (own.length === 0) return [];
  return [
    `## Worth setting in ${name}`,
    own.map(({ do: what, source: page }) => `- ${what} ([how](${page}))`).join('\n'),
  ];
}

/** What there is to say on single permissions: broad and why, what is narrower, notes. */
function remarks({ permissions }: Service): string[] {
  const broad = permissions.filter((permission) => permission.broad);
  const narrower = permissions.filter((permission) => permission.narrower !== undefined && !permission.broad);
  const notes = permissions.filter((permission) => permission.note !== undefined);
  return [
    ...(broad.length > 0
      ? [
          '## Broad ones',
          table(
            ['permission', 'why', 'narrower'],
            broad.map(({ name, broadWhy, narrower: less = '' }) => [code(name), broadWhy ?? '', less]),
          ),
        ]
      : []),
    ...(narrower.length > 0 || notes.length > 0
      ? [
          '## Notes',
          [
            ...narrower.map(({ name, narrower: less = '' }) => `- ${code(name)}: ${less}`),
            ...notes.map(({ name, note = '' }) => `- ${code(name)}: ${note}`),
          ].join('\n'),
        ]
      : []),
  ];
}

function featureRow({ permissions }: Service, feature: Feature): string[] {
  const { name, aliases, what, includes, means } = feature;
  const needs = permissions.flatMap((permission) => {
    const access = accessFor(permission, feature);
    return access === undefined
      ? []
      : [`${code(permission.name)}${permission.leveled ? ` (${access})` : ''}`];
  });
  const parts = includes.length > 0 ? ` Made of ${includes.map(code).join(', ')}.` : '';
  return [
    code(name),
    aliases.map(code).join(', '),
    `${what}${parts}${means ? ' Serves the connection itself.' : ''}`,
    [...new Set(needs)].join(', ') || 'unknown',
  ];
}

function madeInSentry({ createsIntegration: made }: Service): string[] {
  if (!made) return [];
  return [
    '## What its set-up makes in Sentry',
    `An internal integration, “${made.name}”, with ${made.scopes.map(code).join(', ')}. It deserves an entry of its own.`,
  ];
}

function index(services: readonly Service[]): string {
  const rows = services.map(({ key, name, category, permissions, chosenBy, confidence }) => [
    `[${name}](${key}.md)`,
    code(key),
    category.replace('-', ' '),
    String(permissions.length),
    String(permissions.filter(({ broad }) => broad).length),
    chosenBy === 'sentry' ? "Sentry's app" : chosenBy === 'administrator' ? 'the administrator' : 'unknown',
    confidence,
  ]);
  return [
    '# Permissions in other services',
    GENERATED,
    'What Sentry may do in the services that it integrates with: each permission as that service spells it, what needs it, whether it is broad, and what is narrower. The rules on `kind: service` go by this; what is not surely known raises no warning. [The catalogue](../catalog.md) says where it comes from.',
    table(['service', 'key', 'kind', 'permissions', 'broad', 'set chosen by', 'how sure'], rows),
    '## Features',
    'What may stand under `features`, the same word for the same thing in every service. Case does not matter, nor whether words are joined by hyphens or spaces.',
    table(['feature', 'also called', 'what it does', 'services'], vocabulary(services)),
    'These serve the connection itself; nobody turns them on or off:',
    table(['feature', 'also called', 'what it does', 'services'], vocabulary(services, true)),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

/** The features that people turn on, or those that only serve the connection. */
function vocabulary(services: readonly Service[], means = false): string[][] {
  const features = allFeatures().filter((feature) => feature.means === means);
  return [...features]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((feature) => [
      code(feature.name),
      feature.aliases.map(code).join(', '),
      feature.what,
      services.flatMap((own) => (featuresOf(own).includes(feature) ? [code(own.key)] : [])).join(', '),
    ]);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
