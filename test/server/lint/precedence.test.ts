import { expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';

const TODAY = parseDay('2026-11-23')!;

/** What is told of a scope that has expired; a token cannot hold it, and for an integration another one grants it as well. */
function rulesFor(kind: string, settings: string, accept = ''): string[] {
  const text = `version: 1
rules: { broad-scope: off${settings} }
integrations:
  bot:
    kind: ${kind}
    scopes:
      - scope: event:write
        rationale: x
      - scope: event:read
        rationale: x
        until: 2026-01-31
${accept}`;
  return analyse(text, TODAY)
    .findings.flatMap(({ rule, scope, accepted }) =>
      scope === 'event:read' ? [accepted ? `${rule} accepted` : rule] : [],
    )
    .sort();
}

it('tells the gravest of the findings on one scope', () => {
  expect(rulesFor('organization-token', '')).toEqual(['ungrantable-scope']);
  expect(rulesFor('internal-integration', '')).toEqual(['expired-grant']);
});

it('tells the next where the gravest is switched off', () => {
  expect(rulesFor('organization-token', ', ungrantable-scope: off')).toEqual(['expired-grant']);
  expect(rulesFor('internal-integration', ', expired-grant: off')).toEqual(['redundant-scope']);
});

it('lets no accepted finding keep back another', () => {
  const accept = '        accept: [{ rule: ungrantable-scope, reason: x, until: 2027-01-31 }]\n';
  expect(rulesFor('organization-token', '', accept)).toEqual(['expired-grant', 'ungrantable-scope accepted']);
});
