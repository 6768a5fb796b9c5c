/** How the reviews of each integration stand, by what the rules found and what the newest review says. */
import type { Analysis } from '../../lint/analyse.ts';
import { relativeDays } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';
import type { PlacedIntegration } from '../../manifest/model.ts';
import type { ReviewState } from '../../protocol.ts';
import { dueReview, newestReview } from '../../rules/reviews.ts';
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
}

/** How each integration stands, in the order of the file; none in a format of another version. */
export function reviewStandings({ manifest: { file }, parts, today }: Analysis): ReviewStanding[] {
  return parts.map((placed) => {
    const { integration, own } = placed;
    const rules = new Set(own.filter(({ accepted }) => !accepted).map(({ rule }) => rule));
    const newest = newestReview(integration);
    const due = dueReview(integration, { file })?.due;
    const state = DECIDED.find(([rule]) => rules.has(rule))?.[1] ?? (newest ? 'fine' : 'unknown');
    const by = newest?.review.by;
    const owner = integration.owner && shown(integration.owner.text);
    return {
      placed,
      state,
      owner: owner === '' ? undefined : owner,
      summary:
        state === 'never'
          ? 'Never reviewed'
          : newest &&
            [
              `Reviewed ${relativeDays(newest.day, today)}${by ? ` by ${shown(by.text)}` : ''}`,
              ...(rules.has('stale-review') ? ['permissions changed since'] : []),
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
