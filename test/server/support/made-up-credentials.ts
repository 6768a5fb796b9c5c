/** Values of credentials that are made up as the test runs, so that the project holds none, and all places of a manifest where one can stand. */
import fc from 'fast-check';
import { EXAMPLE, FAULTY } from './manifests.ts';

export const characters = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: length, maxLength: length });
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
export const BASE64_URL = `${BASE64.slice(0, -2)}-_`;
export const hex = (length: number): fc.Arbitrary<string> => characters(HEX, length);
const prefixed = (prefix: string) => hex(64).map((secret) => ({ text: prefix + secret, secret }));
const named = (name: string, length: number) =>
  fc
    .tuple(fc.constantFrom('=', '="', ": '"), hex(length))
    // Quotes of its own would end those around it; the name and the sign are what counts.
    .map(([sign, secret]) => ({ text: `${name}${sign[0] ?? ''}${secret}`, secret }));

/** Where Sentry may be. Brackets around an address of numbers would be YAML's own in some places; other tests have them. */
const SERVERS = ['sentry.acme.example', 'sentry:9000', 'Sentry.Acme.example:9000', 'acme.example/sentry'];

/** A made-up value of every kind, as it stands in a text, with the part that nobody may see. */
export const MADE_UP: Readonly<Record<string, fc.Arbitrary<{ text: string; secret: string }>>> = {
  'organization-token': fc
    .tuple(characters(BASE64, 120), characters(BASE64, 43))
    .map(([json, secret]) => ({ text: `sntrys_eyJ${json}=_${secret}`, secret })),
  'internal-integration': prefixed('sntryi_'),
  'public-integration': prefixed('sntrya_'),
  'personal-token': prefixed('sntryu_'),
  'oauth-application': prefixed('sntrya_'),
  'scim-token': prefixed('sntryi_'),
  'unprefixed-token': fc.oneof(
    named('SENTRY_AUTH_TOKEN', 64),
    hex(64).map((secret) => ({ text: `--auth-token=${secret}`, secret })),
  ),
  'agent-token': fc
    .tuple(characters(BASE64_URL, 40), characters(BASE64_URL, 60), characters(BASE64_URL, 43))
    .map(([head, secret, end]) => ({ text: `sntryag_eyJ${head}.${secret}.${end}`, secret })),
  'legacy-api-key': named('sentry_api_key', 32),
  'client-key-with-secret': fc.oneof(
    fc
      .tuple(hex(32), hex(32), fc.constantFrom(...SERVERS))
      .map(([key, secret, server]) => ({ text: `https://${key}:${secret}@${server}/4`, secret })),
    named('sentry_secret', 32),
  ),
  'integration-client-secret': named('sentry_client_secret', 64),
};

/** As the name of an anchor, an alias or a tag, which take no blank and no quote. */
const asName = (value: string): string => value.replace(/[^\w=:/@.+-]/g, '');

/** As a double-quoted text can write it: each fourth character as one escape or another, but for a quote, which ends it. */
function escaped(value: string): string {
  const ways = [
    (code: string) => `\\x${code.padStart(2, '0')}`,
    (code: string) => `\\u${code.padStart(4, '0')}`,
    (code: string) => `\\U${code.padStart(8, '0')}`,
  ];
  return Array.from(value)
    .map((character, i) => {
      const code = character.codePointAt(0)?.toString(16) ?? '';
      return i % 4 === 1 ? (ways[i % 3]?.(code) ?? character) : character === '"' ? '\\"' : character;
    })
    .join('');
}

/** Sound, and holding every key of the format. */
const WHOLE = EXAMPLE.replace(
  'integrations:',
  'server: https://sentry.acme.example\nrules:\n  stale-review: off\nx-own: kept\nintegrations:',
);

/** Every line of a manifest and what may be put there: a value, a key, a comment, text of a block or folded, a part of an address, the name of an anchor, an alias or a tag. */
function placesIn(manifest: string): ((value: string) => string)[] {
  const lines = manifest.split('\n');
  return lines.flatMap((line, index) => {
    const put = (make: (value: string) => string) => (value: string) =>
      lines.toSpliced(index, 1, make(value)).join('\n');
    const [, indent = '', dash = '', key = '', rest = ''] = /^( *)(- )?([\w-]+):(?: (.*))?$/.exec(line) ?? [];
    const comment = put((value) => `${line} # ${value}`);
    if (key === '') {
      const item = /^( *- )[^{].*$/.exec(line)?.[1];
      return item === undefined ? [comment] : [comment, put((value) => `${item}"${value}"`)];
    }
    const start = `${indent}${dash}${key}:`;
    const below = `${indent}${' '.repeat(dash.length)}  `;
    const asKey = put((value) => `${indent}${dash}"${value}": ${rest}`);
    const asOwnKey = put((value) => `${indent}${dash}"x-${value}": ${rest}`);
    if (rest === '') return [comment, asKey, asOwnKey];
    return [
      comment,
      asKey,
      asOwnKey,
      put((value) => `${start} ${value}`),
      put((value) => `${start} "${value}"`),
      put((value) => `${start} 'see ${value} for it'`),
      put((value) => `${start} [${value}]`),
      put((value) => `${start} { x-a: ${value} }`),
      put((value) => `${start} "${escaped(value)}"`),
      put((value) => `${start} https://ci.acme.example/?a=%20${encodeURIComponent(value)}&b=1`),
      put((value) => `${start} |\n${below}see\n${below}${value}`),
      put((value) => `${start} >-\n${below}see\n${below}${value}\n${below}for it`),
      put((value) => `${start} &${asName(value)} ${rest}`),
      put((value) => `${start} *${asName(value)}`),
      put((value) => `${start} !${asName(value)} ${rest}`),
      put((value) => `${start} !<${asName(value)}> ${rest}`),
    ];
  });
}

export const PLACES = [...placesIn(WHOLE), ...placesIn(FAULTY)];
