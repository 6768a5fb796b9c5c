/** Completion: what can be written at a place, most useful first, and how. */
import type { Finding } from '../lint/finding.ts';
import { integrationIndexAt } from '../manifest/integration-at.ts';
import type { Manifest, PlacedIntegration } from '../manifest/model.ts';
import type { Day } from '../manifest/dates.ts';
import { lineStart } from '../yaml/lines.ts';
import type { Range } from '../yaml/node.ts';
import { regionAt } from './completion/region.ts';
import { grantAround, isInGrant } from './completion/grant-around.ts';
import { keyCompletions } from './completion/keys.ts';
import { readOutline } from './completion/outline.ts';
import type { OutlineNode } from './completion/outline.ts';
import type { Indent, Slot, Written } from './completion/slot.ts';
import { slotsOf } from './completion/slots.ts';
import { valueCompletions } from './completion/values.ts';
import { asPlain, asSnippet, hasHoles } from './completion/holes.ts';
import type {
  CompletionDocumentationKey,
  CompletionKind,
  Proposal,
  RuleSummary,
} from './completion/proposal.ts';

export { resolveCompletion } from './completion/documentation.ts';
export type { CompletionDocumentationKey } from './completion/proposal.ts';

/** `CompletionItemTag.Deprecated` of the protocol. */
const DEPRECATED_TAG = 1;

export interface Completion {
  readonly label: string;
  /** What a list shows in the place of a label that has no room there. */
  readonly shown?: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** What of the detail fits beside the label in a list; all of it where left out. */
  readonly short?: string;
  readonly sortText: string;
  /** What is typed is compared with this; with the label where left out. */
  readonly filterText?: string;
  /** Carries its own indent: a client must take it as it is (`InsertTextMode.asIs`). */
  readonly insertText: string;
  /** Whether `insertText` is in the syntax of snippets. */
  readonly isSnippet: boolean;
  /** What is replaced: offsets of the file, on one line, around the cursor. */
  readonly edit: Range;
  readonly documentationKey?: CompletionDocumentationKey;
  readonly deprecated?: true;
  /** Set where there is something to choose at the cursor once it is taken: then a client may ask for that at once. */
  readonly opens?: true;
  /** Set where it is offered for the letters typed so far alone: with each further one a client has to ask again. */
  readonly narrows?: true;
  readonly tags?: readonly [typeof DEPRECATED_TAG];
}

export interface CompletionContext {
  readonly today: Day;
  /** Whether the client takes snippets. */
  readonly snippets: boolean;
  /** The rules that can be set or accepted. */
  readonly ruleIds: readonly RuleSummary[];
  /** The character that was typed, where nobody asked for completions. */
  readonly trigger?: string | undefined;
  /** What was found in the file. */
  readonly findings?: readonly Finding[];
}

/** The completions at `offset`. Looks at the integration around it, and where people are asked for at whom the others name. Never throws. */
export function completionsAt(manifest: Manifest, offset: number, context: CompletionContext): Completion[] {
  const { text } = manifest;
  const cursor = Math.max(0, Math.min(offset, text.length));
  const region = regionAt(manifest, cursor);
  const outline = readOutline(text, region, cursor);
  // Beside the braces that are the whole file nothing can stand.
  if (manifest.file.root?.node?.flow && outline.spot?.type !== 'flow') return [];
  const written = { text, cursor, eol: eolAt(text, cursor), indent: indentOf(outline.root, text) };
  const placed = manifest.integrations[integrationIndexAt(manifest, cursor)];
  const isTooSoon = (slot: Slot): boolean => opensTooSoon(slot, written, context.trigger);
  return slotsOf(outline, written).flatMap((slot) => {
    if (isTooSoon(slot)) return [];
    const own =
      placed && slot.path[0] === 'integrations' && slot.path[1] === placed.integration.name.text
        ? placed
        : undefined;
    const about = { manifest, placed: own, written, found: foundAround(slot, own, context), ...context };
    const proposals = slot.type === 'key' ? keyCompletions(slot, about) : valueCompletions(slot, about);
    return proposals.map((proposal, index) =>
      fit(proposal, index, slot, { text, cursor, snippets: context.snippets }),
    );
  });
}

/**
 * Behind the colon of a key a space or a line break comes next, behind a bracket or a comma a line break may: a list that opens there of
 * itself takes the Enter that was meant for that.
 */
function opensTooSoon({ lead, flow }: Slot, { text, cursor }: Written, trigger: string | undefined): boolean {
  if (trigger === ':') return lead !== '';
  if (trigger === '[') return true;
  return trigger === ' ' && flow && /[[,] *$/.test(text.slice(lineStart(text, cursor), cursor));
}

/** The rules with open findings in the integration, or in the grant that the slot is in: what an exception there can cover. */
function foundAround(
  slot: Slot,
  placed: PlacedIntegration | undefined,
  { findings = [] }: CompletionContext,
): ReadonlySet<string> {
  if (!placed) return new Set();
  const { integration, start } = placed;
  const whole = { start: 0, end: integration.source.length };
  const around = isInGrant(slot) ? grantAround(slot, placed)?.at : whole;
  if (!around) return new Set();
  const own = findings.filter(
    ({ at, accepted }) => !accepted && at.start >= around.start + start && at.end <= around.end + start,
  );
  return new Set(own.map(({ rule }) => rule));
}

function fit(
  proposal: Proposal,
  index: number,
  { range, lead, tail }: Slot,
  { text, cursor, snippets }: { text: string; cursor: number; snippets: boolean },
): Completion {
  const { text: body, group, deprecated, ...rest } = proposal;
  const isSnippet = snippets && hasHoles(body);
  const [, quote] = /^ *(["'])/.exec(text.slice(range.start, cursor)) ?? [];
  return {
    ...rest,
    sortText: `${group}${String(index).padStart(4, '0')}`,
    ...(quote === undefined ? {} : { filterText: quote + (rest.filterText ?? rest.label) }),
    insertText: isSnippet ? asSnippet(lead + body + tail) : asPlain(lead + body, tail),
    isSnippet,
    edit: range,
    ...(deprecated ? { deprecated, tags: [DEPRECATED_TAG] as const } : {}),
  };
}

function eolAt(text: string, cursor: number): string {
  const before = text.lastIndexOf('\n', cursor - 1);
  const next = before < 0 ? text.indexOf('\n', cursor) : before;
  return text[next - 1] === '\r' ? '\r\n' : '\n';
}

/** A list below its key, near the beginning of a file. */
const LIST = /^( *)[\w-]+:[ \t]*\r?\n( *)- /m;
const NEAR = 20_000;

/** As the first nested map and the first list of the outline have it; where it has no list, as the file has its first. */
function indentOf(root: OutlineNode, text: string): Indent {
  let map: number | undefined;
  let list: number | undefined;
  // Not by recursion: nobody says how deep a text may be nested. The last one is the next in the file's order.
  const ahead = [root];
  while (map === undefined || list === undefined) {
    const node = ahead.pop();
    if (!node) break;
    const [child] = node.children;
    if (child && node.type === 'key') {
      if (child.type === 'item') list ??= child.column - node.column;
      else map ??= child.column - node.column;
    }
    for (const below of [...node.children].reverse()) ahead.push(below);
  }
  if (list === undefined) {
    const [, key, dash] = LIST.exec(text.slice(0, NEAR)) ?? [];
    list = key === undefined || dash === undefined ? 2 : Math.max(0, dash.length - key.length);
  }
  return { map: map ?? 2, list };
}
