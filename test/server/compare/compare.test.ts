import { describe, expect, it } from 'vitest';
import { bot, compare, file, inShort, only } from './support.ts';

describe('scopes', () => {
  it('widen by what they imply too, told once', () => {
    const { widened, narrowed, opened } = only(bot(['project:read']), bot(['project:admin']));
    expect(widened.map(inShort)).toEqual(['scope project:admin (project:write)']);
    expect(narrowed).toEqual([]);
    expect(opened.delete).toBeGreaterThan(0);
    expect(opened.operations).toContain(
      'DELETE /api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/',
    );
    expect(opened.operations).toHaveLength(opened.read + opened.change + opened.delete);
  });

  it.each([
    ['a scope that was implied already', ['project:write'], ['project:write', 'project:read']],
    ['one that stays implied', ['project:write', 'project:read'], ['project:write']],
    ['another order', ['org:read', 'team:read'], ['team:read', 'org:read']],
    ['a scope that is written twice', ['org:read'], ['org:read', 'org:read']],
    ['the name that a retired one meant', ['issue:read'], ['event:read']],
    ['another style', ['org:read'], ['{ scope: "org:read" }']],
  ])('say nothing of %s', (_what, before, after) => {
    expect(compare(file(bot(before)), file(bot(after))).integrations).toEqual([]);
  });

  it('widen and narrow in one change', () => {
    const { widened, narrowed } = only(bot(['org:read']), bot(['team:read']));
    expect([widened, narrowed].map((changes) => changes.map(inShort))).toEqual([
      ['scope team:read'],
      ['scope org:read'],
    ]);
  });

  it('that the catalogue does not know are named, and said to be unknown', () => {
    const { widened } = only(bot([]), bot(['future:read']));
    expect(widened).toMatchObject([{ name: 'future:read', known: false }]);
  });

  it('that have ended by today are not held, so that to grant one anew widens', () => {
    const ended = '{ scope: org:admin, until: 2026-01-31 }';
    expect(only(bot([ended]), bot(['org:admin'])).widened.map(inShort)[0]).toMatch(/^scope org:admin/);
    expect(only(bot(['org:admin']), bot([ended])).narrowed.map(inShort)[0]).toMatch(/^scope org:admin/);
  });

  it('of a person reach further than the same of an integration', () => {
    const [own, persons] = [
      bot(['org:read']),
      bot(['org:read']).replace('internal-integration', 'personal-token'),
    ];
    const change = only(own, persons);
    expect(change.widened).toMatchObject([
      { what: 'kind', name: 'personal-token', rationale: 'unchanged', line: 6 },
    ]);
    expect(change.opened.operations).toEqual([]);
    expect(only(persons, own).narrowed.map(inShort)).toEqual(['kind personal-token']);
    expect(only(persons, persons.replace('org:read', 'team:read')).widened.map(inShort)).toEqual([
      'scope team:read',
    ]);
  });

  it('of a kind with a fixed set count without being listed', () => {
    const token = (kind: string): string => `  bot:\n    kind: ${kind}\n    purpose: Uploads source maps.\n`;
    expect(only(token('service'), token('organization-token')).widened.map(inShort)).toEqual([
      'scope org:ci',
    ]);
  });

  describe('of a kind with a fixed set', () => {
    const token = (scopes: string, kind = 'organization-token'): string =>
      `  bot:\n    kind: ${kind}\n    purpose: Uploads source maps.\n${scopes === '' ? '' : `    scopes: [${scopes}]\n`}`;
    const changes = (before: string, after: string): string[] =>
      compare(file(before), file(after)).integrations.flatMap(({ widened, narrowed }) => [
        ...widened.map((grant) => `+ ${inShort(grant)}`),
        ...narrowed.map((grant) => `- ${inShort(grant)}`),
      ]);

    it.each([
      ['org:read, project:releases', ''],
      ['org:read, project:releases', 'org:ci'],
      ['org:admin', '{ scope: org:ci, rationale: CI uploads source maps with it. }'],
      ['org:ci', 'org:ci, org:admin'],
    ])('it is held whatever is listed: %s, then %s', (before, after) => {
      expect(changes(token(before), token(after))).toEqual([]);
      expect(changes(token(after), token(before))).toEqual([]);
    });

    it('ends where it is said to', () => {
      const until = (day: string): string => token(`{ scope: org:ci, until: ${day} }`);
      expect(changes(until('2026-11-01'), token(''))).toEqual(['+ scope org:ci']);
      expect(changes(token(''), until('2026-11-01'))).toEqual(['- scope org:ci']);
    });

    it('what is listed counts along with it where the set is not sure', () => {
      const scim = (scopes: string): string => token(scopes, 'scim-token');
      expect(changes(scim('member:read'), scim(''))).toEqual([]);
      expect(changes(scim(''), scim('member:read'))).toEqual([]);
      expect(changes(scim(''), scim('org:admin'))[0]).toMatch(/^\+ scope org:admin/);
    });

    it('another kind can hold what is listed', () => {
      expect(changes(token('org:admin'), token('org:admin', 'internal-integration'))[0]).toMatch(
        /^\+ scope org:admin/,
      );
    });
  });
});

describe('a rationale', () => {
  const granted = (scope: string, rationale?: string): string =>
    rationale === undefined ? scope : `{ scope: ${scope}, rationale: ${JSON.stringify(rationale)} }`;
  const WHY = 'Reads the slugs of the projects for the overview page.';

  it.each([
    ['new', granted('project:write', 'Renames projects when a team is renamed in the directory.')],
    ['unchanged', granted('project:write', WHY)],
    ['unchanged', granted('project:write', `  ${WHY.replace(' ', '   ')}`)],
    ['unchanged', granted('project:write', WHY.replace('Reads', '- READS').replace('.', '!'))],
    ['new', granted('project:write', '部署时重命名项目')],
    ['weak', granted('project:write', 'TODO')],
    ['weak', granted('project:write', 'needed for project access')],
    ['missing', granted('project:write')],
    ['missing', granted('project:write', ' ')],
  ])('is %s for %s', (rationale, head) => {
    expect(only(bot([granted('project:read', WHY)]), bot([head])).widened).toMatchObject([
      { name: 'project:write', rationale },
    ]);
  });

  it('of what narrowed is not asked for', () => {
    expect(only(bot(['org:admin']), bot([])).narrowed[0]).not.toHaveProperty('rationale');
  });

  it('of a webhook is a new purpose, or the new one of a scope that it takes', () => {
    const hooked = (scope: string): string => bot([scope], 'webhooks: [issue.created]');
    const before = bot(['event:read']);
    expect(only(before, hooked('event:read')).widened).toMatchObject([
      { what: 'webhook', rationale: 'unchanged' },
    ]);
    const told = hooked('event:read').replace('for every deploy', 'for every deploy, and answers new issues');
    expect(only(before, told).widened).toMatchObject([{ what: 'webhook', rationale: 'new' }]);
    const why = hooked(granted('event:read', 'Opens a ticket for each new issue of the shop.'));
    expect(only(before, why).widened).toMatchObject([{ what: 'webhook', rationale: 'new' }]);
    const other = before.replace('[event:read]', `[event:read, ${granted('team:read', WHY)}]`);
    const unrelated = other.replace('    reviews', '    webhooks: [issue.created]\n    reviews');
    expect(only(before, unrelated).widened).toMatchObject([
      { what: 'scope', rationale: 'new' },
      { what: 'webhook', rationale: 'unchanged' },
    ]);
  });
});

describe('webhooks', () => {
  it('compare as single events', () => {
    const hooks = (list: string): string => bot(['event:read'], `webhooks: [${list}]`);
    const { widened } = only(hooks('issue.created'), hooks('issue'));
    expect(widened.map(({ name }) => name)).toContain('issue.resolved');
    expect(widened.map(({ name }) => name)).not.toContain('issue.created');
  });
});

describe('permissions of another service', () => {
  const service = (lines: string, key = 'github'): string =>
    `  gh:\n    kind: service\n    service: ${key}\n    purpose: Suspect commits.\n${lines}`;
  const contents = (access?: string): string =>
    `    permissions: [{ permission: Contents${access === undefined ? '' : `, access: ${access}`} }]\n`;

  it.each([
    ['read', 'write', ['permission Contents write'], []],
    ['read', 'read & write', ['permission Contents write'], []],
    ['admin', 'read', [], ['permission Contents write admin']],
    ['read', 'sideways', ['permission Contents sideways'], ['permission Contents read']],
  ])('from %s to %s', (before, after, widened, narrowed) => {
    const change = only(service(contents(before)), service(contents(after)));
    expect([change.widened.map(inShort), change.narrowed.map(inShort)]).toEqual([widened, narrowed]);
  });

  it('are others in another service', () => {
    const change = only(service(contents('read')), service(contents('read'), 'gitlab'));
    expect(change.widened.map(inShort)).toEqual(['permission Contents read']);
    expect(change.narrowed.map(inShort)).toEqual(['permission Contents read']);
    expect(change.widened[0]).toMatchObject({ rationale: 'missing' });
  });

  it('are the same in small letters', () => {
    const small = service(contents('read')).replace('Contents', 'contents');
    expect(compare(file(service(contents('read'))), file(small)).integrations).toEqual([]);
  });

  it('open nothing in Sentry', () => {
    expect(only(service(''), service(contents('write'))).opened.operations).toEqual([]);
  });

  const limited = (list?: string): string => service(list === undefined ? '' : `    limitedTo: [${list}]\n`);
  it.each([
    ['another place', limited('a'), limited('a, b'), ['limit b'], []],
    ['no limit any more', limited('a'), limited(), ['limit *'], []],
    ['a first limit', limited(), limited('a'), [], ['limit *']],
    ['one place for another', limited('a'), limited('b'), ['limit b'], ['limit a']],
  ])('are limited to %s', (_what, before, after, widened, narrowed) => {
    const change = only(before, after);
    expect([change.widened.map(inShort), change.narrowed.map(inShort)]).toEqual([widened, narrowed]);
  });
});

describe('integrations', () => {
  it('appear and vanish with all that they hold', () => {
    const [one, two] = [bot(['org:read']), bot(['team:read'], '', 'other')];
    const { integrations } = compare(file(one), file(two));
    expect(
      integrations.map(({ name, change, widened, narrowed }) => ({ name, change, widened, narrowed })),
    ).toMatchObject([
      { name: 'other', change: 'appeared', widened: [{ name: 'team:read' }], narrowed: [] },
      { name: 'bot', change: 'vanished', widened: [], narrowed: [{ name: 'org:read' }] },
    ]);
  });

  it('keep their history by id through a new name', () => {
    const change = only(bot(['org:read'], 'id: bot-1a'), bot(['org:write'], 'id: bot-1a', 'robot'));
    expect(change).toMatchObject({
      name: 'robot',
      change: 'changed',
      details: [{ what: 'name', before: 'bot', after: 'robot' }],
    });
    expect(change.widened.map(inShort)).toEqual(['scope org:write']);
  });

  it('are others where the id is another', () => {
    const { integrations } = compare(file(bot([], 'id: a')), file(bot([], 'id: b')));
    expect(integrations.map(({ change }) => change)).toEqual(['appeared', 'vanished']);
  });

  const WHY = 'Copies the title of each new issue into the tracker of the shop.';
  const because = (scope: string): string => `{ scope: ${scope}, rationale: '${WHY}' }`;

  it('stay the same under another name where what is written of them stays', () => {
    const change = only(bot([because('event:read')]), bot([because('event:admin')], '', 'sync-bot'));
    expect(change).toMatchObject({
      name: 'sync-bot',
      change: 'changed',
      details: [{ what: 'name', before: 'bot', after: 'sync-bot' }],
    });
    expect(change.widened).toMatchObject([{ name: 'event:admin', rationale: 'unchanged' }]);
    expect(only(bot([because('event:read')]), bot([because('event:read')], '', 'sync-bot')).widened).toEqual(
      [],
    );
  });

  it.each([
    ['of another kind', (text: string) => text.replace('internal-integration', 'personal-token')],
    ['with an id of its own', (text: string) => text.replace('    scopes', '    id: b\n    scopes')],
    [
      'of which other things are written',
      (text: string) => text.replace('every deploy', 'a deploy').replace(WHY, 'Another reason.'),
    ],
  ])('are others %s', (_what, other) => {
    const before = bot([because('event:read')], 'id: a');
    const { integrations } = compare(file(before), file(other(bot([because('event:read')], '', 'other'))));
    expect(integrations.map(({ name, change }) => [name, change])).toEqual([
      ['other', 'appeared'],
      ['bot', 'vanished'],
    ]);
  });

  it('that go together with what is most like them, whichever side is asked from', () => {
    const entry = (name: string, ...whys: string[]): string =>
      bot(
        whys.map((why, i) => `{ scope: ${['org:read', 'team:read', 'event:read'][i]!}, rationale: ${why} }`),
        '',
        name,
      );
    const before = entry('a', 'One', 'Two', 'Three') + entry('b', 'One', 'Five');
    const after = entry('c', 'One', 'Five') + entry('d', 'One', 'Two', 'Three');
    const names = (base: string, head: string): unknown =>
      compare(file(base), file(head)).integrations.map(({ details }) => [
        details[0]?.before,
        details[0]?.after,
      ]);
    expect(names(before, after)).toEqual([
      ['b', 'c'],
      ['a', 'd'],
    ]);
    expect(names(after, before)).toEqual([
      ['d', 'a'],
      ['c', 'b'],
    ]);
  });

  it('take a rationale over from one that is gone for what it stood on there alone', () => {
    const [gone, stays] = [
      bot([because('event:write')]),
      bot(['org:read'], '', 'other').replace('deploy', 'day'),
    ];
    const takes = (scope: string): string => stays.replace('[org:read]', `[org:read, ${because(scope)}]`);
    const widened = (scope: string): unknown =>
      compare(file(gone + stays), file(takes(scope))).integrations.find(({ name }) => name === 'other')
        ?.widened;
    expect(widened('event:admin')).toMatchObject([{ name: 'event:admin', rationale: 'unchanged' }]);
    expect(widened('event:write')).toMatchObject([{ name: 'event:write', rationale: 'new' }]);
    expect(widened('event:read')).toMatchObject([{ name: 'event:read', rationale: 'new' }]);
  });

  it('stay the same where one first has an id', () => {
    expect(only(bot(['org:read']), bot(['org:read'], 'id: a'))).toMatchObject({
      details: [{ what: 'id', before: null, after: 'a' }],
      widened: [],
    });
  });

  it('say who owns them and of what kind they are now', () => {
    const head = bot(['org:read']).replace('team-release', 'team-shop').replace('internal-', 'public-');
    expect(only(bot(['org:read']), head).details.map(({ what }) => what)).toEqual(['kind', 'owner']);
  });

  it('are all there is where a file appears or vanishes', () => {
    const text = file(bot(['org:read']));
    expect(compare(undefined, text).integrations).toMatchObject([{ change: 'appeared' }]);
    expect(compare(text, undefined).integrations).toMatchObject([{ change: 'vanished' }]);
    expect(compare('# nothing yet\n', text).integrations).toMatchObject([{ change: 'appeared' }]);
  });
});
