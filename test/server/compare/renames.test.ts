/** Integrations that have another name now. */
import { describe, expect, it } from 'vitest';
import { compareManifests } from '../../../server/src/compare/compare.ts';
import { compare, file, TODAY } from './support.ts';

interface Entry {
  readonly kind?: string;
  readonly more?: string;
  readonly storedIn?: string;
  readonly purpose?: string;
  readonly owner?: string;
  readonly every?: string;
}

/** An entry without any rationale. */
const entry = (
  name: string,
  {
    kind = 'organization-token',
    more = '',
    storedIn = 'vault://shop/sentry/uploads',
    purpose = 'Uploads the source maps of the shop.',
    owner = 'team-shop@acme.example',
    every = '30 days',
  }: Entry = {},
): string => `  ${name}:
    kind: ${kind}
    purpose: ${purpose}
    owner: ${owner}
    review: { every: ${every} }
    credential: { storedIn: ${storedIn}, rotateEvery: ${every} }
${more === '' ? '' : `    ${more}\n`}`;

const service = (name: string, key = 'github', access = 'read'): string =>
  `  ${name}:\n    kind: service\n    service: ${key}\n    purpose: Suspect commits of the shop.\n    owner: team-shop@acme.example\n    permissions: [{ permission: Contents, access: ${access} }]\n`;

/** "new changed, name; + scope a; ! check": what widened and got weaker. */
const told = (before: string, after: string): string[] =>
  compare(file(before), file(after)).integrations.map(({ name, change, details, widened, weakened }) =>
    [
      [`${name} ${change}`, ...details.map(({ what }) => what)].join(', '),
      ...widened.map(({ what, name }) => `+ ${what} ${name}`),
      ...weakened.map(({ what }) => `! ${what}`),
    ].join('; '),
  );

const bare = { kind: 'internal-integration', more: 'scopes: [event:read]' };

describe('an integration under another name', () => {
  it.each([
    ['without a rationale', entry('old'), entry('new')],
    ['with a bare scope', entry('old', bare), entry('new', bare)],
    ['of another service', service('old'), service('new')],
    [
      'with its secret in a place of many',
      entry('old', { storedIn: '1Password' }),
      entry('new', { storedIn: '1Password' }),
    ],
  ])('is known again %s', (_what, before, after) => {
    expect(told(before, after)).toEqual(['new changed, name']);
  });

  it('has its other purpose told, which it has not under one name', () => {
    const purpose = 'Uploads all maps.';
    expect(told(entry('old'), entry('new', { purpose }))).toEqual(['new changed, name, purpose']);
    expect(told(entry('old'), entry('old', { purpose }))).toEqual([]);
  });

  it('is checked as strictly as before', () => {
    expect(told(entry('old'), entry('new', { every: '900 days' }))).toEqual([
      'new changed, name; ! review-every; ! rotate-every',
    ]);
  });

  it('widens by what it did not hold', () => {
    const wider = entry('new', { ...bare, more: 'scopes: [event:read, org:admin]' });
    expect(told(entry('old', bare), wider)).toEqual(['new changed, name; + scope org:admin']);
    expect(told(service('old'), service('new', 'github', 'write'))).toEqual([
      'new changed, name; + permission Contents',
    ]);
  });

  it('is known again in another manifest', () => {
    const changes = compareManifests(
      [
        { base: { path: 'a.yaml', text: file(entry('old', bare)) }, head: undefined },
        { base: undefined, head: { path: 'b.yaml', text: file(entry('new', bare)) } },
      ],
      TODAY,
    ).flatMap(({ integrations }) => integrations);
    expect(changes.map(({ details }) => details.map(({ what }) => what))).toEqual([['file', 'name']]);
  });

  it.each([
    ['of another kind', entry('old', bare), entry('new', { ...bare, kind: 'public-integration' })],
    ['of another service', service('old'), service('new', 'gitlab')],
    ['with another id', entry('old', { more: 'id: a' }), entry('new', { more: 'id: b' })],
    [
      'with another owner',
      entry('old', { storedIn: '1Password' }),
      entry('new', { storedIn: '1Password', owner: 'team-web@acme.example' }),
    ],
    [
      'with a purpose that is still to be written',
      entry('old', { storedIn: '1Password', purpose: 'TODO' }),
      entry('new', { storedIn: '1Password', purpose: 'TODO' }),
    ],
    [
      'with an owner that nobody knows',
      entry('old', { storedIn: '1Password', owner: 'unknown' }),
      entry('new', { storedIn: '1Password', owner: 'unknown' }),
    ],
    [
      'with nothing in common that is granted',
      entry('old', { ...bare, storedIn: '1Password' }),
      entry('new', { ...bare, storedIn: '1Password', more: 'scopes: [team:read]' }),
    ],
  ])('is another one %s', (_what, before, after) => {
    expect(told(before, after).map((line) => line.split(';')[0])).toEqual(['new appeared', 'old vanished']);
  });

  it('is not told from others that are like it', () => {
    const both = entry('one') + entry('two');
    expect(told(entry('old'), both).map((line) => line.split(';')[0])).toEqual([
      'one appeared',
      'two appeared',
      'old vanished',
    ]);
  });
});
