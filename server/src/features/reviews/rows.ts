/** The integrations of one manifest as a list of reviews shows them. */
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import type { Finding } from '../../lint/finding.ts';
import type { Analysis, JudgedIntegration } from '../../lint/analyse.ts';
import { whyUnreadable } from '../../lint/hidden-grants.ts';
import type { Day } from '../../manifest/dates.ts';
import type { IntegrationEntry } from '../../manifest/model.ts';
import type { ReviewState } from '../../review-protocol.ts';
import { shown } from '../../rules/wording.ts';
import { isForeignVersion } from '../../rules/unsupported-version.ts';
import { textDigest } from '../result-id.ts';
import { sensitivityOf } from './sensitivity.ts';
import { standingOf, withoutSource } from './state.ts';

/** One integration. Holds nothing of the text that it was read from, so that it can be kept. */
export interface FileRow {
  readonly name: string;
  readonly state: ReviewState;
  readonly summary: string | null;
  readonly owner: string | null;
  /** 1 (harmless) to 5 (total control of something); 0 where the catalogue cannot tell. */
  readonly sensitivity: number;
  readonly due: Day | null;
}

/** How the reviews of one manifest stand. */
export interface FileReviews {
  readonly uri: string;
  /** In the order of the file. */
  readonly rows: readonly FileRow[];
  /** The id of each row. */
  readonly ids: readonly string[];
  /** Why not all of it could be read; null where all could. */
  readonly unread: string | null;
}

/** How the reviews of a manifest stand. What did not change since an earlier call is the same object. */
export function fileReviews(uri: string, analysis: Analysis): FileReviews {
  const { parts } = analysis;
  return {
    uri,
    rows: parts.map((part) => rowOf(part, analysis)),
    ids: rowIds(parts),
    unread: whyUnread(analysis),
  };
}

/** A manifest that could not be read at all. */
export function unreadFile(uri: string, reason: string): FileReviews {
  return { uri, rows: [], ids: [], unread: shown(reason) };
}

/** Whether both look the same to whoever is shown them. */
export function isSameReviews(a: FileReviews, b: FileReviews): boolean {
  return (
    a.unread === b.unread &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, i) => a.ids[i] === b.ids[i] && isSameRow(row, b.rows[i]))
  );
}

function isSameRow(a: FileRow, b: FileRow | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * A name for each integration that lasts as long as it keeps its own name, wherever it moves: the name, or its digest where that
 * must not be told, and a number where names stand twice.
 */
export function rowIds(parts: readonly Pick<JudgedIntegration, 'entry'>[]): string[] {
  const seen = new Map<string, number>();
  return parts.map(({ entry }) => {
    let id = ids.get(entry);
    if (id === undefined) ids.set(entry, (id = idOf(entry.name.text)));
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${count}${id}`;
  });
}

const ids = new WeakMap<IntegrationEntry, string>();

function idOf(name: string): string {
  return hideCredentials(name) === name ? `=${name}` : `#${textDigest(name)}`;
}

/** The list of findings is the same as long as the text of the integration, its schedule and the day are. */
const rows = new WeakMap<readonly Finding[], FileRow>();

function rowOf(part: JudgedIntegration, analysis: Analysis): FileRow {
  let row = rows.get(part.own);
  if (!row) {
    const { state, dueFirst, owner, due } = standingOf(part, analysis);
    row = withoutSource({
      name: shown(part.entry.name.text),
      state,
      summary: dueFirst ?? null,
      owner: owner ?? null,
      sensitivity: sensitivityOf(part.integration),
      due: due ?? null,
    });
    rows.set(part.own, row);
  }
  return row;
}

function whyUnread({ manifest }: Analysis): string | null {
  const { file, integrations } = manifest;
  if (isForeignVersion(file)) return 'of a version of the format that is not known here';
  const isBroken = [file, ...integrations.map(({ entry }) => entry)].some(
    ({ errors, distrusted }) => errors.length > 0 || distrusted.length > 0,
  );
  // Of what nobody reads there are no rows.
  return isBroken ? 'a syntax error hides some of it' : (whyUnreadable(manifest) ?? null);
}
