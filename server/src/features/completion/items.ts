/** Whole entries: an integration of each kind, a review of today, an exception, a permission. */
import { credentialFacts, fixedScopes } from '../../catalog/credentials.ts';
import { remembered } from '../../catalog/remembered.ts';
import { allServices, askedBy, chooserOf, limitFor, namesOf, serviceNamed } from '../../catalog/services.ts';
import type { Service } from '../../catalog/services.ts';
import { formatDay } from '../../manifest/dates.ts';
import { kinds } from '../../manifest/format.ts';
import { exceptionEnd } from '../../rules/fixes.ts';
import { digestOf } from '../../rules/granted.ts';
import { scalarText } from '../../yaml/scalar-text.ts';
import type { ScalarPlace } from '../../yaml/scalar-text.ts';
import { serviceEntry } from '../service-entry.ts';
import { hole, preset } from './holes.ts';
import { CompletionKind } from './proposal.ts';
import type { Proposal } from './proposal.ts';
import type { About } from './about.ts';
import { quotedName } from './slot.ts';
import type { KeySlot } from './slot.ts';

/** A key with a text, a map below it, or a list of maps. */
type Part = readonly [
  key: string,
  value: string | readonly Part[] | { readonly items: readonly (readonly Part[])[] },
];

/** Whole maps for a slot in which nothing is written yet; none where the format has no such place. */
export function wholeItems(slot: KeySlot, about: About): Proposal[] {
  const { formatPath, missing, there } = slot;
  if (missing !== 'value') return [];
  if (formatPath.length === 1 && formatPath[0] === 'integrations') return entries(slot, about);
  if (formatPath.at(-1) !== '-' || there.size > 0) return [];
  switch (formatPath.at(-2)) {
    case 'reviews':
      return [review(slot, about)];
    case 'accept':
      return [exception(slot, about)];
    case 'permissions':
      return permissions(slot, about);
    default:
      return [];
  }
}

function entries(slot: KeySlot, about: About): Proposal[] {
  return [
    ...kindEntries(slot, about),
    ...allServices().map((service) => entryOfService(service, slot, about)),
  ];
}

function kindEntries(slot: KeySlot, about: About): Proposal[] {
  return Object.entries(kinds)
    .filter(([kind]) => credentialFacts(kind)?.deprecated !== true)
    .map(([kind, meaning]) => ({
      label: kind,
      kind: CompletionKind.Struct,
      detail: `new entry · ${meaning}`,
      short: 'new entry',
      documentationKey: { type: 'kind', id: kind } as const,
      text: entryText(
        `new-${kind}`,
        [
          ['kind', kind],
          ...(kind === 'service' ? [['service', hole('github')] as const] : []),
          ...people(),
          ...(kind === 'service' ? servicePart() : tokenPart(kind, about)),
        ],
        slot,
        about,
      ),
      group: 1,
    }));
}

/** The entry of a service with the least that its usual features need, or all that Sentry's own app holds. */
function entryOfService(service: Service, slot: KeySlot, about: About): Proposal {
  const { key, name } = service;
  return {
    label: key,
    filterText: `${key} ${name}`,
    kind: CompletionKind.Struct,
    detail: `new entry · what Sentry may do in ${name}`,
    short: 'new entry',
    documentationKey: { type: 'service', id: key },
    text: entryText(
      key,
      [
        ['kind', 'service'],
        ['service', key],
        ...people(),
        ...((slot.flow ? leastInFlow : leastInBlock)(idOf(service, about)) ?? []),
      ],
      slot,
      about,
    ),
    group: 2,
  };
}

/** What is the same for everybody; kept, for the YAML library takes its time over so many texts. */
const leastInBlock = remembered((id) => leastOf(id, { flow: false }));
const leastInFlow = remembered((id) => leastOf(id, { flow: true }));

/** The service, and who chooses there for the file's Sentry. */
function idOf(service: Service, { manifest }: About): string {
  return `${service.key} ${chooserOf(service, manifest.file.server?.text) ?? ''}`;
}

function leastOf(id: string, place: ScalarPlace): Part[] | undefined {
  const [key = '', chosenBy] = id.split(' ');
  const service = serviceNamed(key);
  if (!service) return undefined;
  const chooser = chosenBy === 'sentry' || chosenBy === 'administrator' ? chosenBy : null;
  const { features, permissions: grants } = serviceEntry(service, undefined, chooser);
  const text = (value: string): string => scalarText(value, place);
  const items = grants.map(({ permission, access, rationale }): Part[] => [
    ['permission', text(permission)],
    ['access', access],
    ['rationale', text(rationale)],
  ]);
  return [
    ...(limitFor(service, chooser) === null ? [] : [['limitedTo', `[${hole('')}]`] as const]),
    ...(features.length === 0 ? [] : [['features', `[${features.join(', ')}]`] as const]),
    items.length === 0 ? ['permissions', '[]'] : ['permissions', { items }],
  ];
}

/** A place for a text; left as it is, rules tell that nothing is written there yet. */
function todo(hint: string): string {
  return hole(`TODO - ${hint}`);
}

function people(): Part[] {
  return [
    ['purpose', todo('what Sentry and the other side do with it')],
    ['owner', todo('team or address that answers for it')],
  ];
}

function entryText(base: string, parts: readonly Part[], slot: KeySlot, about: About): string {
  const { manifest, written } = about;
  const taken = new Set(manifest.integrations.map(({ entry }) => entry.name.text));
  const name = quotedName(preset(freeName(base, taken)), slot);
  if (slot.flow) return `${name}: { ${inFlow(parts)} }`;
  const column = slot.column + written.indent.map;
  return `${name}:${written.eol}${' '.repeat(column)}${inBlock(parts, column, about)}`;
}

function freeName(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}-${count}`;
  return name;
}

function servicePart(): Part[] {
  const item: readonly Part[] = [
    ['permission', hole('Contents')],
    ['access', hole('read')],
    ['rationale', todo('why Sentry needs exactly this')],
  ];
  return [['permissions', { items: [item] }]];
}

function tokenPart(kind: string, { today }: About): Part[] {
  const credential: readonly Part[] = [
    ['storedIn', todo('where the secret is kept')],
    // What expires by itself is not rotated by hand.
    ...(credentialFacts(kind)?.expires === true ? [] : [['rotated', hole(formatDay(today))] as const]),
  ];
  const scope: readonly Part[] = [
    ['scope', hole('project:read')],
    ['rationale', todo('why it needs exactly this')],
  ];
  return [
    ['credential', credential],
    ...(fixedScopes(kind) === null ? [['scopes', { items: [scope] }] as const] : []),
  ];
}

function review(slot: KeySlot, about: About): Proposal {
  const { today, placed } = about;
  const of = placed && digestOf(placed.integration);
  return {
    label: `review ${formatDay(today)}`,
    kind: CompletionKind.Struct,
    detail: 'compared with Sentry today',
    documentationKey: { type: 'key', id: 'integrations/*/reviews' },
    text: itemText(
      [
        ['date', formatDay(today)],
        // Whoever writes it signs it: a name that stands elsewhere would be somebody else's.
        ['by', todo('who compared it with Sentry')],
        ...(of === undefined ? [] : [['of', of] as const]),
      ],
      slot,
      about,
    ),
    group: 1,
  };
}

function exception(slot: KeySlot, about: About): Proposal {
  const { today, found } = about;
  const rule = about.ruleIds.find(({ id, acceptable }) => acceptable && found.has(id))?.id ?? '';
  return {
    label: 'exception',
    kind: CompletionKind.Struct,
    detail: `until ${exceptionEnd(today)}`,
    documentationKey: { type: 'key', id: 'integrations/*/accept' },
    text: itemText(
      [
        ['rule', hole(rule)],
        ['reason', todo('why it may stay')],
        ['until', preset(exceptionEnd(today))],
        ['by', todo('who decided')],
      ],
      slot,
      about,
    ),
    group: 1,
  };
}

function permissions(slot: KeySlot, about: About): Proposal[] {
  const integration = about.placed?.integration;
  const service = serviceNamed(integration?.service?.text ?? '');
  const others = integration?.permissions.flatMap(({ permission }) => permission?.text ?? []) ?? [];
  const there = service && namesOf(service, others);
  const asked = service && askedBy(service, chooserOf(service, about.manifest.file.server?.text));
  const rows = new Map(asked?.permissions.toReversed().map((row) => [row.name, row]));
  return [...rows.values()]
    .toReversed()
    .filter(({ name }) => there?.has(name) !== true)
    .map(({ name, access, broad }) => ({
      label: name,
      kind: CompletionKind.EnumMember,
      detail: broad ? `${access}; broad` : access,
      documentationKey: { type: 'permission', id: `${service?.key ?? ''}/${name}` } as const,
      text: itemText(
        [
          ['permission', scalarText(name, slot)],
          ['access', access],
          ['rationale', todo('why Sentry needs exactly this')],
        ],
        slot,
        about,
      ),
      group: 1,
    }));
}

function itemText(parts: readonly Part[], { flow, braces, column }: KeySlot, about: About): string {
  if (!flow) return inBlock(parts, column, about);
  return braces ? `{ ${inFlow(parts)} }` : inFlow(parts);
}

function inFlow(parts: readonly Part[]): string {
  return parts
    .map(([key, value]) => {
      if (typeof value === 'string') return `${key}: ${value}`;
      if ('items' in value) return `${key}: [${value.items.map((item) => `{ ${inFlow(item)} }`).join(', ')}]`;
      return `${key}: { ${inFlow(value)} }`;
    })
    .join(', ');
}

function inBlock(parts: readonly Part[], column: number, about: About): string {
  const { eol, indent } = about.written;
  const line = (at: number): string => eol + ' '.repeat(at);
  return parts
    .map(([key, value]) => {
      if (typeof value === 'string') return `${key}: ${value}`;
      if (!('items' in value)) {
        const below = column + indent.map;
        return `${key}:${line(below)}${inBlock(value, below, about)}`;
      }
      const dash = column + indent.list;
      return `${key}:${value.items.map((item) => `${line(dash)}- ${inBlock(item, dash + 2, about)}`).join('')}`;
    })
    .join(line(column));
}
