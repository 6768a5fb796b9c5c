/** What is known of a use, for a hover and for the documentation of a completion. */
import type { Operation } from '../../catalog/operations.ts';
import type { Tool } from '../../catalog/tools.ts';
import type { Day } from '../../manifest/dates.ts';
import type { Integration } from '../../manifest/model.ts';
import { isDoneByBundle } from '../../privilege/bundle.ts';
import { minimal } from '../../privilege/implication.ts';
import { integrationsRefused, useNamed } from '../../privilege/requirement.ts';
import type { Use } from '../../privilege/requirement.ts';
import { joined } from '../../rules/wording.ts';
import { codeSpan, escapeMarkdown, link, paragraphs } from '../markdown.ts';
import { heldScopes, servedBy } from '../served-by.ts';
import { source } from './scope-text.ts';

/** The integration that the use stands in. */
export interface UsedBy {
  readonly integration: Integration;
  readonly today: Day;
}

/** The text on a use; undefined where it is neither an operation nor a command of the catalogue. */
export function useMarkdown(written: string, by?: UsedBy): string | undefined {
  const use = useNamed(written);
  return use && paragraphs(useText(use, by), source());
}

/** The same on a use that is known already, without a word on where it is from. */
export function useText(use: Use, by?: UsedBy): string {
  const [only] = use.operations;
  return paragraphs(
    use.tool ? `**${codeSpan(use.name)}** · a command` : undefined,
    use.tool ? toolText(use.tool, use) : undefined,
    ...(use.tool
      ? [use.operations.map((operation) => `- ${operationText(operation)}`).join('\n')]
      : only
        ? [`**${codeSpan(use.name)}**`, operationText(only)]
        : []),
    by && servedText(use, by),
    use.doubt === undefined ? surenessText(use) : `Not sure: it is ${escapeMarkdown(use.doubt)}.`,
  );
}

function toolText({ needs, asks, dsn, organizationToken, note }: Tool, use: Use): string {
  const { operations } = use;
  const needed = {
    operations: `Calls ${operations.length === 1 ? 'one operation' : `${String(operations.length)} operations`}:`,
    'any-token': 'Any token will do, whatever its scopes.',
    'no-token': dsn === true ? 'It takes a client key (DSN), and no token.' : 'It takes no token.',
    unknown: isDoneByBundle(use)
      ? 'An organization token does it. What else would is not known, so no other scope is computed from it.'
      : 'What it needs of a token is not known, so nothing is computed from it.',
  }[needs];
  const words = [
    note === undefined ? '' : sentence(escapeMarkdown(note)),
    asks.length > 0 ? `Its makers ask for ${joined(asks.map(codeSpan))}.` : '',
    needed,
    organizationToken === false ? 'An organization token does not do it.' : '',
  ];
  return words.filter((word) => word !== '').join(' ');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Its title, which leads to its page, and what it takes. */
function operationText(operation: Operation): string {
  const { title, docs, note, person } = operation;
  return [
    `${docs === null ? escapeMarkdown(title) : link(title, docs)}:`,
    requirementText(operation),
    person === true ? `${integrationsRefused()}.` : '',
    note === undefined ? '' : escapeMarkdown(note),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function requirementText(operation: Operation): string {
  const { acceptsAnyOf, effectiveAnyOf, effectiveAllOf, effectiveNote, specialCredential } = operation;
  if (specialCredential !== undefined)
    return `takes a credential of the kind ${codeSpan(specialCredential)} only.`;
  if (acceptsAnyOf.length === 0) return 'which scopes it takes is not known.';
  const really = effectiveAllOf
    ? ` What it really asks for is ${joined(effectiveAllOf.map(codeSpan))}.`
    : effectiveAnyOf
      ? ` What it really asks for is ${anyOf(effectiveAnyOf)}.`
      : '';
  const why =
    really !== '' && effectiveNote !== undefined ? ` ${sentence(escapeMarkdown(effectiveNote))}` : '';
  return `accepts ${anyOf(acceptsAnyOf)}.${really}${why}`;
}

/** The weakest by name, for who holds a stronger one holds it too; and then the others. */
function anyOf(scopes: readonly string[]): string {
  const least = minimal(scopes);
  const others = scopes.filter((scope) => !least.includes(scope));
  const names = [...least, ...others].map(codeSpan);
  return names.length === 1 ? (names[0] ?? '') : `any one of ${joined(names, 'or')}`;
}

function servedText(use: Use, { integration, today }: UsedBy): string | undefined {
  const serving = servedBy(use, heldScopes(integration, today));
  if (!serving) return undefined;
  const { alone, together } = serving;
  if (alone.length > 0) return `Served here by ${joined(alone.map(codeSpan), 'or')}.`;
  return together.length > 0
    ? `Served here by ${joined(together.map(codeSpan))} together.`
    : '**No scope that is granted here serves it.**';
}

function surenessText({ confidence, clauses, tool, operations }: Use): string | undefined {
  if (!clauses || clauses.length === 0 || confidence !== 'high') return undefined;
  const what = tool ? 'Sure of what each of these operations accepts' : 'Sure';
  const isChecked = operations.some(({ effectiveAnyOf, effectiveAllOf }) => effectiveAnyOf ?? effectiveAllOf);
  return `${what}: Sentry’s own description of its API says so${isChecked ? ', and its code what is really asked for' : ''}.`;
}
