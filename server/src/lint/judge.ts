/** What is to be said of a text alone, for whoever holds no documents. */
import type { Day } from '../manifest/dates.ts';
import type { Manifest } from '../manifest/model.ts';
import type { Elsewhere } from '../rules/rule.ts';
import { applyEdits } from '../yaml/edits.ts';
import { analyse } from './analyse.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf, identitiesOf } from './fingerprint.ts';
import type { Fingerprint } from './fingerprint.ts';
import { fixAllEdits } from './fix-all.ts';
import { hidesAsFile, hidesAsIntegration } from './hidden-grants.ts';
import type { Floors } from './levels.ts';
import { FORM_RULES } from './lint.ts';

/** What is found in a text on a day, in its order; accepted findings too. */
export function findingsIn(text: string, today: Day, floors?: Floors): readonly Finding[] {
  return analyse(text, today, { floors }).findings;
}

/** The same, with what each finding is known again by, and with what other files have to do with the text. */
export function judge(text: string, today: Day, floors?: Floors, elsewhere?: Elsewhere): Judgement {
  const others = elsewhere && (() => elsewhere);
  const { findings, manifest } = analyse(text, today, { floors, elsewhere: others });
  const identities = identitiesOf(manifest);
  const hiding = partsThatHide(manifest, findings);
  return {
    findings,
    fingerprint: (finding) => fingerprintOf(finding, text, identities),
    hides: (finding) => FORM_RULES.has(finding.rule) && hiding.has(finding.integration),
  };
}

/** The integrations by name that hide what they are granted, and null where the file itself does; of those with findings on form. */
function partsThatHide(manifest: Manifest, findings: readonly Finding[]): ReadonlySet<string | null> {
  const parts = new Set(
    findings.flatMap(({ rule, integration }) => (FORM_RULES.has(rule) ? [integration] : [])),
  );
  if (parts.size === 0) return parts;
  const names = manifest.integrations.flatMap((placed) =>
    parts.has(placed.entry.name.text) && hidesAsIntegration(placed.integration)
      ? [placed.entry.name.text]
      : [],
  );
  return new Set([...names, ...(parts.has(null) && hidesAsFile(manifest) ? [null] : [])]);
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** It holds text of the manifest as it is: credentials too. */
  readonly fingerprint: (finding: Finding) => Fingerprint;
  /** Whether it says of something that hides grants that it is not read. */
  readonly hides: (finding: Finding) => boolean;
}

/** The text after all safe fixes; the same text where there are none. */
export function withSafeFixes(text: string, today: Day, floors?: Floors): string {
  return applyEdits(
    text,
    fixAllEdits(text, (current) => analyse(current, today, { floors }).findings),
  );
}
