import { hideCredentials } from '../catalog/hide-credentials.ts';
import { scopeNamed } from '../catalog/scopes.ts';
import { BUNDLE } from '../privilege/least-scopes.ts';
import type { Acceptance, Integration, ListItem, PermissionGrant, ScopeGrant } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { createTally } from '../manifest/tally.ts';
import { reachOf } from '../privilege/reach.ts';
import { HOLE_MARK } from '../yaml/edits.ts';
import { shiftRange } from '../yaml/shift.ts';
import { hasAcceptances } from './acceptances.ts';
import { scopeMeant } from './granted.ts';
import { defineRule } from './rule.ts';
import type { Fix, Found, Undecided } from './rule.ts';
import { isBlank, weaknessOf } from './weak-text.ts';
import type { Explained, Weakness } from './weak-text.ts';
import { shown } from './wording.ts';

/** On so many grants one text tells of none of them why it is there. */
const REPEATED = 3;

const ID = 'weak-rationale';

/** A text that gives a reason, and what for. */
interface Reason {
  readonly text: Text;
  readonly of: Explained;
  /** The grant it belongs to; undefined for an exception of the whole integration. */
  readonly grant: ListItem | undefined;
  /** The name of the scope or permission, where it is about one. */
  readonly granted: Text | undefined;
  /** The rule of the exception that it is the reason of; undefined for a rationale. */
  readonly accepting?: Text;
}

export const weakRationale = defineRule({
  id: ID,
  group: 'why-and-who',
  level: 'info',
  summary: 'A rationale, or the reason of an exception, from which nobody can tell why.',
  threat: 'unauthorized action',
  acceptable: true,
  *integration(integration): Generator<Found | Undecided> {
    for (const reason of reasonsOf(integration)) {
      const { text, of, grant } = reason;
      const weakness = weaknessOf(text.text, of);
      if (!weakness) {
        // Whether it stands on other grants too is not for one integration to tell.
        yield { undecided: grant ?? 'all' };
        continue;
      }
      yield {
        at: text.at,
        definedAt: text.definedAt,
        ...(grant ? { on: grant } : {}),
        // An exception that could accept its own reason would need none.
        ...(reason.accepting?.text === ID ? { unacceptable: true } : {}),
        message: `${inWords(reason)} in ${shown(integration.name.text)} ${wordsFor(reason)[weakness](shownGrant(reason))}`,
        fixes: () => [rewriteFix(integration.source, reason)],
      };
    }
  },
  *manifest(manifest): Generator<Found> {
    const { counts, often } = rationaleTally(manifest);
    if (often.size === 0) return;
    const isRepeated = (text: string): boolean => often.has(text);
    for (const { entry, start } of manifest.integrations) {
      if (!entry.rationales.some(isRepeated) || entry.distrusted.length > 0) continue;
      const { integration } = entry;
      const namesWhatItDoes = remembersWhatItDoes(integration);
      for (const reason of grantReasons(integration)) {
        const { text, of, grant } = reason;
        if (!isRepeated(text.text.trim()) || weaknessOf(text.text, of)) continue;
        if (namesWhatItDoes(text.text)) continue;
        const { at, definedAt } = text;
        const count = counts.get(text.text.trim()) ?? 0;
        yield {
          at: shiftRange(at, start),
          definedAt,
          integration,
          ...(grant ? { on: grant } : {}),
          message: `The rationale of ${shownGrant(reason)} in ${shown(integration.name.text)} stands on ${count} grants of this file, so it tells of none why it is there. Say what this one is used for.`,
          fixes: () => [rewriteFix(integration.source, reason, start)],
        };
      }
    }
  },
});

/** Asks for another text in the place of one that ends on its line; `start` is that of the integration in what is edited. */
function rewriteFix(source: string, reason: Reason, start = 0): Fix | undefined {
  const { node, text, flow } = reason.text;
  // What carries an anchor is the reason of others too.
  if (!node || node.anchor !== undefined || source.slice(node.start, node.end).includes('\n'))
    return undefined;
  const [title, prompt] = reason.accepting
    ? ['Write another reason', `Why may ${shown(reason.accepting.text)} be accepted?`]
    : ['Write another rationale', `What is ${shownGrant(reason)} used for?`];
  const value = hideCredentials(text) === text ? text : '';
  return {
    title,
    safe: false,
    edits: [{ ...shiftRange({ start: node.start, end: node.end }, start), newText: HOLE_MARK }],
    question: { prompt, value, flow },
  };
}

type Words = Readonly<Record<Weakness, (granted: string) => string>>;

const WORDS: Words = {
  placeholder: () =>
    'says nothing of what it is for, so no review can tell whether it is still needed. Say what is done with it.',
  restated: () =>
    'only repeats its name or description, so no review can tell whether it is still needed. Say what is done with it.',
  'read-only': (granted) =>
    `says that it only reads, and ${granted} lets it change things. Grant what reads, or say what it changes.`,
  short: () =>
    'is too short to judge by, so no review can tell whether it is still needed. Say in a sentence what is done with it.',
};

/** Of an exception is asked why something may stay, not what is done with it. */
const WORDS_OF_EXCEPTIONS: Words = {
  ...WORDS,
  placeholder: () =>
    'says nothing of why, so no review can tell whether that may stay. Say what was decided, or what has to happen first.',
  restated: () =>
    'only repeats what is accepted, so no review can tell whether that may stay. Say what was decided, or what has to happen first.',
  short: () =>
    'is too short to judge by, so no review can tell whether that may stay. Say in a sentence what was decided, or what has to happen first.',
};

function wordsFor({ accepting }: Reason): Words {
  return accepting ? WORDS_OF_EXCEPTIONS : WORDS;
}

/** "The rationale of org:read", "The reason for accepting broad-scope". */
function inWords(reason: Reason): string {
  return reason.accepting
    ? `The reason for accepting ${shown(reason.accepting.text)}`
    : `The rationale of ${shownGrant(reason)}`;
}

function shownGrant({ granted }: Reason): string {
  return shown(granted?.text ?? '');
}

/** As many uses, webhooks and features of an integration as anybody names in its rationales. */
const MOST_NAMED = 1000;

/**
 * Tells whether a text names a use, a webhook or a feature of the integration itself: that tells why, on however many grants it
 * stands. The same text is looked at once.
 */
function remembersWhatItDoes({ uses, webhooks, features }: Integration): (text: string) => boolean {
  const namesOf = (texts: readonly Text[]): string[] =>
    texts.slice(0, MOST_NAMED).flatMap(({ text }) => (text.trim() === '' ? [] : [text.trim()]));
  const known = new Map<string, boolean>();
  const names = namesOf(uses);
  const events = namesOf(webhooks);
  const purposes = namesOf(features).map((name) => `for ${name}`);
  return (text) => {
    let isNamed = known.get(text);
    if (isNamed === undefined) {
      const said = (name: string): boolean => text.includes(name);
      // The name of a webhook or a feature alone is a word like any other.
      isNamed = names.some(said) || purposes.some(said) || (/\bwebhooks?\b/.test(text) && events.some(said));
      known.set(text, isNamed);
    }
    return isNamed;
  };
}

const rationaleTally = createTally(({ rationales }) => rationales, REPEATED);

function reasonsOf(integration: Integration): Reason[] {
  const reasons = grantReasons(integration);
  if (!hasAcceptances(integration)) return reasons;
  const { accept, scopes, permissions } = integration;
  const add = (accepted: readonly Acceptance[], of: Explained, grant?: ListItem, granted?: Text): void => {
    for (const { rule, reason } of accepted) {
      if (!rule || !reason || isBlank(reason.text)) continue;
      const words = [...of.words, rule.text];
      reasons.push({ text: reason, of: { ...of, words }, grant, granted, accepting: rule });
    }
  };
  add(accept, NOTHING);
  for (const grant of scopes) add(grant.accept, aboutScope(grant), grant, grant.scope);
  for (const grant of permissions) add(grant.accept, aboutPermission(grant), grant, grant.permission);
  return reasons;
}

/** The rationales of the grants. */
function grantReasons({ scopes, permissions }: Integration): Reason[] {
  const reasons: Reason[] = [];
  for (const grant of scopes) {
    const { rationale, scope } = grant;
    if (rationale && scope && !isBlank(rationale.text))
      reasons.push({ text: rationale, of: aboutScope(grant), grant, granted: scope });
  }
  for (const grant of permissions) {
    const { rationale, permission } = grant;
    if (rationale && permission && !isBlank(rationale.text))
      reasons.push({ text: rationale, of: aboutPermission(grant), grant, granted: permission });
  }
  return reasons;
}

const NOTHING: Explained = { words: [], changes: () => false };

function aboutScope({ scope }: ScopeGrant): Explained {
  const name = scope && scopeMeant(scope.text);
  const own = name === scope?.text ? name : undefined;
  if (own === undefined) return explained(scope?.text ?? '', name);
  let known = explainedScopes.get(own);
  if (!known) explainedScopes.set(own, (known = explained(own, own)));
  return known;
}

/** Of the scopes of the catalogue, each by its own name. */
const explainedScopes = new Map<string, Explained>();

function explained(written: string, name: string | undefined): Explained {
  // What the bundle is for is all that there is to say of it: to upload from a pipeline.
  const allows = name === BUNDLE ? undefined : name && scopeNamed(name)?.allows;
  return {
    words: [written, allows ?? ''],
    changes: () => name !== undefined && !name.endsWith(':read') && reachOf(name).change > 0,
  };
}

function aboutPermission({ permission, access }: PermissionGrant): Explained {
  return {
    words: [permission?.text ?? '', access?.text ?? ''],
    changes: () => /\b(?:write|admin|manage|full)\b/i.test(access?.text ?? ''),
  };
}
