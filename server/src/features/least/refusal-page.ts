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
import { clausesOf, meets, useOfOperation } from '../../privilege/requirement.ts';
import type { Clause, Use } from '../../privilege/requirement.ts';
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
  const named = scopes.filter((scope) => scopeNamed(scope));
  const matched = requests.map(matchedBy);
  const operations = [...new Set(matched.flatMap((request) => request.operations))];
  // Which of several requests Sentry's answer belongs to nobody can tell.
  const isOne = operations.length === 1 && matched.every((request) => request.operations.length > 0);
  const answer = isOne && named.length > 0 ? named : undefined;
  const body = [
    ...matched.map((request) => requestPart(request, by, today, answer)),
    named.length > 0 ? headerPart(named, operations, isOne, by, today) : '',
    requests.length === 0 && named.length === 0 ? nothingPart() : '',
    requests.length > 0 || named.length > 0 ? membershipPart() : '',
  ];
  return {
    page: {
      name: 'Scopes for a 403',
      markdown: `${paragraphs('# The scopes for a refused request', ...body)}\n`,
    },
    operations: matched.flatMap((request) => (request.operations.length === 1 ? request.operations : [])),
  };
}

type Request = RefusalParams['refusal']['requests'][number];

/** A request, with what it may be: several operations where its method is not said. */
interface Matched extends Request {
  readonly operations: readonly Operation[];
}

function matchedBy(request: Request): Matched {
  const { method, path } = request;
  const operation = method === undefined ? undefined : operationNamed(`${method} ${path}`);
  const parsed = method === undefined ? parseOperation(`GET ${path}`) : undefined;
  const operations = operation ? [operation] : parsed ? operationsAtPath(parsed) : [];
  return { ...request, operations };
}

function requestPart(
  { method, path, operations }: Matched,
  by: Integration | undefined,
  today: Day,
  answer: readonly string[] | undefined,
): string {
  if (operations.length === 0) return unknownPart(method, path);
  return paragraphs(
    operations.length > 1 ? 'By which method it was asked is not said, so here is each.' : undefined,
    ...operations.map((operation) => operationPart(operation, by, today, answer)),
  );
}

/**
 * `answer` is what Sentry named for this very request, which has to be met as well: in the place of what the catalogue is not sure that
 * Sentry declares, for that is the same check.
 */
function operationPart(
  operation: Operation,
  by: Integration | undefined,
  today: Day,
  answer: readonly string[] | undefined,
): string {
  const own = useOfOperation(operation);
  const known = own.clauses?.filter(({ declared }) => !declared || operation.confidence === 'high');
  const use = answer && known ? { ...own, clauses: [...known, clauseOf(answer)] } : own;
  return paragraphs(
    `## ${codeSpan(nameOf(operation))}`,
    leastText(use, by, use === own ? SOURCE : `${SOURCE} and Sentry’s answer`),
    useText(own).split('\n\n').slice(1).join('\n\n'),
    heldText(use, by, today),
  );
}

const SOURCE = `by the catalogue of ${CATALOG_DATE}`;

/** The sets of one scope or more that do, the mildest first. */
function leastText(use: Use, by: Integration | undefined, source: string): string {
  const kind = kindOf(by);
  if (use.credential !== undefined)
    return `**It takes a credential of the kind ${codeSpan(use.credential)}**, whatever the scopes of another, ${source}.`;
  if (!use.clauses) return `**Which scopes it takes is not known**, ${source}.`;
  const { best, organizationTokenServes } = leastScopes([use], kind);
  if (!best && isServedByBundle(use) && canHoldBundle(kind) !== false)
    return `**Of what is known, ${codeSpan(BUNDLE)} alone does it**, ${source}. Best let an organization token do it, which holds nothing else.`;
  if (!best) return `**No credential of the kind ${codeSpan(kind ?? '')} can do it**, ${source}.`;
  if (best.length === 0) return `**It takes no scope**, ${source}.`;
  const token = organizationTokenServes ? ' An organization token (`org:ci`) would do as well.' : '';
  return `**The least that does it: ${joined(best.map(codeSpan))}**, ${source}.${token}`;
}

const COMPARE =
  'Compare the file with Sentry: the token may be older than the scope, or another one than you think.';

/** Whether what the integration holds would have sufficed: then the scope is not what was missing. */
function heldText(use: Use, by: Integration | undefined, today: Day): string | undefined {
  const held = by && heldScopes(by, today);
  if (!by || !held || !use.clauses) return undefined;
  const name = codeSpan(by.name.text);
  return meets(closure(held), use.clauses)
    ? `${name} holds what it takes, by this file. ${COMPARE}`
    : `${name} does not hold that, by this file.`;
}

/** What Sentry itself has named: what its first check accepts. What it checks inside an operation the catalogue knows, if anybody. */
function headerPart(
  scopes: readonly string[],
  operations: readonly Operation[],
  isOne: boolean,
  by: Integration | undefined,
  today: Day,
): string {
  const isUnknown = operations.every(
    (operation) => !clausesOf(operation) && operation.specialCredential === undefined,
  );
  const both = isOne && operations.some(clausesOf) ? ': what is said above goes by both' : '';
  return paragraphs(
    '## What Sentry’s answer names',
    `Its first check accepts any one of these: ${joined(scopes.map(codeSpan), 'or')}. It may check more behind that${both}.`,
    // Elsewhere the requests say what it takes, and the least of these may not do it.
    ...(isUnknown ? [passingText(scopes, by), passedText(scopes, by, today)] : []),
  );
}

function passingText(scopes: readonly string[], by: Integration | undefined): string {
  const kind = kindOf(by);
  const use: Use = {
    written: '',
    name: '',
    sort: 'operation',
    operations: [],
    clauses: [clauseOf(scopes)],
    confidence: 'high',
    refusesIntegrations: false,
  };
  const { best } = leastScopes([use], kind);
  const token = scopes.includes(BUNDLE)
    ? ` An organization token (${codeSpan(BUNDLE)}) passes it as well.`
    : '';
  if (best) return `**The least that passes it: ${joined(best.map(codeSpan))}**, ${SOURCE}.${token}`;
  return isServedByBundle(use) && canHoldBundle(kind) !== false
    ? `**Only ${codeSpan(BUNDLE)} passes it**, ${SOURCE}. Best let an organization token do it, which holds nothing else.`
    : `**No credential of the kind ${codeSpan(kind ?? '')} passes it**, ${SOURCE}.`;
}

function passedText(scopes: readonly string[], by: Integration | undefined, today: Day): string | undefined {
  const held = by && heldScopes(by, today);
  if (!by || !held) return undefined;
  const name = codeSpan(by.name.text);
  return meets(closure(held), [clauseOf(scopes)])
    ? `${name} holds what passes it, by this file. ${COMPARE}`
    : `${name} does not hold that, by this file.`;
}

function clauseOf(scopes: readonly string[]): Clause {
  return { anyOf: scopes, declared: true };
}

function unknownPart(method: string | undefined, path: string): string {
  const request = withoutValues(`${method ?? 'GET'} ${path}`);
  return paragraphs(
    `## ${codeSpan(method === undefined ? request.replace(/^GET /, '') : request)}`,
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
