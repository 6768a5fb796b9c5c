import { CATALOG_DATE } from '../catalog/about.ts';
import { accessMeant, limitFor } from '../catalog/services.ts';
import type { Integration, PermissionGrant } from '../manifest/model.ts';
import { isUnread } from '../manifest/value.ts';
import { isAcceptedBy } from './acceptances.ts';
import { acceptFix } from './fixes.ts';
import { limitsOf } from './limits.ts';
import { isMore, isNeverAsked, permissionExcess, rowsOf } from './other-service.ts';
import type { PermissionExcess, SpareGrant } from './other-service.ts';
import { lessFix, limitFix } from './permission-fixes.ts';
import { defineRule } from './rule.ts';
import type { Fix, Level, RuleContext } from './rule.ts';
import { counted, joined, shown } from './wording.ts';

const ID = 'excess-permission';

export const excessPermission = defineRule({
  id: ID,
  group: 'services',
  level: 'warning',
  summary: 'A permission in the other service that no declared feature needs, or not at this access.',
  threat: 'lateral movement · data breach · unauthorized action',
  acceptable: true,
  within: 'service',
  *integration(integration, context) {
    const excess = permissionExcess(integration, context);
    if (!excess) {
      yield { undecided: 'all' };
      return;
    }
    for (const grant of integration.permissions)
      if (rowsOf(excess.service, grant).length === 0) yield { undecided: grant };
    // It brings down all of them, so it is the same for each.
    let known: Reduction | undefined;
    const reduction = (): Reduction => (known ??= reductionOf(integration, excess, context));
    for (const spare of excess.grants) {
      const { grant, lower } = spare;
      const at = lower ? grant.access : grant.permission;
      if (!at || !grant.permission) continue;
      yield {
        at: at.at,
        definedAt: at.definedAt,
        on: grant,
        level: levelOf(spare, excess),
        message: `${shown(grant.permission.text)} of ${shown(integration.name.text)} ${why(spare)}. ${cure(spare, excess, integration)}`,
        fixes: () => fixesOf(integration, spare, excess, context, reduction),
      };
    }
  },
});

/** What Sentry's set-up always asks for, that far, and what is not surely known, is worth knowing and no more. */
function levelOf(spare: SpareGrant, { service, chooser }: PermissionExcess): Level {
  if (chooser === 'sentry' || service.confidence !== 'high') return 'info';
  return isAskedAnyway(spare) ? 'info' : 'warning';
}

function why({ permission, lower }: SpareGrant): string {
  const date = `by the catalogue of ${CATALOG_DATE}`;
  if (lower) return `goes further than the declared features need: ${lower} is enough, ${date}`;
  const { features } = permission;
  return `serves ${joined(features, 'or')}, ${features.length > 1 ? 'none of which' : 'which'} is ${features.length > 1 ? '' : 'not '}declared, ${date}`;
}

/** Whether it goes further than Sentry's set-up ever asks. */
function isBeyondAsked({ permission, grant: { access } }: SpareGrant): boolean {
  const held = access && accessMeant(access.text);
  return held !== undefined && permission.leveled && isMore(held, permission.access);
}

/** Whether Sentry's set-up asks for all of it, whatever features are in use; nobody has tried to do with less. */
function isAskedAnyway(spare: SpareGrant): boolean {
  return spare.permission.required && !isBeyondAsked(spare);
}

function cure(spare: SpareGrant, { service, chooser }: PermissionExcess, { limitedTo }: Integration): string {
  const { permission, lower } = spare;
  if (chooser === 'sentry') {
    if (isBeyondAsked(spare))
      return `Sentry's own app asks for no more than ${permission.access}: write that.`;
    const limit = limitFor(service, chooser);
    const say =
      limit && limitsOf(limitedTo).size === 0
        ? `say under “limitedTo” which ${limit.of} it reaches, and `
        : '';
    return `Sentry's own app fixes the set, so nobody can take it out: ${say}accept it with a reason and an end.`;
  }
  if (lower)
    return isAskedAnyway(spare)
      ? `Sentry's set-up asks for ${permission.access} all the same: lower it to ${lower}, and raise it again should anything fail.`
      : `Lower it to ${lower}.`;
  if (!permission.required) return 'Leave it out.';
  return isBeyondAsked(spare)
    ? `Sentry's set-up asks for ${permission.access} alone: leave it out, and put back ${permission.access} should anything fail.`
    : "Sentry's set-up asks for it all the same: leave it out, and put it back should anything fail.";
}

function fixesOf(
  integration: Integration,
  spare: SpareGrant,
  excess: PermissionExcess,
  context: RuleContext,
  reduction: () => Reduction,
): (Fix | undefined)[] {
  const { grant, permission, lower } = spare;
  const { source, limitedTo } = integration;
  // It may be written by another name.
  const name = shown(grant.permission?.text ?? permission.name);
  const one = lessFix(integration, [spare], lower ? `Lower ${name} to ${lower}` : `Remove ${name}`);
  const accept = acceptFix(source, grant, ID, context);
  if (excess.chooser === 'administrator') {
    const { count, fix } = reduction();
    const best = count > 1 ? fix : one;
    const isSure = excess.service.confidence === 'high';
    return [best && isSure ? { ...best, preferred: true } : best, count > 1 ? one : undefined, accept];
  }
  if (isBeyondAsked(spare)) {
    const { access } = permission;
    return [lessFix(integration, [{ ...spare, lower: access }], `Lower ${name} to ${access}`), accept];
  }
  const limit = limitFor(excess.service, excess.chooser);
  const isOpen = limitedTo.length === 0 && !isUnread(integration.map, 'limitedTo');
  return [limit && isOpen ? limitFix(integration, limit) : undefined, accept];
}

/** How many of the permissions come down together, and the fix that does it. */
interface Reduction {
  readonly count: number;
  readonly fix: Fix | undefined;
}

function reductionOf(
  integration: Integration,
  { service, grants }: PermissionExcess,
  { today }: RuleContext,
): Reduction {
  const { accept, permissions } = integration;
  // What somebody has accepted stays.
  const isOpen = (grant: PermissionGrant, rule: string): boolean =>
    !isAcceptedBy(accept, rule, today) && !isAcceptedBy(grant.accept, rule, today);
  // Another rule finds these, and they are among what is granted too far.
  const unasked = permissions.filter((grant) => isNeverAsked(service, grant));
  const open = [
    ...grants.filter(({ grant }) => isOpen(grant, ID)),
    ...unasked.filter((grant) => isOpen(grant, 'unknown-permission')).map((grant) => ({ grant })),
  ];
  const title = `Bring ${counted(open.length, 'permission')} down to what the declared features need`;
  return { count: open.length, fix: lessFix(integration, open, title) };
}
