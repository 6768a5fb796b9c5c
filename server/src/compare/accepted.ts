/** Which exceptions an integration has in two states, and which of them were added or hold for longer. */
import { formatDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import type { Acceptance, Integration, PermissionGrant, ScopeGrant } from '../manifest/model.ts';
import { closure } from '../privilege/implication.ts';
import { acceptancesOf, hasEnded, nameOfGrant } from '../rules/acceptances.ts';
import { heldGrants } from '../rules/granted.ts';
import { rules } from '../rules/index.ts';
import { heldBy, lastDay, meantBy } from './held.ts';
import type { CheckChange } from './model.ts';
import { permissionMeant } from './service-meant.ts';

/** The exception that decides somewhere, and its last day; minus infinity where it has ended. */
interface Deciding {
  readonly last: number;
  readonly acceptance: Acceptance;
}

/** By the grant, as `grantKey` has it, and by the rule; those of the whole integration stand under `WHOLE`. */
type Acceptances = ReadonlyMap<string, ReadonlyMap<string, Deciding>>;
const WHOLE = '';

/** What of the exceptions is laxer in `after`: the nearest one decides, though it has ended. */
export function laxerAcceptances(
  before: Integration | undefined,
  after: Integration,
  today: Day,
): CheckChange[] {
  const [was, is] = [before ? acceptedIn(before, today) : NONE, acceptedIn(after, today)];
  const narrowed = narrowedFrom(before, was, is, today);
  const laxerOn = (key: string, rule: string): Deciding | undefined => {
    const now = decidingIn(is, key, rule);
    if (!now || now.last <= lastIn(was, key, rule)) return undefined;
    return now.last > (narrowed.get(narrowedKey(key, now.acceptance)) ?? -Infinity) ? now : undefined;
  };
  return [...grantsOf(after)].flatMap(([key, on]) => {
    const rules = new Set([...(is.get(key)?.keys() ?? []), ...(was.get(key)?.keys() ?? [])]);
    return [...rules].flatMap((rule) => {
      const now = laxerOn(key, rule);
      // What the whole integration is newly allowed is told of that.
      if (!now || (!is.get(key)?.has(rule) && laxerOn(WHOLE, rule))) return [];
      const { last, acceptance } = now;
      const change: CheckChange = {
        what: 'acceptance',
        subject: rule,
        on,
        before: endText(lastIn(was, key, rule)),
        after: endText(last),
      };
      return [acceptance.reason ? { ...change, reason: acceptance.reason.text } : change];
    });
  });
}

const NONE: Acceptances = new Map();
const ACCEPTABLE = new Set(rules.filter(({ acceptable }) => acceptable).map(({ id }) => id));

/**
 * The last days of exceptions on scopes that were held and stand in `is` no more, by `narrowedKey` of what these imply: an exception that moves there
 * with its reason accepts less than it did.
 */
function narrowedFrom(
  before: Integration | undefined,
  was: Acceptances,
  is: Acceptances,
  today: Day,
): ReadonlyMap<string, number> {
  const lasts = new Map<string, number>();
  if (!before) return lasts;
  const held = heldBy(before, today).scopes;
  for (const { scope: name } of heldGrants(before, today)) {
    // What nobody held, nothing was accepted of.
    if (!held.has(name)) continue;
    const key = scopeKey(name);
    for (const [rule, { last, acceptance }] of was.get(key) ?? []) {
      if (is.get(key)?.has(rule)) continue;
      for (const scope of closure([name])) {
        const narrowed = narrowedKey(scopeKey(scope), acceptance);
        lasts.set(narrowed, Math.max(last, lasts.get(narrowed) ?? -Infinity));
      }
    }
  }
  return lasts;
}

function narrowedKey(key: string, { rule, reason }: Acceptance): string {
  return JSON.stringify([key, rule?.text, reason?.text.trim()]);
}

/** What exceptions may stand on: the whole integration, and its grants by their keys, as they are written. */
function grantsOf({ scopes, permissions, service }: Integration): ReadonlyMap<string, string | null> {
  const all = new Map<string, string | null>([[WHOLE, null]]);
  for (const grant of [...scopes, ...permissions]) {
    const key = grantKey(grant, service);
    if (!all.has(key)) all.set(key, grantName(grant));
  }
  return all;
}

/** What tells one grant from another; a permission is told by what its name means in the service. */
export function grantKey(grant: ScopeGrant | PermissionGrant, service: Integration['service']): string {
  const name = grantName(grant);
  return 'scope' in grant
    ? scopeKey(name)
    : JSON.stringify(['permission', permissionMeant(name, service?.text)]);
}

function scopeKey(name: string): string {
  return JSON.stringify(['scope', name]);
}

/** What a grant grants, as it is meant. */
export function grantName(grant: ScopeGrant | PermissionGrant): string {
  const name = nameOfGrant(grant)?.text ?? '';
  return 'scope' in grant ? meantBy(name) : name.trim();
}

function acceptedIn(integration: Integration, today: Day): Acceptances {
  const all = new Map<string, Map<string, Deciding>>();
  for (const { acceptance, grant } of acceptancesOf(integration)) {
    // Of a rule that nobody can accept, or that does not exist, nothing is accepted.
    if (!acceptance.rule || !ACCEPTABLE.has(acceptance.rule.text)) continue;
    const key = grant ? grantKey(grant, integration.service) : WHOLE;
    const here = all.get(key) ?? new Map<string, Deciding>();
    const rule = acceptance.rule.text;
    const last = hasEnded(acceptance, today) ? -Infinity : lastDay(acceptance.until, -Infinity);
    // Of several in one place that decides which holds longest.
    if (last >= (here.get(rule)?.last ?? -Infinity)) here.set(rule, { last, acceptance });
    all.set(key, here);
  }
  return all;
}

function decidingIn(accepted: Acceptances, key: string, rule: string): Deciding | undefined {
  return accepted.get(key)?.get(rule) ?? accepted.get(WHOLE)?.get(rule);
}

function lastIn(accepted: Acceptances, key: string, rule: string): number {
  return decidingIn(accepted, key, rule)?.last ?? -Infinity;
}

function endText(last: number): string | null {
  if (last === -Infinity) return null;
  return last === Infinity ? 'without end' : `until ${formatDay(last)}`;
}
