/** What moves below a folder that no check looks into. */
import { expect, it } from 'vitest';
import { compareManifests } from '../../../server/src/compare/compare.ts';
import type { ManifestChange } from '../../../server/src/compare/model.ts';
import { bot, file, TODAY } from './support.ts';

const ONE = file(bot(['org:read']));
const BOTH = file(bot(['org:read']) + bot(['event:read'], '', 'web'));
const WEB = file(bot(['event:read'], '', 'web'));

type Ends = readonly [path: string, text: string] | undefined;

const between = (...files: [base: Ends, head: Ends][]): ManifestChange[] =>
  compareManifests(
    files.map(([base, head]) => ({
      base: base && { path: base[0], text: base[1] },
      head: head && { path: head[0], text: head[1] },
    })),
    TODAY,
  );
const below = (after: string): object => ({ what: 'folder', subject: '', on: null, before: null, after });

it.each([
  ['a.yaml', 'node_modules/a.yaml', 'node_modules'],
  ['a.yaml', 'libs/x/.hg/store/a.yaml', '.hg'],
  ['a.yaml', 'a/.svn/a.yaml', '.svn'],
])('a manifest that moves from %s to %s is not checked there', (from, to, name) => {
  const [there] = between([
    [from, ONE],
    [to, ONE],
  ]);
  expect(there).toMatchObject({ weakened: [below(name)], strengthened: [] });
  const [back] = between([
    [to, ONE],
    [from, ONE],
  ]);
  expect(back).toMatchObject({ weakened: [], strengthened: [{ what: 'folder', before: name, after: null }] });
});

it('nor is one that is new there, which is told once', () => {
  const [, head] = between(
    [
      ['a.yaml', BOTH],
      ['a.yaml', ONE],
    ],
    [undefined, ['node_modules/a.yaml', WEB]],
  );
  expect(head).toMatchObject({
    weakened: [below('node_modules')],
    integrations: [{ name: 'web', weakened: [] }],
  });
});

it('nor is an integration that moves into one that is there', () => {
  const [, head] = between(
    [
      ['a.yaml', BOTH],
      ['a.yaml', ONE],
    ],
    [
      ['node_modules/a.yaml', file('  {}\n')],
      ['node_modules/a.yaml', WEB],
    ],
  );
  expect(head).toMatchObject({
    weakened: [],
    integrations: [{ name: 'web', weakened: [below('node_modules')] }],
  });
});

it.each([
  ['node_modules/a.yaml', 'node_modules/b/a.yaml'],
  ['a.yaml', 'node_modules.yaml'],
  ['a.yaml', 'my_node_modules/node_modules'],
])('all is as it was between %s and %s', (from, to) => {
  expect(
    between([
      [from, ONE],
      [to, ONE],
    ]),
  ).toMatchObject([{ weakened: [], strengthened: [] }]);
});

it('nothing is told of one that is gone', () => {
  expect(between([['node_modules/a.yaml', ONE], undefined])).toMatchObject([
    { weakened: [], strengthened: [] },
  ]);
});
