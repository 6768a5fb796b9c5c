/** What opens in a browser: addresses that the manifest holds, and Sentry's pages on the operations that it names. */
import { hideCredentials } from '../catalog/hide-credentials.ts';
import { operationNamed } from '../catalog/operation-match.ts';
import type { Integration, IntegrationEntry, Manifest } from '../manifest/model.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { stepsAt } from './structure/nodes.ts';

export interface Link extends Range {
  readonly target: string;
  readonly tooltip: string | undefined;
}

/** An address up to what ends it anywhere: a space, a quote, a bracket that no address holds as it is. */
const ADDRESS =
  /(?<![\w+.-])https:\/\/(?=[^/?#])[^\s"'<>`{}|\\^[\]\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/giu;

/** Browsers take no more than about that; and what is longer is data, not an address. */
const LONGEST = 2000;

/** The links of the manifest, in its order; none overlaps another. Never throws. */
export function linksOf(manifest: Manifest): Link[] {
  let end = 0;
  return [...operationLinks(manifest), ...addressLinks(manifest)]
    .sort((a, b) => a.start - b.start)
    .filter((link) => {
      const isFree = link.start >= end;
      if (isFree) end = link.end;
      return isFree;
    });
}

function* operationLinks({ integrations }: Manifest): Generator<Link> {
  for (const { start, entry } of integrations) {
    let known = operations.get(entry);
    if (!known) operations.set(entry, (known = operationsIn(entry.integration)));
    for (const { at, title, target } of known)
      yield { ...shiftRange(at, start), target, tooltip: `“${title}” in Sentry’s documentation` };
  }
}

/** An operation with a page of its own, with offsets from the start of the integration. */
interface Documented {
  readonly at: Range;
  readonly title: string;
  readonly target: string;
}

/** Those of an integration, found once: editors ask for all links after every edit. */
const operations = new WeakMap<IntegrationEntry, readonly Documented[]>();

function operationsIn({ map, uses }: Integration): Documented[] {
  // Uses behind an alias all have its one place.
  if (map?.entries.get('uses')?.value?.definedAt) return [];
  return uses.flatMap(({ text, at: { start, end } }) => {
    const operation = operationNamed(text);
    return operation?.docs ? [{ at: { start, end }, title: operation.title, target: operation.docs }] : [];
  });
}

function* addressLinks(manifest: Manifest): Generator<Link> {
  const { text } = manifest;
  const address = new RegExp(ADDRESS);
  for (let match = address.exec(text); match; match = address.exec(text)) {
    const { index, 0: found } = match;
    if (found.length > LONGEST) continue;
    const steps = stepsAt(manifest, index + 1);
    if (steps.some(({ isKey }) => isKey)) continue;
    const last = steps.at(-1);
    // In brackets a text ends at the comma, which an address alone would run over.
    const isText = last?.node?.type === 'scalar' && last.end > index;
    const end = Math.min(index + found.length, isText ? last.end : text.length);
    address.lastIndex = end;
    const written = withoutPunctuation(text.slice(index, end));
    const target = safeTarget(written);
    if (target !== undefined) yield { start: index, end: index + written.length, target, tooltip: undefined };
  }
}

/** A sentence goes on behind its addresses: its signs are no part of them, nor a bracket that was opened before. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    const isLoose = last === ')' && count(address, ')', end) > count(address, '(', end);
    if (!isLoose && !/[.,;:!?*_~…’”»]/.test(last)) return address.slice(0, end);
    end--;
  }
}

function count(text: string, character: string, end: number): number {
  return text.slice(0, end).split(character).length - 1;
}

/** The address as a browser takes it; undefined for what is none, and for one that carries a credential, or a user, who is one. */
function safeTarget(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, username, password, href } = new URL(address);
  const isSafe = protocol === 'https:' && hostname !== '' && username === '' && password === '';
  const isBare = [address, href].every((text) => hideCredentials(text) === text);
  return isSafe && isBare ? href : undefined;
}
