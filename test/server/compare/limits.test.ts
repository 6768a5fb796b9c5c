/** What an integration is limited to in another service. */
import { describe, expect, it } from 'vitest';
import { compare, file, inShort, only } from './support.ts';

const limited = (list: string): string =>
  `  gh:\n    kind: service\n    service: github\n    purpose: Suspect commits.\n    limitedTo: [${list}]\n`;
const changes = (before: string, after: string): string[] =>
  compare(file(limited(before)), file(limited(after))).integrations.flatMap(({ widened, narrowed }) => [
    ...widened.map((grant) => `+ ${inShort(grant)}`),
    ...narrowed.map((grant) => `- ${inShort(grant)}`),
  ]);

describe('an entry that stands for everything', () => {
  it.each([
    '"*"',
    '"**"',
    '"*/*"',
    'all',
    'All  Repositories',
    'everything',
    'all channels',
    '"*", acme/shop',
  ])('%s is no limit', (entry) => {
    expect(changes(entry, '')).toEqual([]);
    expect(changes('', entry)).toEqual([]);
    expect(changes('acme/shop', entry)).toEqual(['+ limit *']);
    expect(changes(entry, 'acme/shop, acme/api')).toEqual(['- limit *']);
  });

  it.each(['all public channels', 'all repositories of the shop', 'allowed', 'acme/*'])(
    '%s is none',
    (entry) => {
      expect(changes(`"${entry}"`, '')).toEqual(['+ limit *']);
    },
  );

  it.each(['TODO', 'unknown', 'None', 'n/a', '"?"'])('%s names no limit', (entry) => {
    expect(changes('acme/shop', entry)).toEqual(['+ limit *']);
    expect(changes(`acme/shop, ${entry}`, 'acme/shop')).toEqual([]);
  });

  it('is what is told, and where', () => {
    const head = limited('acme/shop,\n      "*"');
    expect(only(limited('acme/shop'), head).widened).toMatchObject([{ name: '*', line: 10 }]);
  });
});

describe('a pattern', () => {
  it.each([
    ['"acme/*"', 'acme/shop, acme/api'],
    ['"acme/*"', '"acme/shop-*"'],
    ['"acme/shop-*"', 'acme/shop-web'],
    ['"#shop-*"', '"#shop-alerts"'],
    ['"Shop *"', '"Shop Web"'],
    ['"acme/*"', '"acme/shop, acme/api"'],
    ['"acme/*"', '"acme/shop; acme/api-*"'],
    ['"acme/*"', '"acme/shop;"'],
    ['"R&D/*"', 'R&D/shop'],
    ['"R&D/*"', '"R&D/shop-*"'],
  ])('%s covers %s', (wide, narrow) => {
    const entries = wide.replaceAll('"', '');
    expect(changes(wide, narrow)).toEqual([`- limit ${entries}`]);
    expect(changes(narrow, wide)).toEqual([`+ limit ${entries}`]);
  });

  it.each([
    ['"acme/*"', 'acme/group/shop'],
    ['"acme/*"', '"acme/**"'],
    ['"acme/*"', 'other/shop'],
    ['"acme/shop-*"', 'acme/shop'],
    ['"ac*"', 'acme/shop'],
    ['acme/shop', 'acme/shop-web'],
    ['"#shop-*"', '"#shop-a, #exec"'],
    ['"#shop-*"', '"#shop-a,#exec"'],
    ['"#shop-*"', '"#shop-a | #exec"'],
    ['"#shop-*"', '"#shop-a and every other channel"'],
    ['"Shop *"', '"Shop Web and all others"'],
    ['"acme/*"', '"acme/shop, other/shop"'],
    ['"acme/*"', '"acme/shop and others"'],
    ['"acme/*"', '"acme/shop, *"'],
    ['"R&D/*"', '"R&D/shop & other/shop"'],
  ])('%s does not cover %s', (base, head) => {
    expect(changes(base, head)[0]).toBe(`+ limit ${head.replaceAll('"', '')}`);
  });
});

it('an entry of several things is the same to the letter, or as one for each', () => {
  expect(changes('"#shop-*", "#a, #b and c"', '"#a, #b and c"')).toEqual(['- limit #shop-*']);
  expect(changes('acme/shop, acme/api, acme/web', '"acme/shop, acme/api"')).not.toContainEqual(
    expect.stringMatching(/^\+/),
  );
});

it('a blank entry names nothing', () => {
  expect(changes('acme/shop', '" "')).toEqual(['+ limit *']);
  expect(changes('acme/shop', 'acme/shop, ""')).toEqual([]);
});

it('is the same in capitals where the service does not tell them apart', () => {
  expect(changes('acme/shop', 'Acme/Shop')).toEqual([]);
  expect(changes('"Acme/*"', 'acme/shop')).toEqual(['- limit Acme/*']);
  expect(changes('acme/shop', 'acme/shop, Acme/Api')).toEqual(['+ limit Acme/Api']);
  const [small, capital] = ['#shop', '#Shop'].map((limit) =>
    file(limited(`"${limit}"`).replace('github', 'slack')),
  );
  expect(compare(small, capital).integrations[0]?.widened.map(inShort)).toEqual(['limit #Shop']);
});
