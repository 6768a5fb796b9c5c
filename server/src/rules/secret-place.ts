/** Whether a text names the place of one secret, and which. */
import type { IntegrationEntry } from '../manifest/model.ts';
import { hasCredential } from './own-credential.ts';

/** What a text must not hold: it stands for something that is still to be put there, or for several things. */
const OPEN = /[<>{}*…]|\$[A-Za-z({]/;

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/|(arn|urn):)(.+)$/i;

/** What holds many secrets: an address that ends in it, or a name behind it, names none of them. */
const CONTAINER =
  /^(?:secrets|variables|parameters|credentials|tokens|keys|passwords|items|vaults?|actions|settings|environments|dependabot|codespaces|ui|app|ci_cd|list|all|home|index(?:\.\w+)?)$/i;

/** What the address of a web page has before the name of one secret; most pages are about more. */
const BEFORE_NAME =
  /^(?:secrets?|variables?|parameters?|credentials?|keys?|passwords?|items?|entries|entry|show|vaults?)$/i;

/** A word behind which the name of one secret stands. */
const NOUN =
  /^(?:secret|variable|parameter|credential|key|password|item|entry|record|note|path|field|named|called|as)$/i;
/** A word behind which it says where or whose it is: what stands there holds many. */
const HOLDER =
  /^(?:of|in|for|from|on|by|to|with|vaults?|secrets|variables|parameters|credentials|tokens|keys|passwords|items|repository|repo|project|organi[sz]ation|org|group|account|team|namespace|environment|workspace|folder|directory|cluster|region|server|host|github|gitlab|bitbucket)$/i;
/** Files that hold many. */
const FILE_OF_MANY =
  /\.(?:env|ya?ml|json|ini|conf|cfg|toml|properties|tfvars|kdbx|txt|md|sops|gpg)$|(?:^|\/)\.env/i;

/** The names of variables: SENTRY_AUTH_TOKEN, sentry_auth_token. */
const VARIABLE = /^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+$/;
const PATH = /^\/?[\w.@+-]+(?:\/[\w.@+-]+)+$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A name that no word of a language looks like. */
const IDENTIFIER = /^[\w.@+/:#-]*[A-Za-z0-9][-_./:#@+][A-Za-z0-9][\w.@+/:#-]*$/;

/** A text of fewer words than this says in general where secrets are kept. */
const FEWEST_WORDS = 3;

/**
 * One spelling of the place of one secret; undefined where the text may be about more than one: a whole vault, a tool, a page on many.
 * What it names is an address, or three words or more with an identifier. Spaces count once; upper and lower case are alike in
 * words and in what an address begins with, and differ in its path.
 */
export function placeOfOneSecret(text: string): string | undefined {
  const words = withoutEnd(text.normalize('NFC').trim(), '.,;').split(/\s+/);
  if (OPEN.test(text) || !namesOne(words)) return undefined;
  return words.map(normalized).join(' ');
}

/** The text without any of the characters at its end. */
function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

function namesOne(words: readonly string[]): boolean {
  const [first = ''] = words;
  if (ADDRESS.test(first)) return isAddressOfOne(first);
  if (words.length < FEWEST_WORDS) return false;
  return words.some((word, i) => {
    const before = (words[i - 1] ?? '').replace(/[:,]$/, '');
    const bare = withoutEnd(word, ',.;:)').replace(/^\(/, '');
    const name = bare.replace(/^["'“‘`]|["'”’`]$/g, '');
    if (ADDRESS.test(name)) return isAddressOfOne(name);
    // With a slash at its end it is a folder.
    if (FILE_OF_MANY.test(name) || name.endsWith('/')) return false;
    // The paths in Vault are long, and each is one place.
    if (PATH.test(name) && /^vault$/i.test(before)) return true;
    if (HOLDER.test(before)) return false;
    if (UUID.test(name) || VARIABLE.test(name) || isPath(name)) return true;
    return NOUN.test(before) && (name !== bare || (IDENTIFIER.test(name) && /[a-z]/i.test(name)));
  });
}

/** Two words with a stroke between, as in “CI/CD” or “and/or”, are no path unless one of them is a name that no language has. */
function isPath(word: string): boolean {
  return PATH.test(word) && (word.split('/').length > 2 || /[-_.@+]/.test(word));
}

function isAddressOfOne(word: string): boolean {
  const [, scheme, resource, rest = ''] = ADDRESS.exec(word) ?? [];
  // `arn:aws:secretsmanager:eu-west-1:1234:secret:name`
  if (FILE_OF_MANY.test(rest)) return false;
  if (resource !== undefined) return rest.split(':').length >= 3 && /[^:/]$/.test(rest);
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(rest) ?? [];
  // With a slash at its end it is a folder.
  if (path.endsWith('/') && query.length < 2 && fragment.length < 2) return false;
  const [, ...segments] = path.split('/').filter((part) => part !== '');
  const within = fragment
    .slice(1)
    .split('/')
    .filter((part) => part !== '');
  const last = within.at(-1) ?? segments.at(-1) ?? '';
  const isPage = /^(?:https?|git|ssh|github|gitlab|bitbucket)$/i.test(scheme ?? '');
  if (!isPage) return segments.length > 0 && (fragment.length > 1 || !CONTAINER.test(last));
  const all = [...segments, ...within];
  const named = all.findIndex((part) => BEFORE_NAME.test(part));
  if (named < 0) return false;
  return query.length > 1 || (named < all.length - 1 && !CONTAINER.test(last));
}

function normalized(word: string): string {
  const [, scheme] = ADDRESS.exec(word) ?? [];
  if (!ADDRESS.test(word)) return word.toLowerCase();
  if (scheme === undefined) return word;
  return word.replace(/^[^:]+:\/\/[^/?#]*/, (start) => start.toLowerCase()).replace(/#$/, '');
}

const places = new WeakMap<IntegrationEntry, readonly string[]>();

/** The place of the secret of an integration, in a list; an empty one where that is not sure. Kept as long as the entry is. */
export function secretPlacesOf(entry: IntegrationEntry): readonly string[] {
  let known = places.get(entry);
  if (!known) {
    const text = hasCredential(entry) ? entry.storedIn : undefined;
    // What an error casts doubt on is not compared with others.
    const place = text === undefined || entry.distrusted.length > 0 ? undefined : placeOfOneSecret(text);
    known = place === undefined ? [] : [place];
    places.set(entry, known);
  }
  return known;
}

/** An integration by what it is known again. */
interface Known {
  readonly integration: string;
  readonly id: string | undefined;
}

/** Whether the two are surely not one: an entry may stand in two files, or twice in one. */
export function isAnother(one: Known, other: Known): boolean {
  return one.integration !== other.integration && (one.id === undefined || one.id !== other.id);
}
