import { formatDay, relativeDays } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { DateText, Integration } from '../manifest/model.ts';
import { HOLE_MARK } from '../yaml/edits.ts';
import { hasCredential, isUnclear } from './own-credential.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { shown } from './wording.ts';

export const expiredCredential = defineRule({
  id: 'expired-credential',
  group: 'credentials',
  level: 'error',
  summary: 'The last day of the secret has passed.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration, { today }) {
    const expires = integration.credential?.expires;
    if (isUnclear(integration, 'expires')) yield { undecided: 'all' };
    if (!hasCredential(integration) || expires?.day === undefined || expires.day >= today) return;
    yield {
      at: expires.at,
      definedAt: expires.definedAt,
      message: `The secret of ${shown(integration.name.text)} expired ${relativeDays(expires.day, today)}, so what uses it fails, or goes by a secret that is not written down here. Replace it and write its last day, or remove the integration in Sentry and here.`,
      fixes: () => [newEndFix(integration, expires, today)],
    };
  },
});

/** Gives the secret that came after it a last day, which the person is asked for. */
function newEndFix({ name }: Integration, { node, flow }: DateText, today: Day): Fix | undefined {
  if (!node) return undefined;
  const { start, end } = node;
  return {
    title: 'Write the last day of the new secret',
    safe: false,
    edits: [{ start, end, newText: HOLE_MARK }],
    question: {
      prompt: `Until when does the new secret of ${shown(name.text)} work? (YYYY-MM-DD)`,
      value: '',
      flow,
      day: { after: formatDay(today) },
    },
  };
}
