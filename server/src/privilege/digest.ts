/** The digest of what an integration is granted, by which a review tells later that it was of something else. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { fixedScopes } from '../catalog/credentials.ts';
import { notScope } from '../catalog/scopes.ts';
import { accessGranted, permissionsNamed, serviceSpelled } from '../catalog/services.ts';
import type { Service } from '../catalog/services.ts';
import { canonicalEvent, eventsOf } from '../catalog/webhooks.ts';
import { maximal } from './implication.ts';

/** Begins a digest that this version can compute; of others nobody can tell what they are of. */
const DIGEST_PREFIX = 'p1-';

const DIGITS = 8;
const DIGEST = new RegExp(`^${DIGEST_PREFIX}[0-9a-f]{${String(DIGITS)}}$`);

/** Whether a text is a digest as this version computes them, whatever it is of. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** What an integration is granted: the part of an entry that a review looks at. */
export interface Granted {
  readonly kind: string;
  readonly service?: string | undefined;
  readonly scopes: readonly { readonly scope: string; readonly until?: string | undefined }[];
  readonly webhooks: readonly string[];
  readonly permissions: readonly { readonly permission: string; readonly access?: string | undefined }[];
  readonly limitedTo: readonly string[];
}

/** Fields joined by tabs; white space inside a field becomes one space, so that no text can imitate a field. */
function line(...fields: readonly (string | undefined)[]): string {
  return fields
    .filter((field) => field !== undefined)
    .map((field) => field.trim().replace(/\s+/g, ' '))
    .join('\t');
}

function scopeLines({ kind, scopes }: Granted): string[] {
  const fixed = fixedScopes(kind);
  const written = scopes.length === 0 && fixed ? fixed.map((scope) => ({ scope, until: undefined })) : scopes;
  const untils = new Map<string, string | undefined>();
  for (const { scope, until } of written) {
    const name = notScope(scope)?.meant ?? scope;
    const other = untils.get(name);
    // Of a scope that is written twice the grant that lasts longest counts; one without a last day never ends.
    const endless = until === undefined || (untils.has(name) && other === undefined);
    untils.set(name, endless ? undefined : other !== undefined && other > until ? other : until);
  }
  return maximal(untils.keys()).map((name) => line('scope', name, untils.get(name)));
}

function webhookLines({ webhooks }: Granted): string[] {
  return webhooks.flatMap((name) => {
    const events = eventsOf(name);
    return (events.length > 0 ? events : [canonicalEvent(name)]).map((event) => line('webhook', event));
  });
}

type GrantedPermission = Granted['permissions'][number];

/** The permission as the catalogue spells it, and how far it is granted, where it knows them. */
function canonical(
  { permission, access }: GrantedPermission,
  service: Service | undefined,
): GrantedPermission {
  const rows = service ? permissionsNamed(service, permission.trim()) : [];
  const [known] = rows;
  return known ? { permission: known.name, access: accessGranted(rows, access) } : { permission, access };
}

/**
 * A short mark of what is granted: `p1-` and the first 8 hexadecimal digits of SHA-256. It says that something changed
 * since a review, not what, and is no security boundary. Never throws.
 *
 * Hashed are these lines as UTF-8, each once, sorted by code unit, joined by `\n` without one at the end, where
 * `␉` is a tab, `[…]` may be absent and white space inside a value counts as one space:
 *
 *     kind␉<kind>
 *     service␉<service>                      only where there is one; its key where the catalogue knows it
 *     scope␉<scope>[␉<until>]                the scopes that no other one implies; retired names read as meant
 *     webhook␉<resource.event>               resources written as their events, aliases resolved
 *     permission␉<permission>[␉<access>]     what the catalogue knows of the service as it spells it
 *     limited-to␉<what>
 *
 * Of a permission that the catalogue knows, the access is what Sentry asks for where none is written, and absent where the service has
 * no levels of it: the word only describes it.
 * A kind with a fixed set of scopes that lists none counts as holding that set.
 */
export function digest(granted: Granted): string {
  const service = granted.service === undefined ? undefined : serviceSpelled(granted.service);
  const permissions = granted.permissions.map((own) => canonical(own, service));
  return digestAsWritten({ ...granted, service: service?.key ?? granted.service, permissions });
}

/** The same with the service and every permission as they are written: the digest of before the catalogue knew them. */
export function digestAsWritten(granted: Granted): string {
  const { kind, service, permissions, limitedTo } = granted;
  const lines = new Set([
    line('kind', kind),
    ...(service === undefined ? [] : [line('service', service)]),
    ...scopeLines(granted),
    ...webhookLines(granted),
    ...permissions.map(({ permission, access }) => line('permission', permission, access)),
    ...limitedTo.map((what) => line('limited-to', what)),
  ]);
  const hash = bytesToHex(sha256(utf8ToBytes([...lines].sort().join('\n'))));
  return `${DIGEST_PREFIX}${hash.slice(0, DIGITS)}`;
}
