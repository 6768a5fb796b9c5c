/** What should have been done, and what is let be until when. */
import { addSpan, formatDay, parseDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import { hasEnded } from '../rules/acceptances.ts';
import { hasPassed } from '../rules/granted.ts';
import { textOf } from './integration.ts';
import type { AuditedException, AuditedIntegration, OverdueWork } from './model.ts';

/** The documented exceptions of an integration. */
export function exceptionsOf(integration: Integration, path: string, today: Day): AuditedException[] {
  const { name, accept, scopes, permissions } = integration;
  const holders = [
    { on: null, accept },
    ...scopes.map((grant) => ({ on: textOf(grant.scope), accept: grant.accept })),
    ...permissions.map((grant) => ({ on: textOf(grant.permission), accept: grant.accept })),
  ];
  return holders.flatMap((holder) =>
    holder.accept.map((acceptance) => ({
      path,
      integration: name.text,
      on: holder.on,
      rule: acceptance.rule?.text ?? '',
      reason: textOf(acceptance.reason),
      by: textOf(acceptance.by),
      until: textOf(acceptance.until),
      ended: hasEnded(acceptance, today),
    })),
  );
}

/** What of an integration should have been done by today. */
export function overdueOf(
  integration: Integration,
  { path, name, reviewDue, reviewState }: AuditedIntegration,
  exceptions: readonly AuditedException[],
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
            what,
            subject,
            due: due === undefined ? null : formatDay(due),
            days: due === undefined ? null : today - due,
          },
        ]
      : [];
  const { credential, scopes, accept, permissions } = integration;
  const { rotated, rotateEvery, expires } = credential ?? {};
  const review = reviewDue === null ? undefined : parseDay(reviewDue);
  const acceptances = [accept, ...[...scopes, ...permissions].map((grant) => grant.accept)].flat();
  return [
    ...(reviewState === 'never' ? work('first-review', undefined) : []),
    ...(review === undefined ? [] : work('review', review)),
    ...(rotated?.day !== undefined && rotateEvery?.span
      ? work('rotation', addSpan(rotated.day, rotateEvery.span))
      : []),
    ...(expires?.day === undefined ? [] : work('credential', expires.day)),
    ...scopes
      .filter((grant) => hasPassed(grant, today))
      .flatMap(({ until, scope }) => work('grant', until?.day, textOf(scope))),
    ...exceptions.flatMap(({ ended, rule }, i) => {
      const day = acceptances[i]?.until?.day;
      return ended && day !== undefined ? work('exception', day, rule) : [];
    }),
  ];
}
