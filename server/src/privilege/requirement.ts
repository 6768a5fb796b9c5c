/** What a use needs of a token. */
import { operationNamed } from '../catalog/operation-match.ts';
import type { Confidence, Operation } from '../catalog/operations.ts';
import { remembered } from '../catalog/remembered.ts';
import { toolNamed } from '../catalog/tools.ts';
import type { Tool } from '../catalog/tools.ts';
import { webhookNamed } from '../catalog/webhooks.ts';

/**
 * Every clause has to be met, by any one of its scopes: implied ones count. `declared` says whether Sentry declares the
 * clause at the operation, or only checks it inside.
 */
export interface Clause {
  readonly anyOf: readonly string[];
  readonly declared: boolean;
}

/** Some cases of a use, which the note names, and what they take: any one of the scopes. */
export interface Case {
  readonly anyOf: readonly string[];
  readonly note: string;
}

/** Something that an integration does, as the catalogue knows it. */
export interface Use {
  /** As it is written. */
  readonly written: string;
  /** The catalogue's own name: `METHOD /api/0/…`, a command, a webhook's resource. */
  readonly name: string;
  readonly sort: 'operation' | 'command' | 'webhook';
  /** The operations behind it; none for a webhook. */
  readonly operations: readonly Operation[];
  readonly tool?: Tool;
  /** What a token must hold; undefined where the catalogue does not know. */
  readonly clauses: readonly Clause[] | undefined;
  /** As sure as the least sure operation of it, and not wholly where Sentry may check more than it declares. */
  readonly confidence: Confidence;
  /** What the catalogue is unsure of, where it is: to be read behind "because". */
  readonly doubt?: string;
  /** What some cases of it take beyond its clauses; not there for most. */
  readonly cases?: readonly Case[];
  /** Whether one of its operations takes a token of a person, whatever the scopes of another one. */
  readonly refusesIntegrations: boolean;
  /** The only kind of credential that can do it, whatever the scopes of another one; not there for most. */
  readonly credential?: string;
}

/** The use that is written, or undefined where it is neither an operation nor a command of the catalogue. */
export const useNamed = remembered((written): Use | undefined => {
  const operation = operationNamed(written);
  if (operation) return useOfOperation(operation, written);
  const tool = toolNamed(written);
  return tool && useOfTool(tool, written);
});

/** The operation as a use. */
export function useOfOperation(operation: Operation, written?: string): Use {
  const name = `${operation.method} ${operation.path}`;
  return {
    written: written ?? name,
    name,
    sort: 'operation',
    operations: [operation],
    clauses: clausesOf(operation),
    confidence: confidenceOf([operation]),
    ...doubtOf([operation]),
    ...casesOf([operation]),
    ...credentialOf([operation]),
    refusesIntegrations: operation.person === true,
  };
}

/** The tool's command as a use. */
export function useOfTool(tool: Tool, written = tool.name): Use {
  const operations = tool.operations.flatMap((key) => operationNamed(key) ?? []);
  return {
    written,
    name: tool.name,
    sort: 'command',
    operations,
    tool,
    clauses: tool.needs === 'unknown' ? undefined : all(operations.map(clausesOf)),
    confidence: confidenceOf(operations),
    ...doubtOf(operations),
    ...casesOf(operations),
    ...credentialOf(operations),
    refusesIntegrations: operations.some(({ person }) => person === true),
  };
}

/** The webhook as a use: what Sentry asks of whoever subscribes. Undefined for a name that the catalogue does not know. */
export function useOfWebhook(written: string): Use | undefined {
  const webhook = webhookNamed(written);
  if (!webhook) return undefined;
  return {
    written,
    name: webhook.resource,
    sort: 'webhook',
    operations: [],
    clauses: webhook.requiredScope === null ? [] : [{ anyOf: [webhook.requiredScope], declared: true }],
    confidence: webhook.confidence,
    refusesIntegrations: false,
  };
}

/** The clauses of an operation, or undefined where its requirement is not known. */
export function clausesOf(operation: Operation): readonly Clause[] | undefined {
  const { acceptsAnyOf, effectiveAnyOf, effectiveAllOf, specialCredential } = operation;
  if (specialCredential !== undefined || acceptsAnyOf.length === 0) return undefined;
  const declared: Clause = { anyOf: acceptsAnyOf, declared: true };
  if (effectiveAllOf)
    return [declared, ...effectiveAllOf.map((scope) => ({ anyOf: [scope], declared: false }))];
  if (effectiveAnyOf) return [declared, { anyOf: effectiveAnyOf, declared: false }];
  return [declared];
}

/** What is known of a use that refuses integrations; not sure enough to take a covered use for one that fails. */
export function integrationsRefused(what = 'it'): string {
  return `By the documentation of Terraform's provider Sentry refuses ${what} to tokens of internal integrations, whatever they hold`;
}

/** The same for who works with a credential of this kind, with what is left to do; undefined where it does not concern them. */
export function refusalTo(
  kind: string | undefined,
  { refusesIntegrations }: Use,
  what?: string,
): string | undefined {
  return refusesIntegrations && (kind ?? 'internal-integration') === 'internal-integration'
    ? `${integrationsRefused(what)}: a token of a person may have to do it.`
    : undefined;
}

/** Whether a client key (DSN), which is no secret and reads nothing, does the whole of it in the place of a token. */
export function takesClientKey({ operations }: Use): boolean {
  return operations.length > 0 && operations.every(({ dsn }) => dsn === true);
}

/** That a client key does it as well; undefined where a token is needed. */
export function clientKeyFor(use: Use, what = 'it'): string | undefined {
  return takesClientKey(use)
    ? `A client key (DSN) is accepted for ${what} instead of a token, and is milder than any scope`
    : undefined;
}

/** Whether it, or a part of what it does, takes a token of a person, whatever the scopes of another one. */
export function takesPerson({ tool, refusesIntegrations }: Use): boolean {
  return refusesIntegrations || tool?.person === true;
}

/** The only kind of credential that can do the use, where it is another one than `kind`; undefined where scopes decide. */
export function otherCredential({ credential }: Use, kind: string | undefined): string | undefined {
  return credential === kind ? undefined : credential;
}

/** Whether a holder of these scopes meets every clause; `held` must be a closure already (see `closure`). */
export function meets(held: ReadonlySet<string>, clauses: readonly Clause[]): boolean {
  return clauses.every(({ anyOf }) => anyOf.some((scope) => held.has(scope)));
}

function all(clauses: readonly (readonly Clause[] | undefined)[]): readonly Clause[] | undefined {
  const known = clauses.filter((own) => own !== undefined);
  return known.length < clauses.length ? undefined : known.flat();
}

/** How sure it is that Sentry refuses the use without what it declares; what it may ask beyond that is left out. */
export function sureOfDeclared({ operations, confidence }: Use): Confidence {
  return operations.length > 0 ? leastSure(operations) : confidence;
}

/**
 * Whether what is not known of the use may be that it takes this scope as well. The checks inside operations that are known ask
 * for scopes of a resource that the operation accepts, or of projects; what is not known of such checks is taken to be alike.
 */
export function mayTake(use: Use, scope: string): boolean {
  if (use.confidence === 'high') return false;
  if (sureOfDeclared(use) !== 'high') return true;
  return use.operations.some((operation) => mayAskMore(operation) && mayCheck(operation, scope));
}

/** Whether a check inside the operation may ask for the scope, as far as the known ones tell. */
export function mayCheck({ acceptsAnyOf }: Operation, scope: string): boolean {
  const resource = resourceOf(scope);
  return resource === 'project' || acceptsAnyOf.some((accepted) => resourceOf(accepted) === resource);
}

function resourceOf(scope: string): string {
  return scope.slice(0, scope.indexOf(':'));
}

/** Whether Sentry may check more inside the operation than it declares: there is a note on that, and no requirement. */
function mayAskMore({ effectiveNote, effectiveAnyOf, effectiveAllOf }: Operation): boolean {
  return effectiveNote !== undefined && !effectiveAnyOf && !effectiveAllOf;
}

function confidenceOf(operations: readonly Operation[]): Confidence {
  const least = leastSure(operations);
  return least === 'high' && operations.some(mayAskMore) ? 'medium' : least;
}

const ORDER: readonly Confidence[] = ['low', 'medium', 'high'];

function leastSure(operations: readonly Operation[]): Confidence {
  return (
    ORDER.find((confidence) => operations.some((operation) => operation.confidence === confidence)) ?? 'high'
  );
}

function credentialOf(operations: readonly Operation[]): { readonly credential?: string } {
  const special = operations.find(({ specialCredential }) => specialCredential !== undefined);
  return special?.specialCredential === undefined ? {} : { credential: special.specialCredential };
}

function casesOf(operations: readonly Operation[]): { readonly cases?: readonly Case[] } {
  const cases = operations.flatMap(({ effectiveSometimes, effectiveNote }) =>
    effectiveSometimes && effectiveNote !== undefined
      ? [{ anyOf: effectiveSometimes, note: effectiveNote }]
      : [],
  );
  return cases.length > 0 ? { cases } : {};
}

function doubtOf(operations: readonly Operation[]): { readonly doubt?: string } {
  const operation = operations.find(({ confidence }) => confidence === leastSure(operations));
  const doubts = [
    ...(operation && operation.confidence !== 'high' ? [sourceDoubt(operation)] : []),
    ...(operations.some(mayAskMore)
      ? [
          'declared to take a read scope although it changes something, and what else Sentry checks inside it was not verified',
        ]
      : []),
  ];
  return doubts.length > 0 ? { doubt: doubts.join('; and ') } : {};
}

function sourceDoubt({ source }: Operation): string {
  switch (source) {
    case 'code-2024-05':
      return 'undocumented, as of 2024-05';
    case 'openapi-handwritten':
      return 'documented by hand, may name too few';
    default:
      return 'inferred';
  }
}
