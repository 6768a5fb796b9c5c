/** Requests to Sentry's API as other programs write them down. Of each only the method and the path are read, never a header or a body. */

export interface SentRequest {
  /** GET, POST, PUT, PATCH or DELETE; undefined where the text does not say by which method. */
  readonly method: string | undefined;
  /** The path from `/api/0/` on, without a query. */
  readonly path: string;
}

/** Longer paths than this are no operation's. */
const LONGEST = 1000;

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The request of a method and an address or a path; undefined where it is none to Sentry's API. */
export function requestTo(method: string | undefined, address: string): SentRequest | undefined {
  const [, path = ''] =
    /^(?:https?:\/\/[^/?#]*)?(\/api\/0\/[^?#]*)/i.exec(address.slice(0, LONGEST + 200)) ?? [];
  if (path === '' || path.length > LONGEST) return undefined;
  const name = method?.toUpperCase();
  // Sentry answers HEAD as it does GET; OPTIONS is the browser's own question, for which no token is sent.
  if (name === 'HEAD') return { method: 'GET', path };
  return name === undefined || METHODS.has(name) ? { method: name, path } : undefined;
}

/**
 * What was taken for a path, up to the apostrophe that closes one before it; `before` is what stands directly before it. In any other
 * place an apostrophe is a part of a path, as in the name of a release, if it stands in a word and more of the path comes behind.
 */
export function pathIn(matched: string, before: string): string {
  let open = '';
  for (const quote of before.match(/["']/g) ?? [])
    if (open === '') open = quote;
    else if (open === quote) open = '';
  return open === "'" ? (matched.split("'", 1)[0] ?? '') : matched;
}

/** The request as the manifest writes a use; undefined where its method is not known. */
export function asUse({ method, path }: SentRequest): string | undefined {
  return method === undefined ? undefined : `${method} ${path}`;
}
