/** One operation as an OpenAPI document declares it. */
export interface DeclaredOperation {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly tag?: string;
  /** Any one of these is enough; empty where none is named. */
  readonly scopes: readonly string[];
}

/** What the catalogue takes from an OpenAPI document. */
export interface OpenApi {
  readonly operations: readonly DeclaredOperation[];
  readonly version?: string;
  /** YYYY-MM-DD, where the document's info says a day. */
  readonly date?: string;
}

/** A fault of the document, with its cure in the message. */
export class DocumentFault extends Error {}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const CURE =
  "Give the OpenAPI 3 document of Sentry's API as JSON (openapi-derefed.json of getsentry/sentry-api-schema).";

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The scopes of all alternatives of `security` together, sorted: whichever one is taken is enough. */
function scopesOf(security: unknown): readonly string[] {
  const alternatives: readonly unknown[] = Array.isArray(security) ? security : [];
  const scopes = alternatives.flatMap((alternative) => textsOf(fieldsOf(alternative)?.['auth_token']));
  return [...new Set(scopes)].sort();
}

function operationsOf(document: Fields, paths: Fields): DeclaredOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = fieldsOf(fieldsOf(item)?.[method]);
      if (!operation) return [];
      const operationId = textOf(operation['operationId']);
      const summary = textOf(operation['summary']);
      const tag = textsOf(operation['tags'])[0];
      return [
        {
          method: method.toUpperCase(),
          path: path.startsWith('/api/0/') ? path : `/api/0${path.startsWith('/') ? '' : '/'}${path}`,
          ...(operationId !== undefined && { operationId }),
          ...(summary !== undefined && { summary }),
          ...(tag !== undefined && { tag }),
          scopes: scopesOf(operation['security'] ?? document['security']),
        },
      ];
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new DocumentFault(
      `The document is not JSON (${error instanceof Error ? error.message : ''}). ${CURE}`,
    );
  }
}

/** What the text of an OpenAPI 3 document declares. Throws `DocumentFault` where it is none or has no operation. */
export function readOpenApi(text: string): OpenApi {
  const document = fieldsOf(parse(text));
  const paths = fieldsOf(document?.['paths']);
  const edition = document?.['openapi'];
  if (!document || !paths || typeof edition !== 'string' || !edition.startsWith('3')) {
    throw new DocumentFault(
      `The document is not OpenAPI 3: it needs \`openapi: 3.…\` and \`paths\`. ${CURE}`,
    );
  }
  const operations = operationsOf(document, paths);
  if (operations.length === 0) throw new DocumentFault(`The document holds no operation. ${CURE}`);
  if (operations.every(({ scopes }) => scopes.length === 0)) {
    throw new DocumentFault(`No operation of the document names a scope under \`auth_token\`. ${CURE}`);
  }
  const info = fieldsOf(document['info']) ?? {};
  const version = textOf(info['version']);
  const date = Object.values(info)
    .map((value) => (typeof value === 'string' ? /\b\d{4}-\d{2}-\d{2}\b/.exec(value)?.[0] : undefined))
    .find((found) => found !== undefined);
  return { operations, ...(version !== undefined && { version }), ...(date !== undefined && { date }) };
}
