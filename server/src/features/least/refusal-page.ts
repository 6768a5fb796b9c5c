/** *Find the Scopes for a 403*: which operation was refused, and the least scopes that it takes. */
import { CATALOG_DATE } from '../../catalog/about.ts';
import { operationNamed, operationsAtPath, parseOperation } from '../../catalog/operation-match.ts';
import type { Operation } from '../../catalog/operations.ts';
import { scopeNamed } from '../../catalog/scopes.ts';
import type { Day } from '../../manifest/dates.ts';
import { isKind } from '../../manifest/format.ts';
import type { Integration } from '../../manifest/model.ts';
import { closure } from '../../privilege/implication.ts';
import { canHoldBundle, isServedByBundle } from '../../privilege/bundle.ts';
import { BUNDLE, leastScopes } from '../../privilege/least-scopes.ts';
import { meets, useOfOperation } from '../../privilege/requirement.ts';
import type { Use } from '../../privilege/requirement.ts';
import type { Page, RefusalParams } from '../../protocol.ts';
import { joined } from '../../rules/wording.ts';
import { useText } from '../hover/use-text.ts';
import { codeSpan, paragraphs } from '../markdown.ts';
import { heldScopes } from '../served-by.ts';
import { nameOf, withoutValues } from './matched-requests.ts';

export interface RefusalFound {
  readonly page: Page;
  /** The operations of the requests whose method is known. */
  readonly operations: readonly Operation[];
}

/** The page on a refusal; `by` is the integration whose credential was refused, where that is known. */
export function refusalPage(
  { requests, scopes }: RefusalParams['refusal'],
  by: Integration | undefined,
  today: Day,
): RefusalFound {
  const known = scopes.filter((scope) => scopeNamed(scope));
  const parts = requests.map((request) => requestPart(request, by, today));
  const body = [
    ...parts.map(({ text }) => text),
    known.length > 0 ? headerPart(known, by, today) : '',
    requests.length === 0 && known.length === 0 ? nothingPart() : '',
    requests.length > 0 || known.length > 0 ? membershipPart() : '',
  ];
  return {
    page: {
      name: 'Scopes for a 403',
      markdown: `${paragraphs('# The scopes for a refused request', ...body)}\n`,
    },
    operations: parts.flatMap(({ operations }) => operations),
  };
}

function requestPart(
  { method, path }: RefusalParams['refusal']['requests'][number],
  by: Integration | undefined,
  today: Day,
): { text: string; operations: Operation[] } {
  if (method !== undefined) {
    const operation = operationNamed(`${method} ${path}`);
    return operation
      ? { text: operationPart(operation, by, today), operations: [operation] }
      : { text: unknownPart(`${method} ${path}`), operations: [] };
  }
  const parsed = parseOperation(`GET ${path}`);
  const operations = parsed ? operationsAtPath(parsed) : [];
  const text =
    operations.length === 0
      ? unknownPart(`GET ${path}`).replace('`GET ', '`')
      : paragraphs(
          operations.length > 1 ? 'By which method it was asked is not said, so here is each.' : undefined,
          ...operations.map((operation) => operationPart(operation, by, today)),
        );
  return { text, operations: operations.length === 1 ? [...operations] : [] };
}

function operationPart(operation: Operation, by: Integration | undefined, today: Day): string {
  const use = useOfOperation(operation);
  return paragraphs(
    `## ${codeSpan(nameOf(operation))}`,
    leastText(use, by),
    useText(use).split('\n\n').slice(1).join('\n\n'),
    heldText(use, by, today),
  );
}

/** The sets of one scope or more that do, the mildest first. */
function leastText(use: Use, by: Integration | undefined): string {
  const kind = kindOf(by);
  if (use.credential !== undefined)
    return `**It takes a credential of the kind ${codeSpan(use.credential)}**, whatever the scopes of another, by the catalogue of ${CATALOG_DATE}.`;
  if (!use.clauses) return `**Which scopes it takes is not known**, by the catalogue of ${CATALOG_DATE}.`;
  const { best, organizationTokenServes } = leastScopes([use], kind);
  if (!best && isServedByBundle(use) && canHoldBundle(kind) !== false)
    return `**Of what is known, ${codeSpan(BUNDLE)} alone does it**, by the catalogue of ${CATALOG_DATE}. Best let an organization token do it, which holds nothing else.`;
  if (!best)
    return `**No credential of the kind ${codeSpan(kind ?? '')} can do it**, by the catalogue of ${CATALOG_DATE}.`;
  if (best.length === 0) return `**It takes no scope**, by the catalogue of ${CATALOG_DATE}.`;
  const token = organizationTokenServes ? ' An organization token (`org:ci`) would do as well.' : '';
  return `**The least that does it: ${joined(best.map(codeSpan))}**, by the catalogue of ${CATALOG_DATE}.${token}`;
}

/** Whether what the integration holds would have sufficed: then the scope is not what was missing. */
function heldText(use: Use, by: Integration | undefined, today: Day): string | undefined {
  const held = by && heldScopes(by, today);
  if (!by || !held || !use.clauses) return undefined;
  const name = codeSpan(by.name.text);
  return meets(closure(held), use.clauses)
    ? `${name} holds what it takes, by this file. Compare the file with Sentry: the token may be older than the scope, or another one than you think.`
    : `${name} does not hold that, by this file.`;
}

/** What Sentry itself has named. */
function headerPart(scopes: readonly string[], by: Integration | undefined, today: Day): string {
  const written = joined(scopes.map(codeSpan), 'or');
  const use: Use = {
    written,
    name: written,
    sort: 'operation',
    operations: [],
    clauses: [{ anyOf: scopes, declared: true }],
    confidence: 'high',
    refusesIntegrations: false,
  };
  return paragraphs(
    '## What Sentry’s answer names',
    `Any one of these would have done: ${written}.`,
    leastText(use, by),
    heldText(use, by, today),
  );
}

function unknownPart(request: string): string {
  return paragraphs(
    `## ${codeSpan(withoutValues(request))}`,
    `The catalogue of ${CATALOG_DATE} knows no such operation, so it cannot tell what it takes. Sentry’s answer may: look for \`scope=\` in its header \`WWW-Authenticate\`.`,
  );
}

function nothingPart(): string {
  return paragraphs(
    '**No request to Sentry’s API is in that text.** Paste one of these:',
    [
      '- a request line: `POST /api/0/organizations/acme/releases/`',
      '- the address: `https://sentry.io/api/0/organizations/acme/releases/`',
      '- the `curl` command, or what `curl -v` prints',
      '- the header of Sentry’s answer: `WWW-Authenticate: Bearer error="insufficient_scope", scope="…"`',
    ].join('\n'),
  );
}

function membershipPart(): string {
  return 'A scope is necessary and not sufficient. Where the scope is there and Sentry still refuses, look at the role of the person behind the token, and at the teams that the project belongs to.';
}

function kindOf(by: Integration | undefined): string | undefined {
  const kind = by?.kind?.text;
  return kind !== undefined && isKind(kind) && kind !== 'service' ? kind : undefined;
}
