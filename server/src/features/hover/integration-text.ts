/** An integration at a glance: what it holds and when somebody last looked. */
import { relativeDays } from '../../manifest/dates.ts';
import type { Day } from '../../manifest/dates.ts';
import type { Integration, Manifest } from '../../manifest/model.ts';
import { scopeNamed } from '../../catalog/scopes.ts';
import { maximal } from '../../privilege/implication.ts';
import { reach } from '../../privilege/reach.ts';
import { hideCredentials } from '../../catalog/hide-credentials.ts';
import { newestReview } from '../../rules/reviews.ts';
import { codeSpan, escapeMarkdown, paragraphs } from '../markdown.ts';
import { dueText, nextReview } from './due-text.ts';
import { source } from './scope-text.ts';

/** At most this many names; a file can list any number. */
const SHOWN = 8;

/** The text on an integration's name. */
export function integrationMarkdown(integration: Integration, manifest: Manifest, today: Day): string {
  const { name, kind, scopes, service, permissions } = integration;
  const known = scopes.flatMap(({ scope }) => (scope && scopeNamed(scope.text) ? [scope.text] : []));
  const held = maximal(known);
  const words = [kind, service].flatMap((text) => (text ? [` · ${manifestSpan(text.text)}`] : []));
  const names = held.slice(0, SHOWN).map(codeSpan).join(', ') + (held.length > SHOWN ? ' …' : '');
  return paragraphs(
    `**${manifestSpan(name.text)}**${words.join('')}`,
    held.length > 0 ? `Holds ${names}. ${reachText(held, kind?.text)}` : undefined,
    permissions.length > 0
      ? `May do there: ${permissions
          .slice(0, SHOWN)
          .flatMap(({ permission, access }) =>
            permission ? [permissionText(permission.text, access?.text)] : [],
          )
          .join(', ')}${permissions.length > SHOWN ? ' …' : ''}.`
      : undefined,
    reviewText(integration, manifest, today),
    held.length > 0 ? source() : undefined,
  );
}

function reachText(scopes: readonly string[], kind: string | undefined): string {
  const all = reach(scopes, kind);
  return `Together they open ${all.operations.length} operations: **${all.change} change** and **${all.delete} delete** something.`;
}

function permissionText(permission: string, access: string | undefined): string {
  return (
    manifestSpan(permission) + (access === undefined ? '' : ` (${escapeMarkdown(hideCredentials(access))})`)
  );
}

function reviewText(integration: Integration, manifest: Manifest, today: Day): string | undefined {
  if (integration.reviews.length === 0) return 'No review is recorded yet.';
  const newest = newestReview(integration);
  if (!newest) return undefined;
  const last = `Last reviewed **${relativeDays(newest.day, today)}**.`;
  const due = nextReview(integration, manifest);
  return due === undefined ? last : `${last} ${dueText('The next review', due, today)}`;
}

/** A text of the manifest in the type of code. */
function manifestSpan(text: string): string {
  return codeSpan(hideCredentials(text));
}
