/** What the digest of a review says. */
import type { Day } from '../../manifest/dates.ts';
import type { MapValue } from '../../manifest/value.ts';
import type { Integration } from '../../manifest/model.ts';
import { isDigest } from '../../privilege/digest.ts';
import { digestOf, isDigestOf } from '../../rules/granted.ts';
import { newestReview } from '../../rules/reviews.ts';
import { codeSpan, paragraphs } from '../markdown.ts';

/** What another version computes. */
const OF_OTHER_VERSION = /^p(?!1-)\d+-[0-9a-f]+$/;

/** The text on the digest in a review: whether what was reviewed is what is written today. */
export function digestMarkdown(
  text: string,
  integration: Integration | undefined,
  review: MapValue | undefined,
  today: Day,
): string | undefined {
  const granted = integration && digestOf(integration);
  const title = `**${codeSpan(text)}** · a digest of the kind and the permissions that were reviewed`;
  if (!isDigest(text) && !OF_OTHER_VERSION.test(text)) return undefined;
  if (!isDigest(text))
    return paragraphs(
      title,
      'It was computed in a way that this version does not know, so it is not compared.',
    );
  if (!integration || granted === undefined)
    return paragraphs(title, 'Today’s cannot be computed: not all that is granted can be read.');
  const newest = newestReview(integration, today)?.review;
  const isNewest = newest?.map === review || newest?.of?.text === text;
  return paragraphs(
    title,
    isDigestOf(integration, text)
      ? 'It is **today’s**: neither the kind nor the permissions have changed since.'
      : `It is **not today’s**, which is ${codeSpan(granted)}: the kind or the permissions have changed since. What changed the file’s history tells.`,
    isNewest ? undefined : 'A newer review is recorded.',
  );
}
