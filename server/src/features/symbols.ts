/** The outline of a manifest: its integrations, and below each what it holds. */
import type {
  DocumentSymbol,
  SymbolInformation,
  SymbolKind as SymbolKindType,
} from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Integration, IntegrationEntry, ListItem, Manifest } from '../manifest/model.ts';
import type { Entry, Text } from '../manifest/value.ts';
import { shown } from '../rules/wording.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { toRange } from './diagnostics.ts';

/** The protocol's numbers for the kinds in use. */
const KIND = {
  integration: 2,
  use: 12,
  review: 14,
  group: 18,
  grant: 20,
  credential: 23,
  webhook: 24,
} as const;

/** A line of the outline; `selection` lies inside `range`, and so do all children. Offsets of the file. */
export interface OutlineSymbol {
  readonly name: string;
  readonly detail: string | undefined;
  readonly kind: SymbolKindType;
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly OutlineSymbol[];
}

/** In a file of more integrations nobody looks for single grants in an outline, and editors ask for all of it after every edit. */
export const MOST_IN_FULL = 300;

/** The integrations of the manifest with what they hold; in a very large one their names alone. Never throws. */
export function outlineOf({ integrations }: Manifest): OutlineSymbol[] {
  const isLarge = integrations.length > MOST_IN_FULL;
  return integrations.map(({ start, entry }) =>
    moved(isLarge ? entrySymbol(entry, () => []) : knownSymbol(entry), start),
  );
}

const symbols = new WeakMap<IntegrationEntry, OutlineSymbol>();

/** The symbol of an integration, made once; offsets from its start. */
function knownSymbol(entry: IntegrationEntry): OutlineSymbol {
  let known = symbols.get(entry);
  if (!known) symbols.set(entry, (known = entrySymbol(entry, () => groupSymbols(entry.integration))));
  return known;
}

function moved(symbol: OutlineSymbol, by: number): OutlineSymbol {
  return {
    ...symbol,
    range: shiftRange(symbol.range, by),
    selection: shiftRange(symbol.selection, by),
    children: symbol.children.map((child) => moved(child, by)),
  };
}

function entrySymbol(
  { name, kind, at }: IntegrationEntry,
  children: () => readonly OutlineSymbol[],
): OutlineSymbol {
  return symbol(name.text, kind?.text, KIND.integration, at, name.at, children);
}

function groupSymbols(integration: Integration): OutlineSymbol[] {
  const { map } = integration;
  // What stands behind an alias is written elsewhere, and has its place in the outline there.
  if (!map || map.definedAt) return [];
  return [...map.entries].flatMap(([key, entry]) => groupSymbol(key, entry, integration));
}

function groupSymbol(key: string, { keyAt, pair, value }: Entry, integration: Integration): OutlineSymbol[] {
  const range = { start: pair.start, end: pair.end };
  if (key === 'credential' && value?.type === 'map') {
    const { storedIn } = integration.credential ?? {};
    return [symbol(key, storedIn?.text, KIND.credential, range, keyAt, () => [])];
  }
  const items = itemsOf(key, integration);
  if (!items || value?.type !== 'list') return [];
  return [symbol(key, undefined, KIND.group, range, keyAt, () => (value.definedAt ? [] : items))];
}

/** The lines below one list; undefined for a key that has none in the outline. */
function itemsOf(key: string, integration: Integration): OutlineSymbol[] | undefined {
  switch (key) {
    case 'scopes':
      return integration.scopes.flatMap((item) =>
        itemSymbol(item, item.scope, item.until && `until ${item.until.text}`, KIND.grant),
      );
    case 'permissions':
      return integration.permissions.flatMap((item) =>
        itemSymbol(item, item.permission, item.access?.text, KIND.grant),
      );
    case 'webhooks':
      return integration.webhooks.map((text) => textSymbol(text, KIND.webhook));
    case 'uses':
      return integration.uses.map((text) => textSymbol(text, KIND.use));
    case 'reviews':
      return integration.reviews.flatMap((item) => itemSymbol(item, item.date, item.by?.text, KIND.review));
    default:
      return undefined;
  }
}

function itemSymbol(
  { at, map }: ListItem,
  title: Text | undefined,
  detail: string | undefined,
  kind: SymbolKindType,
): OutlineSymbol[] {
  // An item with nothing in it yet is no line of an outline.
  if (!title && !map) return [];
  return [symbol(title?.text ?? '', detail, kind, at, title?.at ?? at, () => [])];
}

function textSymbol({ text, at }: Text, kind: SymbolKindType): OutlineSymbol {
  return symbol(text, undefined, kind, at, at, () => []);
}

function symbol(
  name: string,
  detail: string | undefined,
  kind: SymbolKindType,
  range: Range,
  selection: Range,
  children: () => readonly OutlineSymbol[],
): OutlineSymbol {
  return {
    // A client may refuse a symbol without a name, and with it the whole answer.
    name: shown(name),
    detail: detail === undefined ? undefined : shown(detail),
    kind,
    range,
    selection: inside(selection, range) ? selection : { start: range.start, end: range.start },
    // The second copy of a key that stands twice is read with the first one, and lies outside of it.
    children: children().filter((child) => inside(child.range, range)),
  };
}

function inside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The outline as a tree. */
export function toDocumentSymbol(document: TextDocument, outline: OutlineSymbol): DocumentSymbol {
  const { name, detail, kind, range, selection, children } = outline;
  return {
    name,
    ...(detail === undefined ? {} : { detail }),
    kind,
    range: toRange(document, range),
    selectionRange: toRange(document, selection),
    ...(children.length > 0 ? { children: children.map((child) => toDocumentSymbol(document, child)) } : {}),
  };
}

/** The outline as a list, for clients that draw no tree: each line names what it is part of. */
export function toSymbolInformation(
  document: TextDocument,
  { name, kind, range, children }: OutlineSymbol,
  container?: string,
): SymbolInformation[] {
  const below = children.flatMap((child) =>
    toSymbolInformation(document, child, container === undefined ? name : `${container} › ${name}`),
  );
  // What is there only to hold others says nothing in a list.
  if (kind === KIND.group) return below;
  return [
    {
      name,
      kind,
      location: { uri: document.uri, range: toRange(document, range) },
      ...(container === undefined ? {} : { containerName: container }),
    },
    ...below,
  ];
}
