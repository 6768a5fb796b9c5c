import type { Acceptance, FileKeys, Integration, IntegrationEntry } from '../manifest/model.ts';
import { insertPair } from '../yaml/edits.ts';
import { columnOf, endOfLine, eolOf, lineStart } from '../yaml/lines.ts';
import { isNull, keyText } from '../yaml/node.ts';
import type { MapNode } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import type { TextEdit } from '../yaml/text-edit.ts';
import { hasEnded } from './acceptances.ts';
import { setKey } from './fixes.ts';
import { defineRule } from './rule.ts';
import type { Fix, Undecided } from './rule.ts';
import { counted, shown } from './wording.ts';

const ID = 'no-review-schedule';

/** How often a file is reviewed to which the fix adds a schedule. */
const EVERY = '90 days';

/** The keys behind which a schedule reads best, the last one first. */
const AFTER = ['server', 'organization', 'version'];

/** Whether anything is said of a schedule, readable or not: what is wrong with it has its own finding. */
function saysHowOften({ map, review }: Pick<Integration, 'map' | 'review'>): boolean {
  if (review) return review.every !== undefined || holdsMore(map, 'every');
  const entry = map?.entries.get('review');
  return entry !== undefined && !isNull(entry.pair.value);
}

/** Whether something stands under `review`'s key of that name that is no span. */
function holdsMore(map: Integration['map'], key: string): boolean {
  const review = map?.entries.get('review')?.value;
  const entry = review?.type === 'map' ? review.entries.get(key) : undefined;
  return entry !== undefined && !isNull(entry.pair.value);
}

interface OwnSchedule {
  readonly lacks: boolean;
  /** The exceptions from this rule. */
  readonly accept: readonly Acceptance[];
}

/** Kept, for all integrations are asked after every edit. */
const schedules = new WeakMap<IntegrationEntry, OwnSchedule>();

function scheduleOf(entry: IntegrationEntry): OwnSchedule {
  let known = schedules.get(entry);
  if (!known) {
    const { integration } = entry;
    known = {
      lacks: integration.map !== undefined && entry.distrusted.length === 0 && !saysHowOften(integration),
      accept: ownExceptions(integration),
    };
    schedules.set(entry, known);
  }
  return known;
}

function ownExceptions({ accept }: Integration): readonly Acceptance[] {
  return accept.filter(({ rule }) => rule?.text === ID);
}

export const noReviewSchedule = defineRule({
  id: ID,
  group: 'review',
  level: 'warning',
  summary: 'Nothing says how often an integration is to be reviewed.',
  threat: 'unauthorized action',
  acceptable: true,
  within: 'exceptions',
  // It finds nothing, and tells of which exceptions the whole manifest decides: of those on a scope never.
  *integration(integration, { file }): Generator<Undecided> {
    // One that nobody can read may be taken out again.
    if ([file, integration].some(({ review }) => review?.every?.span)) return;
    for (const acceptance of ownExceptions(integration)) yield { undecided: acceptance };
  },
  *manifest({ file, integrations }, { today }) {
    if (saysHowOften({ map: file.root, review: file.review })) return;
    const lacking = integrations.filter(({ entry }) => scheduleOf(entry).lacks);
    const isAccepted = (entry: IntegrationEntry): boolean =>
      scheduleOf(entry).accept.some((acceptance) => !hasEnded(acceptance, today));
    const open = lacking.filter(({ entry }) => !isAccepted(entry));
    const [first] = open.length > 0 ? open : lacking;
    if (!first) return;
    const { integration, start } = first;
    const others = open.length - 1;
    const who = `${shown(integration.name.text)}${others > 0 ? ` and ${counted(others, 'other integration')}` : ''}`;
    const it = others > 0 ? 'they are' : 'it is';
    yield {
      at: shiftRange(integration.name.at, start),
      integration,
      absence: true,
      message: `Nothing says how often ${who} should be reviewed, so nobody is told when ${it} overdue. Add “review.every” to the file or to the integration.`,
      fixes: () => [scheduleFix(file)],
    };
  },
});

/** Gives the file a schedule, ahead of its integrations. */
function scheduleFix({ source, root }: FileKeys): Fix | undefined {
  if (!root?.node) return undefined;
  const edit = existing(source, root) ?? insertion(source, root.node);
  return edit && { title: `Review every ${EVERY}`, safe: false, edits: [edit] };
}

/** Where the key is there already, it is filled or completed. */
function existing(source: string, root: NonNullable<FileKeys['root']>): TextEdit | undefined {
  const review = root.entries.get('review');
  if (!review) return undefined;
  if (review.value?.type === 'map') return setKey(source, review.value, 'every', EVERY);
  return setKey(source, root, 'review', [{ key: 'every', value: EVERY }]);
}

function insertion(source: string, root: MapNode): TextEdit | undefined {
  const named = (name: string): number => root.pairs.findIndex((pair) => keyText(pair) === name);
  if (named('review') >= 0) return undefined;
  const list = named('integrations');
  const after = AFTER.map(named).find((index) => index >= 0 && (list < 0 || index < list));
  const sibling = after === undefined ? undefined : root.pairs[after];
  if (root.flow) {
    const key = sibling && keyText(sibling);
    return key === undefined
      ? undefined
      : insertPair(source, root, { key: 'review', value: [{ key: 'every', value: EVERY }] }, key);
  }
  const next = root.pairs[list];
  const first = sibling ?? next;
  if (!first) return undefined;
  const line = source.slice(lineStart(source, first.start), first.start).replace('\uFEFF', '');
  if (line.trim() !== '') return undefined;
  const eol = eolOf(source);
  const indent = ' '.repeat(line.length);
  const lines = `${indent}review:${eol}${indent}  every: ${EVERY}`;
  if (!sibling) {
    const at =
      first.start -
      columnOf(source, first.start) +
      (source[lineStart(source, first.start)] === '\uFEFF' ? 1 : 0);
    return { start: at, end: at, newText: lines + eol };
  }
  const at = endOfLine(source, sibling.end);
  return { start: at, end: at, newText: eol + lines };
}
