/** How sure the catalogue is that an operation asks exactly for what it says. */
export type Confidence = 'high' | 'medium' | 'low';

/** Where the requirement of an operation was read. */
export type OperationSource = 'openapi' | 'openapi-handwritten' | 'code-2024-05' | 'cli-source' | 'inferred';

/** One operation of Sentry's web API and what it asks for. */
export interface Operation {
  readonly method: string;
  /** With `/api/0` in front and parameters as `{name}`. */
  readonly path: string;
  readonly title: string;
  /** Its page at docs.sentry.io; null where it has none. */
  readonly docs: string | null;
  /** Declared: any one of these is enough. Empty: unknown. */
  readonly acceptsAnyOf: readonly string[];
  /** Really checked, where known to differ from or to confirm what is declared: any one of these. */
  readonly effectiveAnyOf?: readonly string[];
  /** Really checked, where known: all of these together. */
  readonly effectiveAllOf?: readonly string[];
  /** Asked for beyond that in some cases, which `effectiveNote` names: any one of these. */
  readonly effectiveSometimes?: readonly string[];
  readonly effectiveNote?: string;
  readonly source: OperationSource;
  readonly confidence: Confidence;
  /** Part of Sentry's published API. */
  readonly documented: boolean;
  /** The only kind of credential that is accepted, whatever the scopes of another. */
  readonly specialCredential?: string;
  /** Set where it takes a token of a person: those of integrations and organizations cannot do it. */
  readonly person?: boolean;
  /** Set where a client key (DSN) does in the place of a token. */
  readonly dsn?: boolean;
  readonly note?: string;
}

/** What is known of a single operation beyond its row; the key is its method and short path. */
export interface OperationException {
  readonly effectiveAnyOf?: readonly string[];
  readonly effectiveAllOf?: readonly string[];
  readonly effectiveSometimes?: readonly string[];
  readonly effectiveNote?: string;
  readonly person?: boolean;
  readonly dsn?: boolean;
  readonly note?: string;
}

const CONFIDENCE: Readonly<Record<OperationSource, Confidence>> = {
  openapi: 'high',
  'openapi-handwritten': 'medium',
  'code-2024-05': 'medium',
  'cli-source': 'low',
  inferred: 'low',
};

const SCIM = {
  specialCredential: 'scim-token',
  note: 'Takes the SCIM credential of the single sign-on settings only; any other token is refused, whatever its scopes.',
};
const BY_HAND = { note: 'Documented by hand: it may name fewer scopes than are really accepted.' };

const NO_SCOPE = { note: "Sentry's document names no scope for it." };

const PREFIX = '/api/0';
const DOCS = 'https://docs.sentry.io/api/';

/** `/api/0/…` of the short path that the data file holds: the two commonest parameters are abbreviated there. */
export function longPath(short: string): string {
  return (
    PREFIX +
    short.replaceAll('{org}', '{organization_id_or_slug}').replaceAll('{project}', '{project_id_or_slug}')
  );
}

/** The reverse of `longPath`. */
export function shortPath(long: string): string {
  return long
    .replace(PREFIX, '')
    .replaceAll('{organization_id_or_slug}', '{org}')
    .replaceAll('{project_id_or_slug}', '{project}');
}

// About 50 different lists serve all operations, so equal ones are one array.
const scopeLists = new Map<string, readonly string[]>();

/** The scopes of `org:read,write project:read`, which is how the data file writes them. */
export function decodeScopes(written: string): readonly string[] {
  let list = scopeLists.get(written);
  if (!list) {
    list = written
      .split(' ')
      .filter((family) => family !== '')
      .flatMap((family) => {
        const [resource = '', levels] = family.split(':');
        return levels === undefined ? [resource] : levels.split(',').map((level) => `${resource}:${level}`);
      });
    scopeLists.set(written, list);
  }
  return list;
}

/** The reverse of `decodeScopes`: families and levels sorted, duplicates gone. */
export function encodeScopes(scopes: readonly string[]): string {
  const families = new Map<string, string[]>();
  for (const scope of [...new Set(scopes)].sort()) {
    const [resource = '', level] = scope.split(':');
    families.set(resource, [...(families.get(resource) ?? []), ...(level === undefined ? [] : [level])]);
  }
  return [...families]
    .map(([resource, levels]) => (levels.length === 0 ? resource : `${resource}:${levels.join(',')}`))
    .join(' ');
}

/** One operation of a row `METHOD path|title|scopes|source|docs`, joined with its exception. */
export function decodeRow(row: string, exceptions: Readonly<Record<string, OperationException>>): Operation {
  const [key = '', title = '', scopes = '', sourceField = '', docs] = row.split('|');
  const space = key.indexOf(' ');
  const method = key.slice(0, space);
  const path = longPath(key.slice(space + 1));
  const source = sourceField as OperationSource;
  const plain: Operation = {
    method,
    path,
    // The titles of undocumented operations are the names of their views, which several methods share.
    title: source === 'code-2024-05' ? `${title} (${method.toLowerCase()})` : title,
    docs: docs === undefined ? null : `${DOCS}${docs}/`,
    acceptsAnyOf: decodeScopes(scopes),
    source,
    confidence: CONFIDENCE[source],
    documented: source === 'openapi' || source === 'openapi-handwritten',
  };
  const byHand = source === 'openapi-handwritten' && BY_HAND;
  const noScope = source === 'openapi' && scopes === '' && NO_SCOPE;
  const scim = path.includes('/scim/v2/') && SCIM;
  const exception = exceptions[key];
  // Nine rows of ten have nothing more to say; copying is what costs most here.
  return byHand || noScope || scim || exception
    ? { ...plain, ...byHand, ...noScope, ...scim, ...exception }
    : plain;
}

/** The reverse of `decodeRow`, without the exception. Throws where a text holds the separator. */
export function encodeRow(operation: Operation): string {
  const { method, path, source } = operation;
  const suffix = ` (${method.toLowerCase()})`;
  const title =
    source === 'code-2024-05' && operation.title.endsWith(suffix)
      ? operation.title.slice(0, -suffix.length)
      : operation.title;
  const fields = [`${method} ${shortPath(path)}`, title, encodeScopes(operation.acceptsAnyOf), source];
  if (operation.docs !== null) fields.push(operation.docs.slice(DOCS.length, -1));
  if (fields.some((field) => field.includes('|')))
    throw new Error(`A text of ${fields[0] ?? ''} holds a "|".`);
  return fields.join('|');
}
