/** The scopes of Sentry's API, and the form that grants them. Source: Sentry's server settings and code (see `data/scopes.json`). */
import { form as formRows, notScopes as notScopeRows, scopes as scopeRows } from './data/scopes.json';

/** One API scope of Sentry, with what it means for the person who grants it. */
export interface Scope {
  readonly name: string;
  /** What a holder may do, one sentence. */
  readonly allows: string;
  /** What can go wrong with it, one sentence. */
  readonly risk: string;
  /** All scopes that this one grants as well, transitively, without itself. */
  readonly implies: readonly string[];
  /** All scopes that grant this one as well, transitively, without itself. */
  readonly impliedBy: readonly string[];
  /** The kinds of the manifest for which the scope can be picked, by form or by API. */
  readonly choosable: readonly string[];
  /** Where Sentry's integration form grants it, lowest level first, e.g. Organization: Read & Write. */
  readonly formLevels: readonly { readonly label: string; readonly level: string }[];
  /** The lowest organization role that holds it; null where no role does. */
  readonly lowestRole: string | null;
  /** No role holds it, yet whoever makes a credential may grant it. */
  readonly tokenOnly: boolean;
  /** 1 (harmless) to 5 (total control of something). */
  readonly sensitivity: 1 | 2 | 3 | 4 | 5;
  readonly notes: readonly string[];
}

/** A name that looks like a scope, but that Sentry dropped or never had. */
export interface NotScope {
  readonly written: string;
  /** The scope that people mean by it; null where there is none. */
  readonly meant: string | null;
  readonly why: string;
}

/** One control of the form in which an integration's permissions are picked. */
export interface FormControl {
  readonly label: string;
  readonly control: 'select' | 'checkbox';
  /** Lowest level first; the first one grants nothing. */
  readonly levels: readonly { readonly level: string; readonly scopes: readonly string[] }[];
}

interface ScopeRow {
  readonly name: string;
  readonly sensitivity: Scope['sensitivity'];
  readonly tokenOnly?: boolean;
  readonly implies?: readonly string[];
  readonly choosable?: readonly string[];
  readonly lowestRole?: string;
  readonly allows: string;
  readonly risk: string;
  readonly notes?: readonly string[];
}

const rows = scopeRows as readonly ScopeRow[];
const form = formRows as readonly FormControl[];
const notScopes = notScopeRows as readonly NotScope[];

let scopes: ReadonlyMap<string, Scope> | undefined;
let notScopesByName: ReadonlyMap<string, NotScope> | undefined;

function decode(row: ScopeRow): Scope {
  const { name, allows, risk, sensitivity } = row;
  return {
    name,
    allows,
    risk,
    sensitivity,
    implies: row.implies ?? [],
    impliedBy: rows.filter((other) => other.implies?.includes(name)).map((other) => other.name),
    choosable: row.choosable ?? [],
    formLevels: form.flatMap(({ label, levels }) =>
      levels.filter((level) => level.scopes.includes(name)).map(({ level }) => ({ label, level })),
    ),
    lowestRole: row.lowestRole ?? null,
    tokenOnly: row.tokenOnly ?? false,
    notes: row.notes ?? [],
  };
}

function byName(): ReadonlyMap<string, Scope> {
  scopes ??= new Map(rows.map((row) => [row.name, decode(row)]));
  return scopes;
}

let list: readonly Scope[] | undefined;

/** All scopes of Sentry's API, by family, in the order of Sentry's own list. Source: the server's settings. */
export function allScopes(): readonly Scope[] {
  list ??= [...byName().values()];
  return list;
}

/** The scope of exactly this name, or undefined. */
export function scopeNamed(name: string): Scope | undefined {
  return byName().get(name);
}

/** What is known of a retired, misspelt or made-up name, or undefined where it is a scope or simply unknown. */
export function notScope(written: string): NotScope | undefined {
  notScopesByName ??= new Map(notScopes.map((name) => [name.written, name]));
  return notScopesByName.get(written);
}

/** Whether a name is a scope, or one that people take for a scope. */
export function knowsScope(name: string): boolean {
  return scopeNamed(name) !== undefined || notScope(name) !== undefined;
}

/** The form in which an internal or public integration's permissions are picked, control by control. */
export function formControls(): readonly FormControl[] {
  return form;
}

/** The kinds of the manifest for which the catalogue knows what can be picked; for others `choosable` is silent. */
export function kindsWithKnownChoice(): readonly string[] {
  return [
    'internal-integration',
    'public-integration',
    'organization-token',
    'personal-token',
    'oauth-application',
  ];
}
