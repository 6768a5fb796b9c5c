/** How the reviews of each integration stand, by what the rules found and what the newest review says. */
import type { Analysis, JudgedIntegration } from '../../lint/analyse.ts';
import { relativeDays, sinceInWords } from '../../manifest/dates.ts';
import type { Finding } from '../../lint/finding.ts';
import type { Day } from '../../manifest/dates.ts';
import type { PlacedIntegration } from '../../manifest/model.ts';
import type { ReviewState } from '../../review-protocol.ts';
import { dueReview, newestReview } from '../../rules/reviews.ts';
import { isPlaceholderFor } from '../../rules/weak-text.ts';
import { capital, shown } from '../../rules/wording.ts';

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
  /** The same for a narrow place, which shows the beginning alone: "due in 5 days · reviewed 85 days ago by dana@acme.example". */
  readonly dueFirst: string | undefined;
  readonly owner: string | undefined;
  /** When the next review is due; undefined where that cannot be told. */
  readonly due: Day | undefined;
}

/** How each integration stands, in the order of the file; none in a format of another version. */
export function reviewStandings(analysis: Analysis): ReviewStanding[] {
  return analysis.parts.map((part) => standingOf(part, analysis));
}

type Facts = Omit<ReviewStanding, 'placed'>;

/** The list of findings is the same as long as the text of the integration, its schedule and the day are. */
const known = new WeakMap<readonly Finding[], Facts>();

/** How one integration stands. Read once, for editors ask for all of them after every edit. */
export function standingOf(part: JudgedIntegration, analysis: Analysis): ReviewStanding {
  let facts = known.get(part.own);
  if (!facts) known.set(part.own, (facts = withoutSource(factsOf(part, analysis))));
  return { placed: part, ...facts };
}

/** The same without the text that its strings were cut out of, which would live as long as they do. */
export function withoutSource<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function factsOf({ integration, own }: JudgedIntegration, { manifest: { file }, today }: Analysis): Facts {
  const rules = new Set(own.filter(({ accepted }) => !accepted).map(({ rule }) => rule));
  const newest = newestReview(integration, today);
  const due = dueReview(integration, { file, today })?.due;
  // Behind a syntax error no rule speaks, so that none has found anything says nothing.
  const isSure = newest !== undefined && integration.distrusted.length === 0;
  const state = DECIDED.find(([rule]) => rules.has(rule))?.[1] ?? (isSure ? 'fine' : 'unknown');
  const by = newest?.review.by;
  const written = integration.owner?.text ?? '';
  // As the report has it: whoever is to be written yet owns nothing.
  const owner = isPlaceholderFor('owner', written) ? '' : shown(written);
  const reviewed =
    newest && `reviewed ${sinceInWords(newest.day, today)}${by ? ` by ${shown(by.text)}` : ''}`;
  const changed = rules.has('stale-review') ? ['permissions changed since'] : [];
  const next = due === undefined ? [] : [dueInWords(due, today)];
  // What the state is of comes first.
  const stale = state === 'stale' ? ['permissions changed since the last review'] : [];
  const never = state === 'never' ? 'Never reviewed' : undefined;
  return {
    state,
    due,
    owner: owner === '' ? undefined : owner,
    summary: never ?? (reviewed && [capital(reviewed), ...changed, ...next].join(' · ')),
    dueFirst:
      never ?? (reviewed && [...stale, ...next, reviewed, ...(stale.length > 0 ? [] : changed)].join(' · ')),
  };
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
