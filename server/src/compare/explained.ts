/** Whether what widened is explained. */
import { fixedScopes } from '../catalog/credentials.ts';
import { webhookNamed } from '../catalog/webhooks.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration } from '../manifest/model.ts';
import { hasPassed } from '../rules/granted.ts';
import type { Text } from '../manifest/value.ts';
import { closure } from '../privilege/implication.ts';
import { weakRationale } from '../rules/weak-rationale.ts';
import { givesNoReason } from '../rules/weak-text.ts';
import { grantIndex, grantsOfPermission } from './grant-index.ts';
import { eventsHeld, heldBy, meantBy, OF_A_PERSON, permissionGrantsOf, webhooksOf } from './held.ts';
import type { GrantChange, Rationale } from './model.ts';
import { accessOf, permissionMeant, serviceMeant } from './service-meant.ts';

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
  today: Day,
): (change: GrantChange) => Explanation {
  const before = new Set(base ? [base.purpose, ...rationalesOf(base)].map(plain) : []);
  const weak = new Set<Text>(weakTexts(head));
  const stoodBefore = (said: string, change: GrantChange): boolean => {
    const stoodOn = elsewhere.get(said);
    const isForLess = stoodOn !== undefined && !keysOf(change, head).every((key) => stoodOn.has(key));
    return before.has(said) || isForLess;
  };
  return (change) => {
    const explain = (text: Text | undefined): Explanation => {
      const said = plain(text);
      if (!text || said === '') return { rationale: 'missing' };
      // A purpose is judged by nothing else than whether it says anything.
      const isWeak = weak.has(text) || givesNoReason(text.text);
      const rationale = isWeak ? 'weak' : stoodBefore(said, change) ? 'unchanged' : 'new';
      return { rationale, text: text.text };
    };
    return textsFor(change, head, today).map(explain).sort(byGoodness)[0] ?? { rationale: 'missing' };
  };
}

/** What an integration says of why it holds what it holds, in a form in which small changes do not count. */
export function reasonsIn(integration: Integration): string[] {
  return rationalesOf(integration)
    .map(plain)
    .filter((text) => text !== '');
}

export type GrantsByReason = ReadonlyMap<string, ReadonlySet<string>>;

/** What each text of the integrations that may say why stands on, with all that this implies; what is not held, nothing stands on. */
export function grantsByReason(integrations: readonly Integration[], today: Day): GrantsByReason {
  const found = new Map<string, Set<string>>();
  const add = (text: Text | undefined, keys: Iterable<string>): void => {
    const said = plain(text);
    const known = found.get(said) ?? new Set();
    for (const key of keys) known.add(key);
    found.set(said, known);
  };
  for (const integration of integrations) {
    const { kind, service, scopes, permissions, purpose } = integration;
    const granted = new Set(permissionGrantsOf(integration));
    const held = heldBy(integration, today).scopes;
    const scopeKeys = (names: readonly string[]): string[] =>
      [...closure(names)].filter((name) => held.has(name)).flatMap((name) => keysOfScope(name, kind?.text));
    for (const grant of scopes) {
      const { scope, rationale } = grant;
      add(rationale, scope && !hasPassed(grant, today) ? scopeKeys([meantBy(scope.text)]) : []);
    }
    for (const grant of permissions) {
      const { permission, rationale } = grant;
      const name = permission?.text.trim();
      const access = name !== undefined && granted.has(grant) ? accessOf(grant, name, service?.text) : [];
      add(rationale, keysOf({ what: 'permission', name: name ?? '', access }, integration));
    }
    // Why it holds a set that nobody chose, only the purpose says.
    add(purpose, scopeKeys((kind && fixedScopes(kind.text)) ?? []));
    for (const event of webhooksOf(integration).flatMap(({ text }) => eventsHeld(text))) {
      const change = { what: 'webhook', name: event, access: [] } as const;
      for (const text of textsFor(change, integration, today)) add(text, keysOf(change, integration));
    }
  }
  return found;
}

type Granted = Pick<GrantChange, 'what' | 'name' | 'access'>;

/** What has to have been held for the change to be nothing new; in another service the same name is another permission. */
function keysOf({ what, name, access }: Granted, { kind, service }: Integration): string[] {
  switch (what) {
    case 'permission':
      return access.map((step) =>
        JSON.stringify([what, serviceMeant(service?.text), permissionMeant(name, service?.text), step]),
      );
    case 'scope':
      return keysOfScope(name, kind?.text).slice(-1);
    default:
      return [JSON.stringify([what, name.toLowerCase()])];
  }
}

/** Of a person's token a scope is more than the same of any other kind, the last of these. */
function keysOfScope(name: string, kind: string | undefined): string[] {
  const key = JSON.stringify(['scope', name.toLowerCase()]);
  return kind === OF_A_PERSON ? [key, JSON.stringify(['scope', name.toLowerCase(), kind])] : [key];
}

/** Where it would be said why: what has no rationale of its own is explained by the purpose, and by what it goes with. */
function textsFor({ what, name, access }: Granted, head: Integration, today: Day): (Text | undefined)[] {
  const { purpose } = head;
  const { scopes } = grantIndex(head, today);
  switch (what) {
    case 'scope':
      // A kind with a fixed set of scopes lists none.
      return scopes.get(name)?.map(({ rationale }) => rationale) ?? [purpose];
    case 'permission':
      return grantsOfPermission(head, { name, access }, today).map(({ rationale }) => rationale);
    case 'webhook': {
      const needed = webhookNamed(name)?.requiredScope;
      const serving = needed ? [...scopes].filter(([scope]) => closure([scope]).has(needed)) : [];
      return [purpose, ...serving.flatMap(([, grants]) => grants.map(({ rationale }) => rationale))];
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
  const rationales = new Map(rationalesOf(integration).map((rationale) => [rationale?.at, rationale]));
  for (const found of weakRationale.integration(integration)) {
    const text = 'undecided' in found ? undefined : rationales.get(found.at);
    if (text) yield text;
  }
}

/** Another dot, blank or capital is no new text. */
function plain(text: Text | undefined): string {
  const seen = text?.text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const words = seen?.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{S}]+/gu, ' ');
  return words?.trim() ?? '';
}
