/** Whether what widened is explained. */
import { fixedScopes } from '../catalog/credentials.ts';
import { webhookNamed } from '../catalog/webhooks.ts';
import type { Integration } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { closure } from '../privilege/implication.ts';
import { weakRationale } from '../rules/weak-rationale.ts';
import { isPlaceholder, weaknessOf } from '../rules/weak-text.ts';
import { accessOf, eventsHeld, meantBy } from './held.ts';
import type { GrantChange, Rationale } from './model.ts';

/** What says why something widened, the best that there is. */
export interface Explanation {
  readonly rationale: Rationale;
  readonly text?: string;
}

const BEST: readonly Rationale[] = ['new', 'unchanged', 'weak', 'missing'];

/**
 * Tells of each widening in `head` how it is explained; a text that `base` has already explains nothing new, nor does one that stood
 * in any other integration before (`elsewhere`, see `grantsByReason`), except of what it stood on there.
 */
export function explainer(
  base: Integration | undefined,
  head: Integration,
  elsewhere: GrantsByReason,
): (change: GrantChange) => Explanation {
  const before = new Set(base ? [base.purpose, ...rationalesOf(base)].map(plain) : []);
  const weak = new Set<Text>(weakTexts(head));
  const stoodBefore = (said: string, change: GrantChange): boolean => {
    const stoodOn = elsewhere.get(said);
    return before.has(said) || (stoodOn !== undefined && !keysOf(change).every((key) => stoodOn.has(key)));
  };
  return (change) => {
    const explain = (text: Text | undefined): Explanation => {
      const said = plain(text);
      if (!text || said === '') return { rationale: 'missing' };
      const isWeak = weak.has(text) || saysNothing(text);
      const rationale = isWeak ? 'weak' : stoodBefore(said, change) ? 'unchanged' : 'new';
      return { rationale, text: text.text };
    };
    return textsFor(change, head).map(explain).sort(byGoodness)[0] ?? { rationale: 'missing' };
  };
}

/** Whether it gives no reason, whatever it is asked for; a purpose is judged by nothing else. */
function saysNothing({ text }: Text): boolean {
  return isPlaceholder(text) || weaknessOf(text, { words: [], changes: () => false }) === 'placeholder';
}

/** What an integration says of why it holds what it holds, in a form in which small changes do not count. */
export function reasonsIn(integration: Integration): string[] {
  return rationalesOf(integration)
    .map(plain)
    .filter((text) => text !== '');
}

export type GrantsByReason = ReadonlyMap<string, ReadonlySet<string>>;

/** What each text of the integrations that may say why stands on, with all that this implies. */
export function grantsByReason(integrations: readonly Integration[]): GrantsByReason {
  const found = new Map<string, Set<string>>();
  const add = (text: Text | undefined, keys: Iterable<string>): void => {
    const said = plain(text);
    const known = found.get(said) ?? new Set();
    for (const key of keys) known.add(key);
    found.set(said, known);
  };
  for (const integration of integrations) {
    const { kind, service, scopes, permissions, purpose, webhooks } = integration;
    for (const { scope, rationale } of scopes) add(rationale, scopeKeys(scope ? [meantBy(scope.text)] : []));
    for (const grant of permissions) {
      const { permission, rationale } = grant;
      const name = permission?.text.trim();
      if (name !== undefined) add(rationale, permissionKeys(name, accessOf(grant, name, service?.text)));
    }
    // Why it holds a set that nobody chose, only the purpose says.
    add(purpose, scopeKeys((kind && fixedScopes(kind.text)) ?? []));
    for (const event of webhooks.flatMap(({ text }) => eventsHeld(text))) {
      const change = { what: 'webhook', name: event, access: [] } as const;
      for (const text of textsFor(change, integration)) add(text, keysOf(change));
    }
  }
  return found;
}

type Granted = Pick<GrantChange, 'what' | 'name' | 'access'>;

/** What has to have been held for the change to be nothing new. */
function keysOf({ what, name, access }: Granted): string[] {
  return what === 'permission' ? permissionKeys(name, access) : [grantKey(what, name)];
}

function scopeKeys(scopes: readonly string[]): string[] {
  return [...closure(scopes)].map((name) => grantKey('scope', name));
}

function permissionKeys(name: string, access: readonly string[]): string[] {
  return access.map((step) => grantKey('permission', `${name} ${step}`));
}

function grantKey(what: GrantChange['what'], name: string): string {
  return `${what} ${name.toLowerCase()}`;
}

/** Where it would be said why: what has no rationale of its own is explained by the purpose, and by what it goes with. */
function textsFor({ what, name }: Granted, head: Integration): (Text | undefined)[] {
  const { scopes, permissions, purpose } = head;
  const ofScopes = (fits: (scope: string) => boolean): (Text | undefined)[] =>
    scopes.filter(({ scope }) => scope && fits(meantBy(scope.text))).map(({ rationale }) => rationale);
  switch (what) {
    case 'scope': {
      const own = ofScopes((scope) => scope === name);
      // A kind with a fixed set of scopes lists none.
      return own.length > 0 ? own : [purpose];
    }
    case 'permission':
      return permissions
        .filter(({ permission }) => permission?.text.trim().toLowerCase() === name.toLowerCase())
        .map(({ rationale }) => rationale);
    case 'webhook': {
      const needed = webhookNamed(name)?.requiredScope;
      return [purpose, ...(needed ? ofScopes((scope) => closure([scope]).has(needed)) : [])];
    }
    case 'limit':
    case 'kind':
      return [purpose, ...rationalesOf(head)];
  }
}

function byGoodness(a: Explanation, b: Explanation): number {
  return BEST.indexOf(a.rationale) - BEST.indexOf(b.rationale);
}

function rationalesOf({ scopes, permissions }: Integration): (Text | undefined)[] {
  return [...scopes, ...permissions].map(({ rationale }) => rationale);
}

function* weakTexts(integration: Integration): Generator<Text> {
  for (const found of weakRationale.integration(integration)) {
    if ('undecided' in found) continue;
    const text = rationalesOf(integration).find((rationale) => rationale?.at === found.at);
    if (text) yield text;
  }
}

/** Another dot, blank or capital is no new text. */
function plain(text: Text | undefined): string {
  const words = text?.text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{S}]+/gu, ' ');
  return words?.trim() ?? '';
}
