/** What changed, in words. */
import { counted } from '../service.ts';
import type {
  CheckChange,
  Detail,
  GrantChange,
  IntegrationChange,
  ReachChange,
  ReviewChange,
} from '../service.ts';
import { summarizeDifference, type Difference } from './difference.ts';
import { beforeSpan, listed, quote, type Words } from './words.ts';

export type Sign = 'widened' | 'narrowed' | 'weakened' | 'strengthened' | 'changed' | 'review' | 'fault';

/** One line, with what there is to add to it. */
export interface Item {
  readonly sign: Sign;
  readonly words: Words;
  readonly more: readonly Words[];
  /** Of a grant that widened: whether a new reason explains it. */
  readonly explained?: boolean;
}

/** "2 manifests: 3 grants widened (1 without a new rationale), 1 narrowed; 1 check weakened". */
export function summaryWords(difference: Difference): string {
  const { files, widened, widenedWithoutRationale, narrowed, weakened, strengthened, faults } =
    summarizeDifference(difference);
  if (files === 0) return 'No manifest differs in what it grants or how it is checked.';
  const bare =
    widenedWithoutRationale === 0 ? '' : ` (${String(widenedWithoutRationale)} without a new rationale)`;
  const parts = [
    `${counted(widened, 'grant')} widened${bare}`,
    `${String(narrowed)} narrowed`,
    `${counted(weakened, 'check')} weakened`,
    `${String(strengthened)} strengthened`,
    ...(faults === 0 ? [] : [counted(faults, 'fault')]),
  ];
  return `${counted(files, 'manifest')}: ${parts.join(', ')}.`;
}

/** Whether the comparison passes, and by what it does not. */
export function verdictWords({ failed, judged }: Difference): string {
  if (!judged) return 'Not judged: something could not be read, and may hide anything.';
  return failed.length > 0 ? `Fails by ${failed.join(' and ')}.` : 'Passes.';
}

/** What to do where the default gate is closed; nothing where it is open. */
export function cureWords({ failed, judged }: Difference): string {
  return judged && failed.includes('widened-without-rationale')
    ? ' Take back what is not explained, or say in words that are new why it is needed: in its rationale; where it has none of its own, in the purpose.'
    : '';
}

/** The lines on the file's own keys. */
export function fileItems({ change }: Difference['files'][number]): Item[] {
  return [
    ...change.faults.map(({ side, integration, message }): Item => {
      const where = side === 'base' ? 'In the base' : 'In the head';
      return {
        sign: 'fault',
        words: [...(integration === null ? [where] : [`${where}, `, quote(integration)]), `: ${message}`],
        more: [],
      };
    }),
    ...checkItems(change),
  ];
}

function checkItems(change: Pick<IntegrationChange, 'weakened' | 'strengthened'>): Item[] {
  return (['weakened', 'strengthened'] as const).flatMap((sign) =>
    change[sign].map((check) => ({ sign, words: checkWords(check), more: reasonWords(check) })),
  );
}

/** The lines on an integration. */
export function integrationItems(integration: IntegrationChange): Item[] {
  const { details, widened, narrowed, opened, closed, review } = integration;
  return [
    ...details
      // An owner, a purpose or a place that came or is gone is told among the checks.
      .filter(({ what }) => !EVIDENCE.has(what) || !isCheckTold(integration, what))
      .map((detail): Item => ({ sign: 'changed', words: detailWords(detail), more: [] })),
    ...widened.map((change): Item => ({
      sign: 'widened',
      words: [...grantWords(change, 'widened'), ...lineWords(change)],
      more: explanationWords(change),
      explained: change.rationale === 'new',
    })),
    ...reachItems(opened, 'widened'),
    ...narrowed.map((change): Item => ({
      sign: 'narrowed',
      words: grantWords(change, 'narrowed'),
      more: [],
    })),
    ...reachItems(closed, 'narrowed'),
    ...checkItems(integration),
    ...(review ? [{ sign: 'review' as const, words: reviewWords(review), more: [] }] : []),
  ];
}

function lineWords({ line }: GrantChange): Words {
  return line === undefined ? [] : [` (line ${String(line)})`];
}

function grantWords({ what, name, access, includes }: GrantChange, sign: 'widened' | 'narrowed'): Words {
  const along: Words = includes.length > 0 ? [' with ', ...listed(includes)] : [];
  switch (what) {
    case 'scope':
      return ['scope ', quote(name), ...along];
    case 'permission':
      return sign === 'widened'
        ? ['permission ', quote(name), ' up to ', quote(access.at(-1) ?? '')]
        : lostWords(name, access);
    case 'webhook':
      return ['webhook ', quote(name)];
    case 'kind':
      return ['kind ', quote(name), ', which reaches what the other kind does not'];
    case 'limit':
      if (name === '*')
        return [sign === 'widened' ? 'not limited to anything any more' : 'limited for the first time'];
      if (sign === 'widened') return ['reaches ', quote(name), ' too'];
      // Of a pattern a part may still be in reach.
      return [name.includes('*') ? 'does not reach all of ' : 'does not reach ', quote(name), ' any more'];
  }
}

/** Who loses the first step holds nothing of it any more. */
function lostWords(name: string, access: readonly string[]): Words {
  const [first = '', ...others] = access;
  const isGone = first === 'read' || !['write', 'admin', 'account'].includes(first);
  return isGone
    ? ['permission ', quote(name), ', which went up to ', quote(others.at(-1) ?? first)]
    : ['permission ', quote(name), ' without ', ...listed(access)];
}

function explanationWords({ known, rationale, text = '' }: GrantChange): Words[] {
  const said = {
    new: ['explained by: ', quote(text)],
    unchanged: ['not explained, for this stood there before: ', quote(text)],
    weak: ['not explained, for this says nothing of why: ', quote(text)],
    missing: ['not explained: nothing says why'],
  } satisfies Record<string, Words>;
  return [
    ...(known ? [] : [['the catalogue does not know it, so its reach cannot be told']]),
    ...(rationale ? [said[rationale]] : []),
  ];
}

function reachItems(
  { read, change, delete: deleted, operations, examples }: ReachChange,
  sign: 'widened' | 'narrowed',
): Item[] {
  if (operations.length === 0) return [];
  const kinds = [`${String(read)} read`, `${String(change)} change`, `${String(deleted)} delete`].join(', ');
  const verb = sign === 'widened' ? 'newly in reach' : 'out of reach';
  return [
    {
      sign,
      words: [`${counted(operations.length, 'operation')} ${verb}: ${kinds}`],
      more: examples.length > 0 ? [['such as ', ...listed(examples)]] : [],
    },
  ];
}

function checkWords({ what, subject, on, before, after }: CheckChange): Words {
  switch (what) {
    case 'rule':
      return ['rule ', quote(subject), ` from ${before ?? ''} to ${after ?? ''}`];
    case 'acceptance': {
      const where: Words = on === null ? [' on everything'] : [' on ', quote(on)];
      const how =
        before === null
          ? `: added, ${after ?? ''}`
          : after === null
            ? `: gone, was ${before}`
            : `: ${after}, was ${before}`;
      return ['exception to ', quote(subject), ...where, how];
    }
    case 'until':
      return [quote(subject), ` ${lastText(after)}, was ${lastText(before)}`];
    case 'review-every':
      if (after === null) return ['no review schedule any more, was ', ...everyWords(before)];
      return ['reviewed ', ...everyWords(after), ', was ', ...everyWords(before)];
    case 'rotate-every':
      if (after === null) return ['no rotation is planned any more, was ', ...everyWords(before)];
      return ['rotated ', ...everyWords(after), ', was ', ...everyWords(before)];
    case 'expires':
      return after === null
        ? ['does not say any more when the token expires, was ', quote(before ?? '')]
        : ['says when the token expires: ', quote(after)];
    case 'server':
    case 'organization':
      return [`${what} `, ...(after === null ? ['gone'] : [quote(after)]), ', was ', quote(before ?? '')];
    case 'folder':
      return after === null
        ? ['checks read it now, was below ', quote(before ?? ''), ', where none does']
        : ['below ', quote(after), ' no check reads it'];
    case 'uses':
      return [
        after === null
          ? 'does not say any more what it uses, so scopes in excess are not found'
          : 'says what it uses, so scopes in excess are found',
      ];
    case 'features':
      return [
        after === null
          ? 'does not say any more which features it serves, so permissions in excess are not found'
          : 'says which features it serves, so permissions in excess are found',
      ];
    case 'review':
      if (after === null) return ['no review any more, was ', quote(before ?? '')];
      return ['last reviewed ', quote(after), ...(before === null ? [] : [', was ', quote(before)])];
    case 'review-of': {
      if (after === null)
        return [
          'the newest review does not say what it is of; ',
          quote(subject),
          ' was of ',
          quote(before ?? ''),
        ];
      const review: Words = ['review ', quote(subject)];
      if (before === null) return [...review, ' says what it is of: ', quote(after)];
      return [...review, ' is of ', quote(after), ' now, was of ', quote(before)];
    }
    case 'rationale':
      return after === null
        ? ['does not say any more why it has ', quote(subject), ', said: ', quote(before ?? '')]
        : ['says why it has ', quote(subject), ': ', quote(after)];
    case 'purpose':
    case 'owner':
    case 'stored-in':
    case 'rotated':
      return after === null
        ? [`no ${NOUNS[what]} any more, was `, quote(before ?? '')]
        : [`has ${NOUNS[what]} now: `, quote(after)];
  }
}

/** The details that are evidence, too. */
const EVIDENCE = new Set<Detail['what']>(['owner', 'purpose', 'stored-in']);

const NOUNS = {
  purpose: 'purpose',
  owner: 'owner',
  'stored-in': 'place of its secret',
  rotated: 'day of the last rotation',
} as const;

/** “every 90 days”, “monthly”. */
function everyWords(span: string | null): Words {
  if (span === null) return ['never'];
  return [beforeSpan(span), quote(span)];
}

function lastText(day: string | null): string {
  return day === null ? 'without end' : `until ${day}`;
}

function reasonWords({ reason }: CheckChange): Words[] {
  return reason === undefined ? [] : [['reason: ', quote(reason)]];
}

function isCheckTold({ weakened, strengthened }: IntegrationChange, asked: Detail['what']): boolean {
  return [...weakened, ...strengthened].some(({ what }) => what === asked);
}

function detailWords({ what, before, after }: Detail): Words {
  if (what === 'file') return ['moved here from ', quote(before ?? '')];
  if (what === 'review' && after === null) return ['review ', quote(before ?? ''), ' is gone'];
  if (what === 'stored-in') return ['stored in ', quote(after ?? ''), ', was in ', quote(before ?? '')];
  const is: Words = after === null ? ['none'] : [quote(after)];
  return [`${what} `, ...is, ', was ', ...(before === null ? ['none'] : [quote(before)])];
}

function reviewWords({ added, matches, comparedWith }: ReviewChange): Words {
  if (!added)
    return [`none came with this; change ${comparedWith} to match, compare, then mark it as reviewed`];
  const by: Words = added.by === null ? [] : [' by ', quote(added.by)];
  const what =
    matches === null ? '' : matches ? ', of what is granted now' : ', of something else than is granted now';
  return ['on ', quote(added.date), ...by, what];
}

/** "infra/new.yaml, was infra/old.yaml". */
export function pathWords({ base, head }: Difference['files'][number]): Words {
  if (head === null) return [quote(base ?? ''), ', removed'];
  if (base === null) return [quote(head), ', new'];
  return base === head ? [quote(head)] : [quote(head), ', was ', quote(base)];
}
