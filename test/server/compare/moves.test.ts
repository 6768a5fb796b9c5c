/** Integrations that move from one manifest to another. */
import { describe, expect, it } from 'vitest';
import { compareManifests } from '../../../server/src/compare/compare.ts';
import type { ManifestChange } from '../../../server/src/compare/model.ts';
import { bot, file, inShort, TODAY } from './support.ts';

type Texts = readonly [base: string | undefined, head: string | undefined];

/** The changes of the manifests `shop.yaml`, `web.yaml` and so on, each with its text before and after. */
function between(texts: Readonly<Record<string, Texts>>): ManifestChange[] {
  return compareManifests(
    Object.entries(texts).map(([path, [base, head]]) => ({
      base: base === undefined ? undefined : { path, text: base },
      head: head === undefined ? undefined : { path, text: head },
    })),
    TODAY,
  );
}

/** "web.yaml bot changed: file shop.yaml > web.yaml; + scope org:admin (…) unchanged". */
function told(texts: Readonly<Record<string, Texts>>): string[] {
  return between(texts).flatMap(({ integrations }, i) =>
    integrations.map(({ name, change, details, widened, narrowed, weakened }) =>
      [
        `${Object.keys(texts)[i] ?? ''} ${name} ${change}`,
        ...details.map(({ what, before, after }) => `${what} ${before ?? ''} > ${after ?? ''}`),
        ...widened.map((grant) => `+ ${grant.what} ${grant.name} ${grant.rationale ?? ''}`),
        ...narrowed.map((grant) => `- ${inShort(grant)}`),
        ...weakened.map(({ what, subject }) => `! ${what} ${subject}`.trim()),
      ].join('; '),
    ),
  );
}

const because = (scope: string, why = 'Sets who looks after an issue by the plan on call.'): string =>
  `{ scope: ${scope}, rationale: "${why}" }`;
const other = bot(['team:read'], '', 'other');

describe('an integration that moves to another manifest', () => {
  it('is the same there, and widens nothing', () => {
    expect(
      told({
        'shop.yaml': [file(bot(['org:read']) + other), file(other)],
        'web.yaml': [file(other), file(other + bot(['org:read']))],
      }),
    ).toEqual(['web.yaml bot changed; file shop.yaml > web.yaml']);
  });

  it('is the same in a manifest that is new, from one that is gone', () => {
    expect(
      told({
        'shop.yaml': [file(bot(['org:read'])), undefined],
        'web.yaml': [undefined, file(bot(['org:read']))],
      }),
    ).toEqual(['web.yaml bot changed; file shop.yaml > web.yaml']);
  });

  it('does not explain with what stood there before that it takes more now', () => {
    const states = (name: string, more = ''): Readonly<Record<string, Texts>> => ({
      'shop.yaml': [file(bot([because('event:write')], more) + other), file(other)],
      'web.yaml': [undefined, file(bot([because('org:admin')], more, name))],
    });
    for (const lines of [told(states('bot')), told(states('sync-bot')), told(states('sync-bot', 'id: a'))])
      expect(lines).toEqual([
        expect.stringMatching(/^web.yaml .*; file shop.yaml > web.yaml; .*\+ scope org:admin unchanged/),
      ]);
  });

  it('is not told from the one with its name where there are several', () => {
    const one = file(bot(['org:read']));
    expect(
      told({
        'a.yaml': [one.replace('every deploy', 'each'), undefined],
        'b.yaml': [one.replace('every deploy', 'each'), undefined],
        'c.yaml': [undefined, one],
      }),
    ).toEqual([
      'a.yaml bot vanished; - scope org:read',
      'b.yaml bot vanished; - scope org:read',
      'c.yaml bot appeared; + scope org:read missing',
    ]);
  });

  it.each([
    ['of another kind', '', (text: string) => text.replace('internal-integration', 'personal-token')],
    ['of another organization', '', (text: string) => text.replace(': acme', ': other')],
    ['with another id', 'id: a', (text: string) => text.replace('id: a', 'id: b')],
  ])('is another one %s', (_what, id, another) => {
    const text = file(bot([because('org:read')], id));
    const lines = told({ 'a.yaml': [text, undefined], 'b.yaml': [undefined, another(text)] });
    expect(lines.map((line) => line.split(';')[0])).toEqual(['a.yaml bot vanished', 'b.yaml bot appeared']);
  });

  it('is checked less strictly where the other manifest is laxer', () => {
    const lax = 'review: { every: yearly }\nrules: { broad-scope: off }';
    expect(
      told({
        'a.yaml': [file(bot(['org:read']) + other), file(other)],
        'b.yaml': [file(other, lax), file(other + bot(['org:read']), lax)],
      }),
    ).toEqual(['b.yaml bot changed; file a.yaml > b.yaml; ! rule broad-scope; ! review-every']);
  });

  it('goes the other way by what it came', () => {
    const [there, back] = [
      between({
        'a.yaml': [file(bot(['org:admin']) + other), file(other)],
        'b.yaml': [undefined, file(bot(['org:read']))],
      }),
      between({
        'a.yaml': [file(other), file(bot(['org:admin']) + other)],
        'b.yaml': [file(bot(['org:read'])), undefined],
      }),
    ];
    const [came, went] = [there[1]?.integrations[0], back[0]?.integrations[0]];
    expect(came?.narrowed.map(inShort)).toEqual(went?.widened.map(inShort));
    expect(came?.narrowed.length).toBeGreaterThan(0);
    expect(went?.details).toEqual([{ what: 'file', before: 'b.yaml', after: 'a.yaml' }]);
  });

  it('of a manifest that cannot be read is not known', () => {
    expect(
      told({ 'a.yaml': [file(bot(['org:read'])), 'a: ['], 'b.yaml': [undefined, file(bot(['org:read']))] }),
    ).toEqual(['b.yaml bot appeared; + scope org:read missing']);
  });
});

describe('a reason that stood elsewhere', () => {
  const taking = (scope: string): Readonly<Record<string, Texts>> => ({
    'a.yaml': [file(bot([because('event:write')])), file(`# kept\n${bot([because('event:write')])}`)],
    'b.yaml': [file(other), file(other + bot([because(scope)], '', 'copy').replace('deploy', 'day'))],
  });

  it('explains what it stood on there, and nothing more', () => {
    expect(told(taking('event:write'))).toEqual(['b.yaml copy appeared; + scope event:write new']);
    expect(told(taking('event:read'))).toEqual(['b.yaml copy appeared; + scope event:read new']);
    expect(told(taking('event:admin'))).toEqual(['b.yaml copy appeared; + scope event:admin unchanged']);
  });

  it('is not new where its manifest stays as it is', () => {
    const states = [
      { path: 'b.yaml', text: file(other) },
      { path: 'b.yaml', text: file(other + bot([because('event:admin')])) },
    ];
    const rationale = (others: readonly string[]): unknown =>
      compareManifests([{ base: states[0], head: states[1] }], TODAY, others)[0]?.integrations[0]?.widened[0]
        ?.rationale;
    expect(rationale([])).toBe('new');
    expect(rationale([file(bot([because('event:write')]))])).toBe('unchanged');
    expect(rationale([file(bot([because('event:admin')]))])).toBe('new');
    expect(rationale(['a: ['])).toBe('new');
  });

  it('does not explain the scope of a person’s token that an integration held, in another file or under another name', () => {
    const was = file(bot([because('project:read')]));
    const now = was.replace('internal-integration', 'personal-token');
    const refused = [expect.stringMatching(/\+ scope project:read unchanged/)];
    expect(told({ 'a.yaml': [was, undefined], 'b.yaml': [undefined, now] }).slice(-1)).toEqual(refused);
    expect(told({ 'a.yaml': [was, now.replace('  bot:', '  uno:')] }).slice(0, 1)).toEqual(refused);
    const back = told({ 'a.yaml': [now, undefined], 'b.yaml': [undefined, was] });
    expect(back.slice(-1)).toEqual([expect.stringMatching(/\+ scope project:read new/)]);
  });

  it('does not explain anew what has ended where it stood', () => {
    const ended =
      '{ scope: org:admin, rationale: Moves the shop to another organization, until: 2020-01-01 }';
    const [was, now] = [
      bot([ended], 'id: a'),
      bot([ended.replace(', until: 2020-01-01', '')], 'id: b', 'uno'),
    ];
    expect(told({ 'a.yaml': [file(was), file(now)] })[0]).toMatch(/\+ scope org:admin unchanged/);
  });

  it('does not explain the permission of that name in another service', () => {
    const entry = (name: string, service: string): string =>
      `  ${name}:\n    kind: service\n    service: ${service}\n    permissions:\n      - { permission: Contents, access: read, rationale: Sentry reads the lines around a fault. }\n`;
    const states = (service: string): Readonly<Record<string, Texts>> => ({
      'a.yaml': [file(entry('a', 'github')), file(entry('a', 'github') + entry('b', service))],
    });
    expect(told(states('gitlab'))[0]).toMatch(/permission Contents unchanged/);
    expect(told(states('github'))[0]).toMatch(/permission Contents new/);
  });

  it('is no new one for a sign that nobody sees', () => {
    const why = 'Sets who looks after an issue by the plan on call.';
    for (const hidden of ['Se\u00ADts', 'Se\u200Bts', 'Ｓets']) {
      const head = file(bot([because('event:admin', why.replace('Sets', hidden))]));
      expect(told({ 'a.yaml': [file(bot([because('event:write')])), head] })[0]).toMatch(
        /event:admin unchanged/,
      );
    }
  });

  it('does not explain another step of a permission', () => {
    const github = (name: string, access: string, why: string): string =>
      `  ${name}:\n    kind: service\n    service: github\n    permissions:\n      - { permission: Contents, access: ${access}, rationale: "${why}" }\n`;
    const why = 'Sentry reads the lines around a fault.';
    const states = (access: string): Readonly<Record<string, Texts>> => ({
      'a.yaml': [file(github('a', 'read', why)), file(github('a', 'read', why) + github('b', access, why))],
    });
    expect(told(states('read'))).toEqual(['a.yaml b appeared; + permission Contents new']);
    expect(told(states('write'))).toEqual(['a.yaml b appeared; + permission Contents unchanged']);
  });
});
