/** What the formats of a comparison are made from. */
import {
  CATALOG_DATE,
  closedGates,
  hideCredentials,
  isJudged,
  isUnchanged,
  type Day,
  type Gate,
  type ManifestChange,
} from '../service.ts';

export interface FileDifference {
  /** Where it is, as it was given or from the top of the repository; null where it was not there yet, or is not any more. */
  readonly base: string | null;
  readonly head: string | null;
  readonly change: ManifestChange;
}

/** One comparison of two states of some manifests. */
export interface Difference {
  readonly version: string;
  readonly catalogDate: string;
  readonly today: Day;
  /** What was compared: paths or revisions. */
  readonly base: string;
  readonly head: string;
  /** The manifests that differ in anything. */
  readonly files: readonly FileDifference[];
  /** The gates that were asked for and are closed. */
  readonly failed: readonly Gate[];
  /** Whether everything could be read that decides. */
  readonly judged: boolean;
}

/** Two states that were compared: what they are called, and every manifest of them. */
export interface Compared {
  readonly base: string;
  readonly head: string;
  readonly files: readonly FileDifference[];
}

/** The comparison with what is to be said of it as a whole; `failOn` are the gates that are asked for. */
export function differenceOf(
  { base, head, files }: Compared,
  { version, today, failOn }: { version: string; today: Day; failOn: readonly Gate[] },
): Difference {
  const closed = new Set(files.flatMap(({ change }) => closedGates(change)));
  const hidden = (path: string | null): string | null => (path === null ? null : hideCredentials(path));
  return {
    version,
    catalogDate: CATALOG_DATE,
    today,
    base: hideCredentials(base),
    head: hideCredentials(head),
    files: files
      .filter((file) => file.base !== file.head || !isUnchanged(file.change))
      .map((file) => ({ ...file, base: hidden(file.base), head: hidden(file.head) })),
    failed: failOn.filter((gate) => closed.has(gate)),
    judged: files.every(({ change }) => isJudged(change)),
  };
}

/** The text of a comparison, with a line end at its end. */
export type DifferenceReport = (difference: Difference) => string;

export interface DifferenceSummary {
  readonly files: number;
  readonly integrations: number;
  readonly widened: number;
  readonly widenedWithoutRationale: number;
  readonly narrowed: number;
  readonly weakened: number;
  readonly strengthened: number;
  readonly faults: number;
}

/** Counts what changed. */
export function summarizeDifference({ files }: Difference): DifferenceSummary {
  const changes = files.map(({ change }) => change);
  const integrations = changes.flatMap((change) => change.integrations);
  const widened = integrations.flatMap((integration) => integration.widened);
  const all = [...changes, ...integrations];
  return {
    files: files.length,
    integrations: integrations.length,
    widened: widened.length,
    widenedWithoutRationale: widened.filter(({ rationale }) => rationale !== 'new').length,
    narrowed: integrations.flatMap(({ narrowed }) => narrowed).length,
    weakened: all.flatMap(({ weakened }) => weakened).length,
    strengthened: all.flatMap(({ strengthened }) => strengthened).length,
    faults: changes.flatMap(({ faults }) => faults).length,
  };
}
