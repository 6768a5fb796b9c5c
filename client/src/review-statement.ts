/** What a person states with a review: it stands in the box that asks for notes, before anything is written. */
import * as vscode from 'vscode';
import type { MarkableIntegration } from '../../server/src/review-protocol.ts';

/** At most this many names; a file can hold any number, and a box has a few lines. */
const SHOWN = 5;

/** The statement on one or several integrations. */
export function reviewStatement(by: string, marked: readonly MarkableIntegration[]): string {
  const [first] = marked;
  if (first && marked.length === 1) return statementOnOne(by, first);
  const names = namesOf(marked);
  return marked.some(({ service }) => service !== null)
    ? vscode.l10n.t(
        'This states that you ({0}) compared {1} integrations with their settings today, in Sentry or in the service that stands behind the name: {2}. Notes for all of them, if there are any; Escape writes nothing.',
        by,
        marked.length,
        names,
      )
    : vscode.l10n.t(
        'This states that you ({0}) compared {1} integrations with their settings in Sentry today: {2}. Notes for all of them, if there are any; Escape writes nothing.',
        by,
        marked.length,
        names,
      );
}

function statementOnOne(by: string, { name, service }: MarkableIntegration): string {
  return vscode.l10n.t(
    'This states that you ({0}) compared {1} with its settings in {2} today. Notes, if there are any; Escape writes nothing.',
    by,
    name,
    service ?? 'Sentry',
  );
}

function namesOf(marked: readonly MarkableIntegration[]): string {
  const names = marked
    .slice(0, SHOWN)
    .map(({ name, service }) => (service === null ? name : `${name} (${service})`));
  return [...names, ...(marked.length > SHOWN ? ['…'] : [])].join(', ');
}
