/** What a day means where it stands: how far off it is, and what happens on it. */
import { formatDay, isInFuture, parseDay, relativeDays } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';
import { dueReview, newestReview } from '../../rules/reviews.ts';
import { codeSpan, paragraphs } from '../markdown.ts';
import { keyOf } from './about.ts';
import type { About } from './about.ts';
import { dueText, nextRotationText } from './due-text.ts';

/** What is said of a day: when, in a verb before and after it has come, and what it is. */
interface Meaning {
  readonly ahead: string;
  readonly past: string;
  readonly what: string;
}

const MEANINGS: Readonly<Record<string, Meaning>> = {
  since: { ahead: 'begins', past: 'was', what: 'The day on which it was granted.' },
  until: { ahead: 'ends', past: 'ended', what: 'The last day on which it should be granted.' },
  rotated: { ahead: 'is', past: 'was', what: 'The day on which the secret was last replaced.' },
  expires: { ahead: 'expires', past: 'expired', what: 'The last day on which the secret works.' },
  date: { ahead: 'is', past: 'was', what: 'The day on which somebody compared this entry with Sentry.' },
};

/** The text on a day; undefined for a text that is none. */
export function dateMarkdown(text: string, about: About): string | undefined {
  const day = parseDay(text);
  const meaning = MEANINGS[keyOf(about)];
  if (day === undefined || !meaning) return undefined;
  const { ahead, past, what } = meaning;
  const inAcceptance = about.path.includes('accept');
  return paragraphs(
    `${codeSpan(text)} ${day < about.today ? past : ahead} **${relativeDays(day, about.today)}**.`,
    inAcceptance ? 'The last day on which the exception holds.' : what,
    whatFollows(day, about),
  );
}

function whatFollows(day: Day, about: About): string | undefined {
  const { integration, manifest, today } = about;
  if (!integration) return undefined;
  if (keyOf(about) === 'rotated')
    return nextRotationText(day, integration.credential?.rotateEvery?.text, today);
  if (keyOf(about) !== 'date') return undefined;
  if (isInFuture(day, today)) return 'It has not taken place yet, so it counts for nothing.';
  const newest = newestReview(integration, today);
  if (!newest) return undefined;
  if (newest.day !== day) return `A newer review is of ${formatDay(newest.day)}.`;
  const due = dueReview(integration, { file: manifest.file, today })?.due;
  return due === undefined ? undefined : dueText('The next review', due, today);
}
