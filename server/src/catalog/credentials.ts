/** The kinds of credentials that Sentry has, and what each looks like. Source: Sentry's code and documentation (see `data/credentials.json`). */
import { credentials as rows } from './data/credentials.json';

/** What is known of one kind of Sentry credential. */
export interface Credential {
  /** The manifest's kind where it has one, else a name of the catalogue's own. */
  readonly kind: string;
  readonly name: string;
  readonly prefix: string | null;
  /** The scopes of a kind that leaves no choice; null where they are chosen. */
  readonly fixedScopes: readonly string[] | null;
  readonly scopeChoice: string;
  readonly tiedTo: string;
  /** Whether it works on when its maker leaves; null where unknown. */
  readonly survivesPersonLeaving: boolean | null;
  /** To which projects it is limited; null where unknown. */
  readonly projectLimit: string | null;
  readonly expires: boolean | null;
  /** Hours; null where it does not expire. */
  readonly lifetimeHours: number | null;
  /** How many may exist at once; null where no limit is known. */
  readonly maxCount: number | null;
  readonly createdBy: string;
  readonly revokedBy: readonly string[];
  readonly rotation: string;
  /** A text says under which condition. */
  readonly recommendedForCi: boolean | string;
  readonly deprecated: boolean;
  /** Shipped to everybody on purpose: no secret. */
  readonly publicByDesign: boolean;
  readonly format: string;
  readonly patterns: readonly PatternSource[];
  readonly notes: readonly string[];
  readonly confidence: 'high' | 'medium' | 'low';
}

/** A regular expression in JavaScript's flavour. `\b` before a name stands for all that `find-credentials.ts` lets one begin behind. */
export interface PatternSource {
  readonly source: string;
  /** `i` or nothing; whoever scans a text adds `g`. */
  readonly flags: string;
  /** `exact`: the format as Sentry makes it. `likely`: the prefix and something long, e.g. a cut or newer token. */
  readonly certainty: 'exact' | 'likely';
}

/** A pattern of a credential's value, with the kind that it gives away. */
export interface SecretPattern extends PatternSource {
  readonly kind: string;
  readonly name: string;
}

type Optional =
  | 'prefix'
  | 'fixedScopes'
  | 'survivesPersonLeaving'
  | 'projectLimit'
  | 'expires'
  | 'lifetimeHours'
  | 'maxCount'
  | 'deprecated'
  | 'publicByDesign'
  | 'revokedBy'
  | 'patterns'
  | 'notes';
type CredentialRow = Omit<Credential, Optional> & Partial<Pick<Credential, Optional>>;

const ABSENT: Pick<Credential, Optional> = {
  prefix: null,
  fixedScopes: null,
  survivesPersonLeaving: null,
  projectLimit: null,
  expires: null,
  lifetimeHours: null,
  maxCount: null,
  deprecated: false,
  publicByDesign: false,
  revokedBy: [],
  patterns: [],
  notes: [],
};

let credentials: ReadonlyMap<string, Credential> | undefined;
let patterns: readonly SecretPattern[] | undefined;

function byKind(): ReadonlyMap<string, Credential> {
  credentials ??= new Map((rows as readonly CredentialRow[]).map((row) => [row.kind, { ...ABSENT, ...row }]));
  return credentials;
}

/** All kinds of credential, those outside the manifest included. Source: Sentry's code and documentation. */
export function allCredentials(): readonly Credential[] {
  return [...byKind().values()];
}

/** What is known of a kind, or undefined (`service` is not a Sentry credential). */
export function credentialFacts(kind: string): Credential | undefined {
  return byKind().get(kind);
}

/** The scopes of a kind that leaves no choice, e.g. `org:ci` of an organization token; null for all others. */
export function fixedScopes(kind: string): readonly string[] | null {
  return credentialFacts(kind)?.fixedScopes ?? null;
}

/**
 * The patterns by which a secret value is recognized in a text, exact ones first. Public client keys are left out.
 * They were tried against made-up values only.
 */
export function secretPatterns(): readonly SecretPattern[] {
  patterns ??= allCredentials()
    .filter((credential) => !credential.publicByDesign)
    .flatMap(({ kind, name, patterns: own }) => own.map((pattern) => ({ ...pattern, kind, name })))
    .sort((a, b) => (a.certainty < b.certainty ? -1 : a.certainty > b.certainty ? 1 : 0));
  return patterns;
}
