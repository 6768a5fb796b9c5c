/** What a person states with a review: it stands in the box that asks for notes, before anything is written. */
import * as vscode from 'vscode';
import type { MarkableIntegration } from '../../server/src/review-protocol.ts';
import { namesAmong, type Entry } from './entry-names.ts';

/** At most this many names; a file can hold any number, and a box has a few lines. */
const SHOWN = 5;

/** An integration that is to be signed for. */
export type Marked = MarkableIntegration & Entry;

/** What is signed for together, by one or by several people. */
export interface Signing {
  /** All of it, and what of it was chosen in a list: which names have to tell apart. */
  readonly all: readonly Entry[];
  /** Whose all of it is, where the person has chosen an owner. */
  readonly owner?: string | undefined;
}

/** The statement on one or several integrations, of all that is signed for. */
export function reviewStatement(
  by: string,
  marked: readonly Marked[],
  { all, owner }: Signing = { all: marked },
): string {
  const call = namesAmong(all);
  const [first] = marked;
  if (first && marked.length === 1) return statementOnOne(by, first, owned(call(first), owner));
  const called = marked.slice(0, SHOWN).map((one) => call(one, one.service));
  const names = [...called, ...(marked.length > SHOWN ? ['…'] : [])].join(', ');
  const count = owned(vscode.l10n.t('{0} integrations', marked.length), owner);
  return marked.some(({ service }) => service !== null)
    ? vscode.l10n.t(
        'This states that you ({0}) compared {1} with their settings today, in Sentry or in the service that stands behind the name: {2}. Notes for all of them, if there are any; Escape writes nothing.',
        by,
        count,
        names,
      )
    : vscode.l10n.t(
        'This states that you ({0}) compared {1} with their settings in Sentry today: {2}. Notes for all of them, if there are any; Escape writes nothing.',
        by,
        count,
        names,
      );
}

function statementOnOne(by: string, { service }: Marked, name: string): string {
  return vscode.l10n.t(
    'This states that you ({0}) compared {1} with its settings in {2} today. Notes, if there are any; Escape writes nothing.',
    by,
    name,
    service ?? 'Sentry',
  );
}

/** The same with the owner whose it is, where one was chosen. */
function owned(what: string, owner: string | undefined): string {
  return owner === undefined ? what : vscode.l10n.t('{0} of {1}', what, owner);
}
