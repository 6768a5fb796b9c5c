/** What a span means where it stands: what it is counted from, and what is due by it. */
import { addSpan, formatDay, parseSpan, sinceInWords } from '../../manifest/dates.ts';
import type { Day, Span } from '../../manifest/dates.ts';
import type { Integration } from '../../manifest/model.ts';
import { dueReview, isYetToReview, newestReview } from '../../rules/reviews.ts';
import { codeSpan, escapeMarkdown, paragraphs } from '../markdown.ts';
import { credentialFacts } from '../../catalog/credentials.ts';
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import { keyOf } from './about.ts';
import type { About } from './about.ts';
import { dueText, nextRotationText } from './due-text.ts';

/** The text on a span; undefined for a text that is none. */
export function spanMarkdown(text: string, about: About): string | undefined {
  const span = parseSpan(text);
  if (!span) return undefined;
  const title = `**${codeSpan(text)}**${/^\d/.test(text) ? '' : ` (${spanText(span)})`}`;
  const { integration } = about;
  switch (keyOf(about)) {
    case 'rotateEvery':
      return paragraphs(`${title} between two rotations of the secret.`, rotationText(text, about));
    case 'remind':
      return paragraphs(
        `${title} before its day a review counts as due soon.`,
        integration ? remindedText(integration, span, about) : governedText('remind', about),
      );
    case 'every':
      return integration
        ? paragraphs(
            `${title} between two reviews of this integration.`,
            nextReviewText(integration, about) ?? 'No review is recorded yet.',
          )
        : paragraphs(
            `${title} between two reviews of an integration that has no schedule of its own.`,
            governedText('every', about),
          );
    default:
      return undefined;
  }
}

function spanText({ count, unit }: Span): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

function rotationText(every: string, { integration, today }: About): string {
  const rotated = integration?.credential?.rotated?.day;
  const facts = integration?.kind && credentialFacts(integration.kind.text);
  return paragraphs(
    rotated === undefined
      ? 'When it was last replaced is not said.'
      : nextRotationText(rotated, every, today),
    facts && `**How:** ${escapeMarkdown(facts.rotation)}.`,
  );
}

/** When the next review is due; undefined where none is recorded. */
export function nextReviewText(
  integration: Integration,
  { manifest, today }: Pick<About, 'manifest' | 'today'>,
): string | undefined {
  if (isYetToReview(integration, today)) return undefined;
  const due = dueReview(integration, { file: manifest.file, today })?.due;
  if (due !== undefined) return dueText('The next review', due, today);
  const newest = newestReview(integration, today);
  return newest
    ? `The last one was **${sinceInWords(newest.day, today)}**.`
    : 'Not every review has a date that can be read, so the next one is not known.';
}

function remindedText(integration: Integration, remind: Span, about: About): string | undefined {
  const next = dueReview(integration, { file: about.manifest.file, today: about.today });
  if (!next) return undefined;
  const { last, due } = next;
  const from = Math.max(last, addSpan(due, remind, -1));
  const verb = from <= about.today ? 'has counted' : 'counts';
  return `${dueText('The next review', due, about.today)} It ${verb} as due soon from ${formatDay(from)} on.`;
}

/** How many integrations go by the file's own schedule, and which of them comes first. */
function governedText(key: 'every' | 'remind', { manifest, today }: About): string | undefined {
  const { integrations } = manifest;
  if (integrations.length === 0) return undefined;
  const governed = integrations.filter(({ integration }) => !integration.review?.[key]);
  const count = `Governs ${governed.length} of ${integrations.length} ${integrations.length === 1 ? 'integration' : 'integrations'}.`;
  if (key === 'remind') return count;
  const dues = governed.flatMap(({ integration }) => {
    const due = dueReview(integration, { file: manifest.file, today })?.due;
    return due === undefined ? [] : [{ due, integration }];
  });
  const first = dues.reduce<{ due: Day; integration: Integration } | undefined>(
    (a, b) => (a && a.due <= b.due ? a : b),
    undefined,
  );
  const overdue = dues.filter(({ due }) => due < today).length;
  const never = governed.filter(({ integration }) => isYetToReview(integration, today)).length;
  return [
    count,
    first &&
      dueText(
        `The first review, of ${codeSpan(hideCredentials(first.integration.name.text))},`,
        first.due,
        today,
      ),
    overdue > 0 ? `Overdue: **${overdue}**.` : undefined,
    never > 0 ? `Never reviewed: **${never}**.` : undefined,
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
}
