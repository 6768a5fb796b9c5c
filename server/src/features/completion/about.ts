/** What is known around a slot when it is filled. */
import type { Day } from '../../manifest/dates.ts';
import type { Manifest, PlacedIntegration } from '../../manifest/model.ts';
import type { RuleSummary } from './proposal.ts';
import type { Written } from './slot.ts';

/** What a slot is filled from. */
export interface About {
  readonly manifest: Manifest;
  /** The integration that the slot is in. */
  readonly placed: PlacedIntegration | undefined;
  readonly written: Written;
  readonly today: Day;
  readonly snippets: boolean;
  readonly ruleIds: readonly RuleSummary[];
  /** The rules with open findings in the integration. */
  readonly found: ReadonlySet<string>;
}
