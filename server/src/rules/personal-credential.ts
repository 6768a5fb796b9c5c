import { hasCredential } from './own-credential.ts';
import { defineRule } from './rule.ts';
import { shown } from './wording.ts';

/** Why the integration should not hang on a credential of this kind, and what to do; by kind. */
const REASONS: Readonly<Record<string, (own: string) => string>> = {
  'personal-token': (own) =>
    `${own} works with a person's own token: it reaches all organizations and projects of that person, what it does looks as if the person did it, and it stops when the person leaves. Let an internal integration or an organization token do this, and revoke the token.`,
  'legacy-api-key': (own) =>
    `${own} works with an API key of the old kind, which Sentry makes no more: it belongs to no integration, so nobody can tell who uses it. Let an internal integration do this, and revoke the key.`,
};

export const personalCredential = defineRule({
  id: 'personal-credential',
  group: 'credentials',
  level: 'warning',
  summary: 'An integration works with a token of a person, or with an API key of the old kind.',
  threat: 'lateral movement · unauthorized action',
  acceptable: true,
  *integration({ name, kind }) {
    if (!kind || !hasCredential({ kind })) {
      // A word that is not typed to the end may become any kind.
      yield { undecided: 'all' };
      return;
    }
    const reason = Object.hasOwn(REASONS, kind.text) ? REASONS[kind.text] : undefined;
    if (reason) yield { at: kind.at, definedAt: kind.definedAt, message: reason(shown(name.text)) };
  },
});
