/** What an integration says for itself, and whether that is gone: who answers for it, why it holds what, where its secret is. */
import { mayHaveKey } from '../manifest/format.ts';
import type { DateText, Integration } from '../manifest/model.ts';
import type { Text } from '../manifest/value.ts';
import { isPlaceholderFor, givesNoReason } from '../rules/weak-text.ts';
import { grantKey, grantName } from './accepted.ts';
import type { CheckChange } from './model.ts';

/** What `before` says for itself and `after` does not say any more; words that say something else are no loss. */
export function lostEvidence(before: Integration, after: Integration): CheckChange[] {
  const [was, is] = [before.credential, after.credential];
  return [
    ...lost('purpose', before.purpose, after.purpose),
    ...lost('owner', before.owner, after.owner),
    ...lostRationales(before, after),
    // What holds no secret has no place for it.
    ...(mayHaveKey('credential', after.kind?.text)
      ? [
          ...lost('stored-in', was?.storedIn, is?.storedIn),
          ...lost('rotated', dated(was?.rotated), dated(is?.rotated)),
        ]
      : []),
  ];
}

/** Of grants that stand in both; what goes with a grant is not missed. */
function lostRationales(before: Integration, after: Integration): CheckChange[] {
  const [was, is] = [rationalesByGrant(before), rationalesByGrant(after)];
  return [...is].flatMap(([key, { name, said }]) => lost('rationale', was.get(key)?.said, said, name));
}

function rationalesByGrant({
  scopes,
  permissions,
  service,
}: Integration): ReadonlyMap<string, { readonly name: string; readonly said: Text | undefined }> {
  const all = new Map<string, { name: string; said: Text | undefined }>();
  for (const grant of [...scopes, ...permissions]) {
    const key = grantKey(grant, service);
    const said =
      all.get(key)?.said ?? (saysSomething('rationale', grant.rationale) ? grant.rationale : undefined);
    all.set(key, { name: grantName(grant), said });
  }
  return all;
}

function lost(
  what: CheckChange['what'],
  before: Text | undefined,
  after: Text | undefined,
  subject = '',
): CheckChange[] {
  return before && saysSomething(what, before) && !saysSomething(what, after)
    ? [{ what, subject, on: null, before: before.text.trim(), after: null }]
    : [];
}

function saysSomething(what: CheckChange['what'], said: Text | undefined): boolean {
  if (said === undefined) return false;
  return what === 'purpose' || what === 'rationale'
    ? !givesNoReason(said.text)
    : isNamed(what === 'owner' ? 'owner' : 'storedIn', said.text);
}

/** Whether a place or a person is named; of an owner who was somebody and is "none" now, that is no name either. */
function isNamed(key: 'owner' | 'storedIn', text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !isPlaceholderFor(key, text);
}

/** A day that nobody can read is none. */
function dated(date: DateText | undefined): DateText | undefined {
  return date?.day === undefined ? undefined : date;
}
