/** What is to be said of a text alone, for whoever holds no documents. */
import type { Day } from '../manifest/dates.ts';
import type { Elsewhere } from '../rules/rule.ts';
import { applyEdits } from '../yaml/edits.ts';
import { analyse } from './analyse.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf, identitiesOf } from './fingerprint.ts';
import type { Fingerprint } from './fingerprint.ts';
import { fixAllEdits } from './fix-all.ts';
import type { Floors } from './levels.ts';

/** What is found in a text on a day, in its order; accepted findings too. */
export function findingsIn(text: string, today: Day, floors?: Floors): readonly Finding[] {
  return analyse(text, today, { floors }).findings;
}

/** The same, with what each finding is known again by, and with what other files have to do with the text. */
export function judge(text: string, today: Day, floors?: Floors, elsewhere?: Elsewhere): Judgement {
  const others = elsewhere && (() => elsewhere);
  const { findings, manifest } = analyse(text, today, { floors, elsewhere: others });
  const identities = identitiesOf(manifest);
  return { findings, fingerprint: (finding) => fingerprintOf(finding, text, identities) };
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** It holds text of the manifest as it is: credentials too. */
  readonly fingerprint: (finding: Finding) => Fingerprint;
}

/** The text after all safe fixes; the same text where there are none. */
export function withSafeFixes(text: string, today: Day, floors?: Floors): string {
  return applyEdits(
    text,
    fixAllEdits(text, (current) => analyse(current, today, { floors }).findings),
  );
}
