/** An integration at a glance: what it holds and when somebody last looked. */
import { sinceInWords } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';
import type { Integration, Manifest } from '../../manifest/model.ts';
import { maximal } from '../../privilege/implication.ts';
import { reach } from '../../privilege/reach.ts';
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import { heldGrants } from '../../rules/granted.ts';
import { dueReview, isYetToReview, newestReview } from '../../rules/reviews.ts';
import { codeSpan, escapeMarkdown, paragraphs } from '../markdown.ts';
import { dueText } from './due-text.ts';
import { operationsText, source } from './scope-text.ts';

/** At most this many names; a file can list any number. */
const SHOWN = 8;

/** The text on an integration's name. */
export function integrationMarkdown(integration: Integration, manifest: Manifest, today: Day): string {
  const { name, kind, service } = integration;
  const held = maximal(heldGrants(integration, today).map(({ scope }) => scope));
  const words = [kind, service].flatMap((text) => (text ? [` · ${manifestSpan(text.text)}`] : []));
  const names = held.slice(0, SHOWN).map(codeSpan).join(', ') + (held.length > SHOWN ? ' …' : '');
  return paragraphs(
    `**${manifestSpan(name.text)}**${words.join('')}`,
    held.length > 0 ? `Holds ${names}. ${reachText(held, kind?.text)}` : undefined,
    permissionsText(integration),
    reviewText(integration, manifest, today),
    held.length > 0 ? source() : undefined,
  );
}

function reachText(scopes: readonly string[], kind: string | undefined): string {
  const all = reach(scopes, kind);
  const isOne = scopes.length === 1;
  if (all.operations.length === 0) return `No operation of the catalogue asks for ${isOne ? 'it' : 'them'}.`;
  return `${isOne ? 'That opens' : 'Together they open'} ${operationsText(all)}.`;
}

function permissionsText({ permissions }: Integration): string | undefined {
  const named = permissions.flatMap(({ permission, access }) =>
    permission ? [permissionText(permission.text, access?.text)] : [],
  );
  if (named.length === 0) return undefined;
  return `May do there: ${named.slice(0, SHOWN).join(', ')}${named.length > SHOWN ? ' …' : ''}.`;
}

function permissionText(permission: string, access: string | undefined): string {
  return (
    manifestSpan(permission) + (access === undefined ? '' : ` (${escapeMarkdown(hideCredentials(access))})`)
  );
}

function reviewText(integration: Integration, manifest: Manifest, today: Day): string | undefined {
  if (isYetToReview(integration, today)) return 'No review is recorded yet.';
  const newest = newestReview(integration, today);
  if (!newest) return undefined;
  const last = `Last reviewed **${sinceInWords(newest.day, today)}**.`;
  const due = dueReview(integration, { file: manifest.file, today })?.due;
  return due === undefined ? last : `${last} ${dueText('The next review', due, today)}`;
}

/** A text of the manifest in the type of code. */
function manifestSpan(text: string): string {
  return codeSpan(hideCredentials(text));
}
