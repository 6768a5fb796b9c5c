/** An integration at a glance: what it holds and when somebody last looked. */
import { relativeDays } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';
import type { Integration } from '../../manifest/model.ts';
import { scopeNamed } from '../../catalog/scopes.ts';
import { maximal } from '../../privilege/implication.ts';
import { reach } from '../../privilege/reach.ts';
import { codeSpan, paragraphs } from '../markdown.ts';
import { source } from './scope-text.ts';

/** At most this many names; a file can list any number. */
const SHOWN = 8;

/** The text on an integration's name. */
export function integrationMarkdown({ name, kind, scopes, reviews }: Integration, today: Day): string {
  const known = scopes.flatMap(({ scope }) => (scope && scopeNamed(scope.text) ? [scope.text] : []));
  const held = maximal(known);
  const kindText = kind ? ` · ${codeSpan(kind.text)}` : '';
  const names = held.slice(0, SHOWN).map(codeSpan).join(', ') + (held.length > SHOWN ? ' …' : '');
  const days = reviews.flatMap(({ date }) => (date?.day === undefined ? [] : [date.day]));
  const newest = days.length === 0 ? undefined : days.reduce((a, b) => Math.max(a, b));
  return paragraphs(
    `**${codeSpan(name.text)}**${kindText}`,
    held.length > 0 ? `Holds ${names}. ${reachText(held, kind?.text)}` : undefined,
    newest === undefined ? 'No review is recorded yet.' : `Last reviewed **${relativeDays(newest, today)}**.`,
    held.length > 0 ? source() : undefined,
  );
}

function reachText(scopes: readonly string[], kind: string | undefined): string {
  const all = reach(scopes, kind);
  return `Together they open ${all.operations.length} operations: **${all.change} change** and **${all.delete} delete** something.`;
}
