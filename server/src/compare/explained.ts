/** Whether what widened is explained. */
import { webhookNamed } from '../catalog/webhooks.ts';
import type { Integration } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { closure } from '../privilege/implication.ts';
import { weakRationale } from '../rules/weak-rationale.ts';
import { isPlaceholder } from '../rules/weak-text.ts';
import { meantBy } from './held.ts';
import type { GrantChange, Rationale } from './model.ts';

/** What says why something widened, the best that there is. */
export interface Explanation {
  readonly rationale: Rationale;
  readonly text?: string;
}

const BEST: readonly Rationale[] = ['new', 'unchanged', 'weak', 'missing'];

/**
 * Tells of each widening in `head` how it is explained; a text that `base` has already explains nothing new, nor does one that moved
 * here from an integration that is gone (see `grantsByReason`), except of what it stood on there.
 */
export function explainer(
  base: Integration | undefined,
  head: Integration,
  moved: GrantsByReason,
): (change: GrantChange) => Explanation {
  const before = new Set(base ? [base.purpose, ...rationalesOf(base)].map(plain) : []);
  const weak = new Set<Text>(weakTexts(head));
  const stoodBefore = (said: string, { what, name }: GrantChange): boolean =>
    before.has(said) || moved.get(said)?.has(grantKey(what, name)) === false;
  return (change) => {
    const explain = (text: Text | undefined): Explanation => {
      const said = plain(text);
      if (!text || said === '') return { rationale: 'missing' };
      const rationale =
        weak.has(text) || isPlaceholder(text.text) ? 'weak' : stoodBefore(said, change) ? 'unchanged' : 'new';
      return { rationale, text: text.text };
    };
    return textsFor(change, head).map(explain).sort(byGoodness)[0] ?? { rationale: 'missing' };
  };
}

/** What an integration says of why it holds what it holds, in a form in which small changes do not count. */
export function reasonsIn(integration: Integration): string[] {
  return rationalesOf(integration)
    .map(plain)
    .filter((text) => text !== '');
}

export type GrantsByReason = ReadonlyMap<string, ReadonlySet<string>>;

/** What each rationale of the integrations stands on, with all that it implies. */
export function grantsByReason(integrations: readonly Integration[]): GrantsByReason {
  const found = new Map<string, Set<string>>();
  const add = (text: Text | undefined, keys: Iterable<string>): void => {
    const said = plain(text);
    const known = found.get(said) ?? new Set();
    for (const key of keys) known.add(key);
    found.set(said, known);
  };
  for (const { scopes, permissions } of integrations) {
    for (const { scope, rationale } of scopes) {
      const names = scope ? closure([meantBy(scope.text)]) : [];
      add(
        rationale,
        [...names].map((name) => grantKey('scope', name)),
      );
    }
    for (const { permission, rationale } of permissions)
      add(rationale, permission ? [grantKey('permission', permission.text.trim())] : []);
  }
  return found;
}

function grantKey(what: GrantChange['what'], name: string): string {
  return `${what} ${name.toLowerCase()}`;
}

/** Where it would be said why: what has no rationale of its own is explained by the purpose, and by what it goes with. */
function textsFor({ what, name }: GrantChange, head: Integration): (Text | undefined)[] {
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
