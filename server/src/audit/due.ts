/** What should have been done, and what is let be until when. */
import { formatDay, parseDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Acceptance, Integration } from '../manifest/model.ts';
import { acceptancesOf, hasEnded, nameOfGrant } from '../rules/acceptances.ts';
import { hasPassed } from '../rules/granted.ts';
import { isGrantable } from './integration.ts';
import { dueRotation, futureRotation, hasCredential } from '../rules/own-credential.ts';
import type { AuditedException, AuditedIntegration, OverdueWork } from './model.ts';
import { textOf } from './text.ts';

/** The documented exceptions of an integration. */
export function exceptionsOf(
  integration: Integration,
  { path, name, index }: AuditedIntegration,
  today: Day,
): AuditedException[] {
  return acceptancesOf(integration).map(({ acceptance, grant }) => ({
    path,
    integration: name,
    index,
    on: grant ? (textOf(nameOfGrant(grant)) ?? '') : null,
    rule: ruleOf(acceptance),
    reason: textOf(acceptance.reason),
    by: textOf(acceptance.by),
    until: textOf(acceptance.until),
    ended: hasEnded(acceptance, today),
  }));
}

function ruleOf({ rule }: Acceptance): string {
  return rule?.text ?? '';
}

/** What of an integration should have been done by today. */
export function overdueOf(
  integration: Integration,
  { path, name, index, owner, reviewDue, reviewState }: AuditedIntegration,
  today: Day,
): OverdueWork[] {
  const work = (
    what: OverdueWork['what'],
    due: Day | undefined,
    subject: string | null = null,
  ): OverdueWork[] =>
    due === undefined || due < today
      ? [
          {
            path,
            integration: name,
            index,
            owner,
            what,
            subject,
            due: due === undefined ? null : formatDay(due),
            days: due === undefined ? null : today - due,
          },
        ]
      : [];
  const { credential, scopes } = integration;
  const expires = credential?.expires;
  const rotation = dueRotation(integration, today);
  const review = reviewDue === null ? undefined : parseDay(reviewDue);
  return [
    ...(reviewState === 'never' ? work('first-review', undefined) : []),
    ...(review === undefined ? [] : work('review', review)),
    // A day that has not come is none on which anything was replaced.
    ...(rotation || futureRotation(integration, today) ? work('rotation', rotation?.due) : []),
    ...(expires?.day === undefined || !hasCredential(integration) ? [] : work('credential', expires.day)),
    ...scopes
      // What the kind cannot hold, nobody can revoke.
      .filter((grant) => hasPassed(grant, today) && isGrantable(integration, grant))
      .flatMap(({ until, scope }) => work('grant', until?.day, textOf(scope))),
    ...acceptancesOf(integration)
      .filter(({ acceptance }) => hasEnded(acceptance, today))
      .flatMap(({ acceptance }) => work('exception', acceptance.until?.day, ruleOf(acceptance))),
  ];
}
