/** What an audit asks of one integration. */
import { fixedScopes } from '../catalog/credentials.ts';
import { isChange, isDelete } from '../catalog/operations.ts';
import { scopeNamed } from '../catalog/scopes.ts';
import { shortName } from '../catalog/short-name.ts';
import { permissionsNamed, serviceNamed } from '../catalog/services.ts';
import type { ServicePermission } from '../catalog/services.ts';
import type { Finding } from '../lint/finding.ts';
import { formatDay, isWritable } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { FileKeys, Integration, PermissionGrant, ScopeGrant } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import type { LinePosition } from '../rules/rule.ts';
import { impliedBy } from '../privilege/implication.ts';
import { reach } from '../privilege/reach.ts';
import { BROAD } from '../rules/broad-scope.ts';
import { declaredUses } from '../rules/declared-uses.ts';
import { hasPassed, heldGrants, knowsAllScopes, scopeMeant, ungrantableScopes } from '../rules/granted.ts';
import { lacks } from '../rules/missing-key.ts';
import { isBroad } from '../rules/other-service.ts';
import { dueRotation, futureRotation, hasCredential } from '../rules/own-credential.ts';
import { dueReview, reviewSpan } from '../rules/reviews.ts';
import { reviewedState } from '../rules/stale-review.ts';
import { isPlaceholderFor } from '../rules/weak-text.ts';
import type {
  AuditedCredential,
  AuditedFinding,
  AuditedGrant,
  AuditedIntegration,
  AuditedReach,
} from './model.ts';
import { hasSchedule, reviewsOf, reviewState } from './reviews.ts';
import { textOf } from './text.ts';

export interface AuditContext {
  readonly index: number;
  readonly path: string;
  readonly file: FileKeys;
  readonly today: Day;
}

/** All that a document says of an integration. */
export function auditIntegration(
  integration: Integration,
  findings: readonly AuditedFinding[],
  context: AuditContext,
): AuditedIntegration {
  const { name, id, kind, service, purpose, owner, permissions } = integration;
  const due = dueReview(integration, context)?.due;
  const isStale = reviewedState(integration, context.today).isStale === true;
  return {
    index: context.index,
    path: context.path,
    name: shortName(name.text),
    id: textOf(id),
    kind: textOf(kind),
    service: textOf(service),
    purpose: textOf(purpose),
    owner: owner && isPlaceholderFor('owner', owner.text) ? null : textOf(owner),
    credential: credentialOf(integration, context.today),
    grants: [
      ...scopesOf(integration, context.today),
      ...permissions.flatMap((grant) => auditPermission(grant, service) ?? []),
    ],
    webhooks: texts(integration.webhooks),
    limitedTo: texts(integration.limitedTo),
    features: texts(integration.features),
    uses: texts(integration.uses),
    reach: reachOf(integration, context.today),
    hasSchedule: hasSchedule(integration, context),
    reviewEvery: textOf(reviewSpan(integration, context)),
    reviewDue: dayOrNull(due),
    reviewState: reviewState(integration, due, isStale, context),
    changedSinceReview: isStale,
    reviews: reviewsOf(integration, context.today),
    findings,
  };
}

/** A finding with the line on which it begins. */
export function auditFinding(
  { rule, level, message, accepted, at }: Finding,
  positionAt: (offset: number) => LinePosition,
): AuditedFinding {
  return { rule, level, message, accepted, line: positionAt(at.start).line + 1 };
}

function credentialOf(integration: Integration, today: Day): AuditedCredential | null {
  const { credential } = integration;
  if (!credential) return null;
  const { storedIn, rotated, rotateEvery, expires } = credential;
  const due = dueRotation(integration, today)?.due;
  return {
    storedIn: textOf(storedIn),
    rotated: textOf(rotated),
    rotateEvery: textOf(rotateEvery),
    expires: textOf(expires),
    rotationDue: dayOrNull(due),
    rotationOverdue: due === undefined ? futureRotation(integration, today) !== undefined : due < today,
    expired: hasCredential(integration) && expires?.day !== undefined && expires.day < today,
  };
}

/** Null where there is none, and where it is so far ahead that it never comes. */
function dayOrNull(day: Day | undefined): string | null {
  return day === undefined || !isWritable(day) ? null : formatDay(day);
}

function texts(list: readonly Text[]): string[] {
  return list.map(({ text }) => text);
}

/** The scopes that are listed, and those that every credential of the kind holds besides. */
function scopesOf(integration: Integration, today: Day): AuditedGrant[] {
  const { kind, scopes } = integration;
  const listed = scopes.flatMap((grant) => auditScope(integration, grant, today) ?? []);
  const names = new Set(listed.map(({ name }) => scopeMeant(name)));
  const always = (fixedScopes(kind?.text ?? '') ?? []).filter((scope) => !names.has(scope));
  return [...listed, ...always.map((scope) => ({ ...aboutScope(scope), fixed: true }))];
}

/** Whether a credential of the kind can hold what is listed, as far as the catalogue knows. */
export function isGrantable(integration: Integration, { scope }: ScopeGrant): boolean {
  const meant = scope && scopeMeant(scope.text);
  return meant === undefined || !ungrantableScopes(integration).has(meant);
}

function auditScope(integration: Integration, grant: ScopeGrant, today: Day): AuditedGrant | undefined {
  if (!grant.scope) return undefined;
  const { text } = grant.scope;
  return {
    ...aboutScope(text),
    grantable: isGrantable(integration, grant),
    rationale: textOf(grant.rationale),
    since: textOf(grant.since),
    until: textOf(grant.until),
    ended: hasPassed(grant, today),
  };
}

/** What the catalogue says of a scope; of its grant nothing is said yet. */
function aboutScope(name: string): AuditedGrant {
  const meant = scopeMeant(name);
  const facts = meant === undefined ? undefined : scopeNamed(meant);
  return {
    what: 'scope',
    name,
    access: null,
    rationale: null,
    since: null,
    until: null,
    ended: false,
    grantable: true,
    broad: facts ? facts.sensitivity >= BROAD : null,
    includes: facts ? [...impliedBy(facts.name)].sort() : [],
    fixed: false,
  };
}

/** The name of a permission as the catalogue spells it, where that knows it. */
export function permissionName(service: string | null, written: string): string {
  const name = written.trim();
  return permissionsOf(service ?? undefined, name)[0]?.name ?? name;
}

function permissionsOf(service: string | undefined, name: string): readonly ServicePermission[] {
  const known = service === undefined ? undefined : serviceNamed(service);
  return known ? permissionsNamed(known, name) : [];
}

function auditPermission(grant: PermissionGrant, service: Text | undefined): AuditedGrant | undefined {
  if (!grant.permission) return undefined;
  const facts = permissionsOf(service?.text, grant.permission.text.trim());
  return {
    what: 'permission',
    name: grant.permission.text,
    access: textOf(grant.access),
    rationale: textOf(grant.rationale),
    since: null,
    until: null,
    ended: false,
    grantable: true,
    broad: facts.length === 0 ? null : facts.some((row) => isBroad(grant, row)),
    includes: [],
    fixed: false,
  };
}

function reachOf(integration: Integration, today: Day): AuditedReach | null {
  const { kind, uses: written } = integration;
  if (!kind || kind.text === 'service' || !knowsAllScopes(integration)) return null;
  const fixed = fixedScopes(kind.text);
  // That none are listed does not say that none are held.
  if (!fixed && (!integration.map || lacks(integration.map, 'scopes'))) return null;
  const held = fixed ?? heldGrants(integration, today).map(({ scope }) => scope);
  const { operations } = reach(held, kind.text);
  const [change, deleted] = [operations.filter(isChange).length, operations.filter(isDelete).length];
  const { uses, complete } = declaredUses(integration);
  return {
    read: operations.length - change - deleted,
    change,
    delete: deleted,
    total: operations.length,
    declared: complete && written.length > 0 ? new Set(uses.flatMap(({ use }) => use.operations)).size : null,
  };
}
