/** The last step of action.yml: fails where the check or the comparison did, once all outputs are there. */
import { given } from './step.mjs';

const SAID = {
  failed: { CHECK: 'The check fails.', DIFF: 'The comparison fails.' },
  trouble: {
    CHECK: 'The check could not be made to the end.',
    DIFF: 'The comparison could not be made to the end.',
  },
};

for (const step of /** @type {const} */ (['CHECK', 'DIFF'])) {
  const result = given(step);
  if (result !== 'failed' && result !== 'trouble') continue;
  console.log(`::error title=sentry-permissions::${SAID[result][step]} The log of this step's job says why.`);
  process.exitCode = 1;
}
