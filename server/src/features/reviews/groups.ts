/** The integrations of all manifests in groups, as a list of reviews shows them. Every order is the same for the same manifests. */
import { compareTexts } from '../../manifest/compare-texts.ts';
import type {
  ReviewGroup,
  ReviewGrouping,
  ReviewRow,
  Reviews,
  ReviewState,
  UnreadManifest,
} from '../../review-protocol.ts';
import type { FileReviews, FileRow } from './rows.ts';
import { SENSITIVITIES } from './sensitivity.ts';

/** What asks for something comes first. */
const STATES: readonly ReviewState[] = ['overdue', 'stale', 'never', 'dueSoon', 'unknown', 'fine'];

/** The groups, and what of the manifests is in none. */
export function reviewGroups(files: readonly FileReviews[], grouping: ReviewGrouping): Reviews {
  const groups = new Map<string, { count: number; overdue: number }>();
  let [integrations, overdue] = [0, 0];
  for (const { rows } of files) {
    for (const row of rows) {
      const key = keyOf(row, grouping);
      const group = groups.get(key) ?? { count: 0, overdue: 0 };
      const late = row.state === 'overdue' ? 1 : 0;
      group.count++;
      group.overdue += late;
      groups.set(key, group);
      integrations++;
      overdue += late;
    }
  }
  return {
    manifests: files.length,
    integrations,
    overdue,
    groups: [...groups]
      .map(([key, counts]): ReviewGroup => ({ key, label: labelOf(key, grouping), ...counts }))
      .sort((a, b) => compareGroups(a.key, b.key, grouping)),
    unread: files
      .flatMap(({ uri, unread }): UnreadManifest[] => (unread === null ? [] : [{ uri, reason: unread }]))
      .sort((a, b) => compareTexts(a.uri, b.uri)),
  };
}

/** The integrations of one group. By state what is due first comes first, else what is in the gravest state. */
export function rowsOfGroup(
  files: readonly FileReviews[],
  grouping: ReviewGrouping,
  key: string,
): ReviewRow[] {
  const names = new Map<string, number>();
  const found: { uri: string; id: string; place: number; row: FileRow }[] = [];
  for (const { uri, rows, ids } of files) {
    for (const [place, row] of rows.entries()) {
      names.set(row.name, (names.get(row.name) ?? 0) + 1);
      if (keyOf(row, grouping) === key) found.push({ uri, id: ids[place] ?? '', place, row });
    }
  }
  return found
    .sort(
      (a, b) =>
        rank(a.row) - rank(b.row) ||
        (a.row.due ?? Infinity) - (b.row.due ?? Infinity) ||
        compareTexts(a.row.name, b.row.name) ||
        compareTexts(a.uri, b.uri) ||
        a.place - b.place,
    )
    .map(({ uri, id, row: { name, state, summary, owner } }) => ({
      uri,
      id,
      name,
      state,
      summary,
      owner,
      isNameShared: (names.get(name) ?? 0) > 1,
    }));
}

function keyOf({ state, owner, sensitivity }: FileRow, grouping: ReviewGrouping): string {
  if (grouping === 'state') return state;
  return grouping === 'owner' ? (owner ?? '') : String(sensitivity);
}

function labelOf(key: string, grouping: ReviewGrouping): string | null {
  if (grouping === 'sensitivity') return SENSITIVITIES[Number(key)] ?? key;
  return grouping === 'owner' && key !== '' ? key : null;
}

function compareGroups(a: string, b: string, grouping: ReviewGrouping): number {
  if (grouping === 'state') return STATES.indexOf(a as ReviewState) - STATES.indexOf(b as ReviewState);
  if (grouping === 'sensitivity') return Number(b) - Number(a);
  // What nobody owns is the first to see to.
  return (
    Number(a !== '') - Number(b !== '') ||
    compareTexts(a.toLowerCase(), b.toLowerCase()) ||
    compareTexts(a, b)
  );
}

function rank({ state }: FileRow): number {
  return STATES.indexOf(state);
}
