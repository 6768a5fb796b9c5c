/** What the rules on credentials share. */
import { CREDENTIAL_KINDS } from '../manifest/format.ts';
import type { DateText, Integration } from '../manifest/model.ts';
import { addSpan, isInFuture } from '../manifest/dates.ts';
import type { Day, Span } from '../manifest/dates.ts';
import type { SpanText } from '../manifest/model.ts';
import { isUnread } from '../manifest/value.ts';
import type { MapValue } from '../manifest/value.ts';

/** Whether the entry surely has a secret of its own: of a kind that is not known nobody can tell. */
export function hasCredential({ kind }: Pick<Integration, 'kind'>): boolean {
  return kind !== undefined && CREDENTIAL_KINDS.includes(kind.text);
}

/** The keys under `credential` of an entry that has a secret of its own; undefined where there are none to read. */
export function credentialMap(integration: Pick<Integration, 'kind' | 'map'>): MapValue | undefined {
  const value = hasCredential(integration) ? integration.map?.entries.get('credential')?.value : undefined;
  return value?.type === 'map' ? value : undefined;
}

/** Whether a key of the credential is there and cannot be read, or the credential itself: nobody can tell what it says. */
export function isUnclear(integration: Integration, key: 'rotated' | 'rotateEvery' | 'expires'): boolean {
  const { map, credential } = integration;
  const text = credential?.[key];
  const isRead = text === undefined || ('day' in text ? text.day : text.span) !== undefined;
  return (
    !hasCredential(integration) ||
    isUnread(map, 'credential') ||
    isUnread(credentialMap(integration), key) ||
    !isRead
  );
}

/** When the secret is to be replaced again, and what that follows from. */
export interface DueRotation {
  readonly rotated: DateText & { readonly day: Day };
  readonly every: SpanText & { readonly span: Span };
  readonly due: Day;
}

/** The day on which the secret is said to be replaced where that has not come for anybody; undefined elsewhere. */
export function futureRotation(
  { kind, credential }: Pick<Integration, 'kind' | 'credential'>,
  today: Day,
): DateText | undefined {
  const rotated = hasCredential({ kind }) ? credential?.rotated : undefined;
  return rotated?.day !== undefined && isInFuture(rotated.day, today) ? rotated : undefined;
}

/** When the secret is to be replaced again; undefined where that cannot be told. A day that has not come is none on which it was replaced. */
export function dueRotation(
  { kind, credential }: Pick<Integration, 'kind' | 'credential'>,
  today: Day,
): DueRotation | undefined {
  if (!hasCredential({ kind }) || !credential) return undefined;
  const { rotated, rotateEvery } = credential;
  if (rotated?.day === undefined || !rotateEvery?.span || futureRotation({ kind, credential }, today))
    return undefined;
  const { day } = rotated;
  const { span } = rotateEvery;
  return { rotated: { ...rotated, day }, every: { ...rotateEvery, span }, due: addSpan(day, span) };
}
