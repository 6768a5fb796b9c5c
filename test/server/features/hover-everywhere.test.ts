import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { pageLinkFor } from '../../../server/src/features/page-link.ts';
import type { Client } from '../../../server/src/features/client.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { atMark, entry, TODAY } from './cursor.ts';

const CLIENT: Client = {
  commands: new Set(),
  snippetEdits: false,
  snippets: false,
  documentationBase: 'https://pages.example/',
  documentationEnd: '.html',
};

/** The hover with everything that an editor would give it. */
function hover(marked: string, client = CLIENT): { on: string; markdown: string } | undefined {
  const { text, offset } = atMark(marked);
  const { manifest, findings } = analyse(text, TODAY);
  const found = hoverAt(manifest, offset, { today: TODAY, findings, pageLink: pageLinkFor(client) });
  return found && { on: text.slice(found.range.start, found.range.end), markdown: found.markdown };
}

const markdown = (marked: string): string => hover(marked)?.markdown ?? '';

describe('hover on a rule', () => {
  it('says its level, here and by default, its purpose and threat, and where its page is', () => {
    const found = hover('version: 1\nrules:\n  broad-‸scope: warning\n');
    expect(found?.on).toBe('broad-scope');
    expect(found?.markdown).toMatch(/^\*\*`broad-scope`\*\* · error by default · `warning` in this file\n/);
    expect(found?.markdown).toContain('**Guards against:** ');
    expect(found?.markdown).toContain('A finding can be accepted, with a reason and a last day.');
    expect(found?.markdown).toMatch(/\[Rule page\]\(https:\/\/pages\.example\/broad-scope\.html\)$/);
  });

  it('is the same in an exception, and says where there can be none', () => {
    const accept = '    accept:\n      - { rule: broad-‸scope, reason: Ticket 12, until: 2027-01-01 }\n';
    expect(hover(entry(accept))?.on).toBe('broad-scope');
    expect(markdown(entry(accept))).toContain('error by default\n');
    expect(markdown('rules:\n  unknown-‸key: error\n')).toContain('cannot be accepted');
    expect(markdown(entry(accept.replace('broad-‸scope', 'broad-‸scoop')))).not.toContain('by default');
  });

  it('is followed from its level', () => {
    const text = markdown('version: 1\nrules:\n  broad-scope: hi‸nt\n');
    expect(text).toContain('faint mark');
    expect(text).toContain('For `broad-scope`, which is error by default: ');
  });

  it('shows no level that is none', () => {
    expect(markdown('version: 1\nrules:\n  broad-‸scope: "](x)"\n')).not.toContain('in this file');
  });
});

describe('hover where something was found', () => {
  const broad = entry(
    '    owner: x\n    scopes:\n      - scope: org:ad‸min\n        rationale: It is ours.\n',
  );

  it('ends with why, and the way to the page, and does not repeat the message', () => {
    const { text } = atMark(broad);
    const finding = analyse(text, TODAY).findings.find(({ rule }) => rule === 'broad-scope');
    const found = markdown(broad);
    expect(found).toMatch(/^\*\*`org:admin`\*\*/);
    expect(found).toMatch(
      /\n\n\*\*Why:\*\* [^\n]+ · \[Rule page\]\(https:\/\/pages\.example\/broad-scope\.html\)$/,
    );
    expect(found).not.toContain(finding?.message.slice(0, 30));
  });

  it('goes by command where the client opens pages itself', () => {
    const commands = new Set(['sentryPermissions.openRulePage']);
    expect(hover(broad, { ...CLIENT, commands })?.markdown).toContain(
      '[Rule page](command:sentryPermissions.openRulePage?%5B%22broad-scope%22%5D)',
    );
  });

  it('keeps an address whole, whatever is in it, and does without one', () => {
    const documentationBase = 'file:///C:/a (b)/';
    expect(hover(broad, { ...CLIENT, documentationBase })?.markdown).toContain(
      '(file:///C:/a%20%28b%29/broad-scope.html)',
    );
    const bare = hover(broad, { ...CLIENT, documentationBase: undefined })?.markdown;
    expect(bare).toMatch(/\*\*Why:\*\* [^\n]+\)_$/);
  });

  it('says that a finding is accepted', () => {
    const accepted = broad.replace(
      'It is ours.\n',
      'It is ours.\n        accept: [{ rule: broad-scope, reason: Ticket 12, until: 2027-01-01 }]\n',
    );
    expect(markdown(accepted)).toContain('**Accepted here:** `broad-scope`. ');
    expect(markdown(accepted)).not.toContain('**Why:**');
  });

  it('is there where nothing else is known', () => {
    const found = hover(entry('    scopes:\n      - scope: org:re‸ed\n'));
    expect(found?.on).toBe('org:reed');
    expect(found?.markdown).toMatch(/^\*\*Why:\*\* /);
  });

  it('tells of a rule once, and not again where the rule itself is hovered over', () => {
    const unused = entry('    accept:\n      - { rule: unused-accept‸ance, reason: x }\n');
    expect(markdown(unused).match(/Rule page/g)?.length).toBe(
      new Set(markdown(unused).match(/pages\.example\/[a-z-]+/g)).size,
    );
  });
});

describe('hover on webhooks', () => {
  const hooked = (webhook: string, scopes = 'event:read'): string =>
    markdown(entry(`    scopes: [${scopes}]\n    webhooks:\n      - ${webhook}\n`));

  it('says what a resource sends, and which scope it needs', () => {
    expect(hooked('iss‸ue')).toContain('Sends `issue.created`, `issue.resolved`');
    expect(hooked('iss‸ue')).toContain('without `event:read`. This one holds it.');
    expect(hooked('iss‸ue', 'event:admin')).toContain('This one holds it.');
    expect(hooked('iss‸ue', 'team:read')).toContain('**This one does not hold it.**');
    expect(hooked('iss‸ue', '{ scope: }')).not.toContain('This one');
  });

  it('says where none arrives, and nothing of a scope that is missing', () => {
    const token = markdown(entry('    scopes: [team:read]\n    webhooks: [iss‸ue]\n', 'personal-token'));
    expect(token).toContain('**This one does not get it:**');
    expect(token).not.toContain('does not hold it');
    expect(markdown(entry('    scopes: []\n    webhooks: [iss‸ue]\n', 'public-in'))).not.toContain(
      'does not get',
    );
  });

  it.each([
    ['a scope that has ended', '{ scope: event:read, until: 2026-11-22 }', 'does not hold it'],
    ['a scope on its last day', '{ scope: event:read, until: 2026-11-23 }', 'This one holds it.'],
    [
      'an ended one beside one that lasts',
      '{ scope: event:read, until: 2026-11-22 }, event:write',
      'This one holds it.',
    ],
    ['a retired name', 'alert_rule:read', 'does not hold it'],
  ])('counts %s as the rules do', (_, scopes, expected) => {
    expect(hooked('iss‸ue', scopes)).toContain(expected);
  });

  it('does not say what is held where a name is not known', () => {
    expect(hooked('iss‸ue', 'event:reed')).not.toContain('This one');
  });

  it('knows the names of one event', () => {
    expect(hooked('issue.arch‸ived')).toContain('Another name of `issue.ignored`');
    expect(hooked('issue.ign‸ored')).toContain('Also written `issue.archived`.');
    expect(hooked('issue.cre‸ated')).toContain('one event of `issue`');
    expect(hooked('mem‸ber')).toMatch(/cannot be subscribed to, though .* needs `member:read`\.\n/);
    expect(hooked('install‸ation')).toContain('Nobody can subscribe to it');
  });
});

describe('hover on schedules', () => {
  const reviewed = '    reviews:\n      - { date: 2026-09-02, by: dana }\n';

  it.each([
    ['its own', entry(`    review: { every: 90‸ days }\n${reviewed}`), 'is due on 2026-12-01, **in 8 days**'],
    [
      'a named span',
      entry(`    review: { every: quar‸terly }\n${reviewed}`),
      '**`quarterly`** (3 months) between',
    ],
    ['its key', entry(`    review: { ev‸ery: 90 days }\n${reviewed}`), 'is due on 2026-12-01'],
    [
      'the reviews’ key',
      entry(`    review: { every: 90 days }\n${reviewed.replace('rev', 'r‸ev')}`),
      '2026-12-01',
    ],
    [
      'a reminder',
      entry(`    review: { every: 90 days, remind: 14‸ days }\n${reviewed}`),
      'It has counted as due soon from 2026-11-17 on.',
    ],
    [
      'a reminder ahead',
      entry(`    review: { every: 90 days, remind: 7‸ days }\n${reviewed}`),
      'It counts as due soon from 2026-11-24 on.',
    ],
    [
      'a reminder that is longer than the schedule',
      entry(`    review: { every: 90 days, remind: 1‸ year }\n${reviewed}`),
      'from 2026-09-02 on',
    ],
    [
      'a reminder on the file’s schedule',
      `review: { every: 90 days }\n${entry(`    review: { remind: 7‸ days }\n${reviewed}`)}`,
      'It counts as due soon from 2026-11-24 on.',
    ],
    ['the rotation', entry('    credential: { rotateEvery: 30‸ days }\n'), '**How:** create another token'],
  ])('%s', (_, text, expected) => {
    expect(markdown(text)).toContain(expected);
  });

  it('counts from a date only where the newest one is sure', () => {
    const text = entry(
      '    review: { every: 90‸ days }\n    reviews: [{ date: 2026-09-02 }, { date: soon }]\n',
    );
    expect(markdown(text)).toContain('the next one is not known');
  });

  it('says how many integrations go by the file’s, and which comes first', () => {
    const file = `version: 1
review: { every: 90‸ days, remind: 1 week }
integrations:
  a: { kind: scim-token, reviews: [{ date: 2026-09-02, by: x }] }
  b: { kind: scim-token, reviews: [{ date: 2026-08-02, by: x }, { date: 2026-08-05, by: x }] }
  c: { kind: scim-token, review: { every: 30 days }, reviews: [{ date: 2020-01-01, by: x }] }
  d: { kind: scim-token }
`;
    expect(markdown(file)).toContain(
      'Governs 3 of 4 integrations. The first review, of `b`, was due on 2026-11-03, **20 days ago**. Overdue: **1**. Never reviewed: **1**.',
    );
    expect(markdown(file.replace('‸', '').replace('1 week', '1‸ week'))).toContain(
      'Governs 4 of 4 integrations.',
    );
  });
});

describe('hover on days', () => {
  it.each([
    ['    scopes: [{ scope: org:read, until: 2026-12‸-05 }]\n', 'ends **in 12 days**', 'should be granted'],
    ['    scopes: [{ scope: org:read, until: 2026-11‸-20 }]\n', 'ended **3 days ago**', 'should be granted'],
    ['    accept: [{ rule: x, until: 2026-11‸-24 }]\n', 'ends **in 1 day**', 'the exception holds'],
    ['    credential: { expires: 2026-11‸-22 }\n', 'expired **1 day ago**', 'the secret works'],
    ['    scopes: [{ scope: org:read, since: 2026-08‸-30 }]\n', 'was **85 days ago**', 'was granted'],
    [
      '    review: { every: monthly }\n    reviews: [{ date: 2026-11‸-01 }]\n',
      'was **22 days ago**',
      'The next review is due on 2026-12-01, **in 8 days**.',
    ],
    [
      '    reviews: [{ date: 2026-01‸-01 }, { date: 2026-11-01 }]\n',
      '**326 days ago**',
      'A newer review is of 2026-11-01.',
    ],
  ])('%j', (lines, when, what) => {
    expect(markdown(entry(lines))).toContain(when);
    expect(markdown(entry(lines))).toContain(what);
  });
});

describe('hover on a digest', () => {
  const of = (digest: string, scopes = '[org:read]'): string =>
    markdown(entry(`    scopes: ${scopes}\n    reviews:\n      - { date: 2026-11-01, of: ${digest} }\n`));
  const today = /which is `(p1-[0-9a-f]{8})`/.exec(of('p1-0000‸0000'))?.[1] ?? '';

  it('says whether it is of today', () => {
    expect(of('p1-0000‸0000')).toContain('It is **not today’s**');
    expect(of(`${today}‸`.replace(/(..)‸/, '‸$1'))).toContain('It is **today’s**');
    expect(of('p9-0000‸0000')).toContain('not compared');
    expect(of('p1-0000‸0000', '[{ scope: }]')).toContain('cannot be computed');
    const newer = (date: string): string => of(`p1-0000‸0000 }\n      - { date: ${date}, of: p1-11111111`);
    expect(newer('2026-11-02')).toContain('A newer review is recorded.');
    expect(newer('2099-01-01')).not.toContain('newer');
  });
});

describe('hover on another service', () => {
  const service = (lines: string): string => markdown(entry(`    service: github\n${lines}`, 'service'));

  it('knows permissions, access, features and the keys that list them', () => {
    const permission = '    permissions:\n      - permission: Contents\n        access: read\n';
    expect(service(permission.replace('Con', 'Con‸'))).toContain('Sentry asks for `read`.');
    expect(service(permission.replace('read', 're‸ad'))).toContain(
      '**`read`** · access of `Contents` in GitHub',
    );
    expect(service(permission.replace('perm', 'pe‸rm'))).toContain('`Contents` (read)');
    expect(service('    features: [suspect-com‸mits]\n')).toContain('Needs `Contents` (read, broad).');
    expect(service('    features: [code‸owners]\n')).toContain('Needs `');
    expect(service('    limited‸To: [acme/shop]\n')).toContain('all or selected repositories');
  });

  it('tells what the declared features have to do with a permission', () => {
    const lines = (features: string): string =>
      `    features: [${features}]\n    permissions:\n      - { permission: Con‸tents, access: read }\n`;
    expect(service(lines('suspect-commits, codeowners'))).toContain(
      '**Needed here by** `suspect-commits` and `codeowners`; `read` is enough.',
    );
    expect(service(lines('issue-creation'))).toContain('but nobody can leave it out.');
    expect(service(lines('nonsense'))).not.toContain('eeds it');
    const own = `server: https://sentry.acme.example\n${entry(`    service: github\n${lines('issue-creation')}`, 'service')}`;
    expect(markdown(own)).toContain('**No declared feature of this integration needs it.**');
    expect(markdown(own.replace('Con‸tents', 'Meta‸data'))).toContain('the connection itself');
  });

  it('tells what a feature is, and what it lacks', () => {
    const text = service('    features: [Code own‸ers]\n    permissions: [{ permission: Contents }]\n');
    expect(text).toContain('Assigns issues by the CODEOWNERS file');
    expect(text).toContain('Also called `code-owners`');
    expect(text).toContain('**Not listed here:** `Members (read)`.');
  });

  it('tells who chooses, and where both sides tell more', () => {
    const text = markdown(entry('    service: git‸hub\n', 'service'));
    expect(text).toContain('Sentry’s own app fixes');
    expect(text).toContain('https://docs.sentry.io/organization/integrations/source-code-mgmt/github/');
    expect(text).toContain('https://docs.github.com/');
    const hosted = `server: https://sentry.acme.example\n${entry('    service: git‸hub\n', 'service')}`;
    expect(markdown(hosted)).toContain('The administrator chooses');
  });

  it('is silent on what the catalogue does not name', () => {
    expect(service('    permissions:\n      - { permission: Nothing, access: re‸ad }\n')).toBe('');
    expect(markdown(entry('    service: nobody\n    features: [code‸owners]\n', 'service'))).toBe('');
  });
});

describe('hover on the file’s own values', () => {
  it('knows the organization and its server', () => {
    const file = 'version: 1\norganization: acme\nserver: https://sentry.acme.example\nintegrations: {}\n';
    expect(markdown(file.replace('acme', 'ac‸me'))).toContain('on `https://sentry.acme.example`');
    expect(markdown(file.replace('https', 'ht‸tps'))).toContain('a self-hosted Sentry');
    expect(markdown('server: https://sentry‸.io\n')).toContain('hosted Sentry');
    expect(markdown('organization: ac‸me\n')).toContain('at sentry.io');
    expect(markdown('vers‸ion: 1\n')).toContain('version of this format');
    expect(markdown('version: ‸1\n')).toContain('version of this format');
  });
});

describe('hover on an alias', () => {
  it('shows what stands behind it, or what it is for', () => {
    const base = 'integrations:\n  a: &a\n    kind: scim-token\n    scopes: [team:admin]\n  copy: *‸a\n';
    expect(hover(base)?.on).toBe('*a');
    expect(markdown(base)).toContain('**`copy`** · `scim-token`');
    const credential = entry('    x-c: &c { rotated: 2026-01-01 }\n    credential: *‸c\n');
    expect(hover(credential)?.on).toBe('*c');
    expect(markdown(credential)).toContain('**`credential`**');
    const days = entry('    x-d: &d 2026-11-22\n    credential: { rotated: *‸d }\n');
    expect(hover(days)?.markdown).toContain('was **1 day ago**');
    expect(markdown(entry('    x-r: &r broad-scope\n    accept: [{ rule: *‸r }]\n'))).toContain('by default');
  });
});

describe('hover and credentials', () => {
  it('hides a value wherever it is written', () => {
    const value = `sntryi_${'0123456789abcdef'.repeat(4)}`;
    for (const text of [
      `integrations:\n  ${value}‸:\n    kind: scim-token\n`.replace(/(.)‸/, '‸$1'),
      `integrations:\n  a:\n    kind: service\n    service: github\n    permissions: [{ permission: Contents, access: ‸${value} }]\n`,
      `organization: ‸${value}\n`,
      `server: ‸https://${value}.example\n`,
      `review: { every: 1‸ day }\nintegrations:\n  ${value}: { kind: scim-token, reviews: [{ date: 2026-01-01, by: x }] }\n`,
    ])
      expect(markdown(text)).not.toContain(value.slice(8));
  });
});
