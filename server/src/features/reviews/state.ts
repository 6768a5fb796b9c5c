/** How the reviews of each integration stand, by what the rules found and what the newest review says. */
import type { Finding } from '../../lint/finding.ts';
import { relativeDays } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';
import type { Manifest, PlacedIntegration } from '../../manifest/model.ts';
import { sensitivityOf } from '../../privilege/implication.ts';
import type { ReviewState } from '../../protocol.ts';
import { heldGrants } from '../../rules/granted.ts';
import { dueReview, newestReview } from '../../rules/reviews.ts';
import { isForeignVersion } from '../../rules/unsupported-version.ts';
import { shown } from '../../rules/wording.ts';

/** The states that a rule decides, the gravest first. What is accepted or switched off decides nothing. */
const DECIDED: readonly (readonly [rule: string, state: ReviewState])[] = [
  ['overdue-review', 'overdue'],
  ['stale-review', 'stale'],
  ['missing-review', 'never'],
  ['review-due-soon', 'dueSoon'],
];

/** The reviews of one integration. */
export interface ReviewStanding {
  readonly placed: PlacedIntegration;
  readonly state: ReviewState;
  /** The same in words, "Reviewed 85 days ago by dana@acme.example · due in 5 days"; undefined where nothing is sure. */
  readonly summary: string | undefined;
  readonly owner: string | undefined;
  /** The highest sensitivity of what it holds, from 1 to 5; undefined where no scope of it is known. */
  readonly sensitivity: number | undefined;
}

/** How each integration stands, in the order of the file; none in a format of another version. */
export function reviewStandings(
  manifest: Manifest,
  findings: readonly Finding[],
  today: Day,
): ReviewStanding[] {
  const { file, integrations } = manifest;
  if (isForeignVersion(file)) return [];
  const telling = findings
    .filter(({ rule, accepted }) => !accepted && DECIDED.some(([id]) => id === rule))
    .sort((a, b) => a.at.start - b.at.start);
  let next = 0;
  return integrations.map((placed) => {
    const { start, integration } = placed;
    const end = start + integration.source.length;
    while ((telling[next]?.at.start ?? Infinity) < start) next++;
    const rules = new Set<string>();
    for (let i = next; (telling[i]?.at.start ?? Infinity) < end; i++) rules.add(telling[i]?.rule ?? '');
    const newest = newestReview(integration);
    const due = dueReview(integration, { file })?.due;
    const isStale = rules.has('stale-review');
    const state = DECIDED.find(([rule]) => rules.has(rule))?.[1] ?? (newest ? 'fine' : 'unknown');
    const by = newest?.review.by;
    const sensitivities = heldGrants(integration, today).map(({ scope }) => sensitivityOf(scope) ?? 0);
    const owner = integration.owner && shown(integration.owner.text);
    return {
      placed,
      state,
      owner: owner === '' ? undefined : owner,
      sensitivity: sensitivities.length > 0 ? Math.max(...sensitivities) || undefined : undefined,
      summary:
        state === 'never'
          ? 'Never reviewed'
          : newest &&
            [
              `Reviewed ${relativeDays(newest.day, today)}${by ? ` by ${shown(by.text)}` : ''}`,
              ...(isStale ? ['permissions changed since'] : []),
              ...(due === undefined ? [] : [dueInWords(due, today)]),
            ].join(' · '),
    };
  });
}

function dueInWords(due: Day, today: Day): string {
  return due < today ? `was due ${relativeDays(due, today)}` : `due ${relativeDays(due, today)}`;
}

/** "2 overdue, 1 due soon": how many are in each state that asks for something; undefined where none is. */
export function countedStates(standings: readonly Pick<ReviewStanding, 'state'>[]): string | undefined {
  const words: readonly (readonly [ReviewState, string])[] = [
    ['overdue', 'overdue'],
    ['dueSoon', 'due soon'],
    ['stale', 'stale'],
    ['never', 'never reviewed'],
  ];
  const parts = words.flatMap(([state, word]) => {
    const count = standings.filter((standing) => standing.state === state).length;
    return count === 0 ? [] : [`${String(count)} ${word}`];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}
