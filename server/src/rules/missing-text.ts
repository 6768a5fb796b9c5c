/** An integration that lacks one of the texts that it owes to those who review it. */
import type { Integration } from '../manifest/model.ts';
import { askFix } from './fixes.ts';
import { gapAt } from './missing-key.ts';
import type { Found } from './rule.ts';
import { shown } from './wording.ts';

interface OwedText {
  readonly key: string;
  /** What follows from the lack, and the cure: the message behind the name of the key. */
  readonly why: string;
  readonly title: string;
  /** What the person is asked for `own`, the integration. */
  readonly prompt: (own: string) => string;
  /** The key behind which it reads best. */
  readonly after: string;
}

/** The finding where the text is missing or still a placeholder. */
export function* missingText({ source, map, name }: Integration, owed: OwedText): Generator<Found> {
  const { key, why, title, prompt, after } = owed;
  const gap = map && gapAt(map, key);
  if (!map || !gap) return;
  const { text, isPlaceholder } = gap;
  const own = shown(name.text);
  yield {
    at: text?.at ?? name.at,
    definedAt: text?.definedAt,
    ...(text ? {} : { absence: true }),
    message: `${own} has ${isPlaceholder ? 'only a placeholder for its' : 'no'} ${key}${why}`,
    fixes: () => [askFix(source, map, key, title, { prompt: prompt(own), value: '' }, after)],
  };
}
