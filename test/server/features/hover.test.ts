import { describe, expect, it } from 'vitest';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { threatsOf } from '../../../server/src/features/hover/threats.ts';
import { kinds } from '../../../server/src/manifest/format.ts';
import { atMark, entry, read, TODAY } from './cursor.ts';

function hover(marked: string): { on: string; markdown: string } | undefined {
  const { text, offset } = atMark(marked);
  const found = hoverAt(read(text), offset, { today: TODAY });
  return found && { on: text.slice(found.range.start, found.range.end), markdown: found.markdown };
}

describe('hover on a scope', () => {
  it('says what it allows and risks, what it opens, who holds it and how old that knowledge is', () => {
    const found = hover(entry('    scopes:\n      - scope: org:ad‸min\n'));
    expect(found?.on).toBe('org:admin');
    const text = found?.markdown ?? '';
    expect(text).toMatch(/^\*\*`org:admin`\*\* · sensitivity 5 of 5 \(highest: a broad scope\)/);
    expect(text).toMatch(/\*\*Risk:\*\* Total control/);
    expect(text).toContain('lateral movement, data breach, unauthorized action');
    expect(text).toMatch(
      /Opens \d+ operations: \*\*\d+ change\*\* and \*\*\d+ delete\*\* something, such as \[/,
    );
    expect(text).toContain(
      'Implies the weaker `org:read` (sensitivity 2), `org:integrations` (4), `org:write` (4)',
    );
    expect(text).toContain('Organization: Admin');
    expect(text).toContain('Lowest role: **owner**');
    expect(text).toContain('`internal-integration`');
    expect(text).toContain('https://docs.sentry.io/api/permissions/');
    expect(text).toMatch(/_By the catalogue of \d{4}-\d\d-\d\d\._$/);
  });

  it.each([
    ['a bare text', '    scopes:\n      - org:re‸ad\n', 'org:read'],
    ['an item of a flow list', '    scopes: [team:read, org:r‸ead]\n', 'org:read'],
    ['a quoted value', '    scopes:\n      - { scope: "org:r‸ead" }\n', '"org:read"'],
    ['a map by mistake', '    scopes:\n      - org: re‸ad\n', 'org: read'],
    ['a map by mistake, on its key', '    scopes:\n      - or‸g: read\n        rationale: x\n', 'org: read'],
    ['a value behind two colons', '    scopes:\n      - scope: org: r‸ead\n', 'org: read'],
    ['an alias', '    x-a: &a org:read\n    scopes:\n      - *‸a\n', '*a'],
    ['a value that the cursor is behind', '    scopes:\n      - org:read‸\n', 'org:read'],
    ['a value that has a space behind it', '    scopes:\n      - scope: org:re‸ad \n', 'org:read'],
  ])('finds it as %s', (_, lines, on) => {
    const found = hover(entry(lines));
    expect(found?.on).toBe(on);
    expect(found?.markdown).toContain('`org:read`');
  });

  it('says what was meant by a retired name', () => {
    const { markdown = '' } = hover(entry('    scopes:\n      - scope: alert_rule:re‸ad\n')) ?? {};
    expect(markdown).toContain(
      '**`alert_rule:read`** is no scope of Sentry: retired. Meant is `alerts:read`.',
    );
    expect(markdown).toContain('**`alerts:read`**');
    const none = hover(entry('    scopes:\n      - scope: alerts:adm‸in\n'))?.markdown;
    expect(none).toContain('never existed: alerts stops at write');
  });

  it('is silent on an unknown one', () => {
    expect(hover(entry('    scopes:\n      - scope: org:re‸ed\n'))).toBeUndefined();
  });

  it('is short for every scope', () => {
    for (const { name } of allScopes()) {
      const lines =
        hover(entry(`    scopes:\n      - ‸${name}\n`))
          ?.markdown.split('\n')
          .filter((line) => line !== '') ?? [];
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.length).toBeLessThanOrEqual(10);
      expect(lines.join('\n')).not.toMatch(/undefined|null|NaN/);
    }
  });

  it('names a threat for every scope that is at all sensitive', () => {
    for (const { name, sensitivity } of allScopes())
      if (sensitivity > 1) expect(threatsOf(name), name).not.toEqual([]);
  });
});

describe('hover on keys, words and names of the catalogue', () => {
  it.each([
    ['ver‸sion: 1\n', 'version', '**`version`** · required\n\nThe version of this format.\n\nAlways `1`.'],
    [entry('    credential:\n      rota‸ted: 2026-01-01\n'), 'rotated', 'last replaced'],
    [entry('    scopes:\n      - sco‸pe: org:read\n'), 'scope', '**`scope`** · required'],
    [entry('    sco‸pes:\n'), 'scopes', 'for every kind but `service`'],
    ['integra‸tions:\n  a:\n    kind: service\n', 'integrations', 'by name'],
    [
      entry('    accept:\n      - rule: broad-scope\n        unt‸il: 2026-12-01\n'),
      'until',
      'the exception holds',
    ],
  ])('%j', (text, on, expected) => {
    const found = hover(text);
    expect(found?.on).toBe(on);
    expect(found?.markdown).toContain(expected);
  });

  it('knows the facts on every kind', () => {
    for (const kind of Object.keys(kinds)) {
      const found = hover(`integrations:\n  bot:\n    kind: ‸${kind}\n`);
      expect(found?.on).toBe(kind);
      if (kind !== 'service') expect(found?.markdown).toContain('**Tied to:**');
    }
    expect(hover('integrations:\n  a: { kind: personal‸-token }\n')?.markdown).toContain(
      'Works on when its maker leaves:** no',
    );
  });

  it('knows levels, rules, webhooks, services and their permissions', () => {
    expect(hover('rules:\n  broad-scope: hi‸nt\n')?.markdown).toContain('faint mark');
    expect(hover('rules:\n  broad‸-scope: hint\n')?.markdown).toContain('**`broad-scope`**');
    expect(hover(entry('    webhooks: [iss‸ue]\n'))?.markdown).toContain('`event:read`');
    expect(hover(entry('    service: git‸hub\n', 'service'))?.markdown).toContain('GitHub');
    const permission = '    service: github\n    permissions:\n      - permission: Con‸tents\n';
    expect(hover(entry(permission, 'service'))?.markdown).toContain('**Broad.**');
  });

  it('says nothing on free text, comments and values that stand for something else', () => {
    expect(hover(entry('    purpose: Rea‸ds org:read.\n'))).toBeUndefined();
    expect(hover(entry('    # comm‸ent\n'))).toBeUndefined();
    expect(hover('‸')).toBeUndefined();
  });
});

describe('hover on days and spans', () => {
  it.each([
    ['    reviews:\n      - { date: 2026-10‸-05 }\n', '`2026-10-05` was **49 days ago**.'],
    [
      '    credential: { rotated: 2026-11‸-22, rotateEvery: 30 days }\n',
      'is due on 2026-12-22, **in 29 days**',
    ],
    [
      '    review: { every: 90‸ days }\n    reviews:\n      - date: 2026-01-01\n      - date: 2026-08-05\n',
      'was due on 2026-11-03, **20 days ago**',
    ],
    ['    review: { every: quar‸terly }\n', 'No review is recorded yet.'],
    ['    credential: { rotateEvery: 1‸ year }\n', 'not said'],
    ['    scopes:\n      - scope: org:read\n        until: 2026-11‸-23\n', '**today**'],
  ])('%j', (lines, expected) => {
    expect(hover(entry(lines))?.markdown).toContain(expected);
  });

  it('is silent on what is no date', () => {
    expect(hover(entry('    reviews:\n      - { date: yester‸day }\n'))).toBeUndefined();
  });
});

describe('hover on a name', () => {
  it('sums up what the integration holds, and no text of the file becomes Markdown', () => {
    const lines = '    scopes: [org:admin, org:read]\n    reviews: [{ date: 2026-11-22 }]\n';
    const found = hover(
      `integrations:\n  "[x](http‸s://evil.example) \`<b>\`":\n    kind: "**x**"\n${lines}`,
    );
    expect(found?.markdown).toContain('**`` [x](https://evil.example) `<b>` ``** · `**x**`');
    expect(found?.markdown).toContain('Holds `org:admin`.');
    expect(found?.markdown).toContain('**1 day ago**');
  });

  const named = (scopes: string, kind?: string): string =>
    hover(entry(`    scopes: [${scopes}]\n`, kind).replace('bot:', 'b‸ot:'))?.markdown ?? '';

  it('leaves out what has ended', () => {
    expect(named('{ scope: event:admin, until: 2026-11-22 }')).not.toMatch(/Holds|operation/);
    expect(named('{ scope: event:admin, until: 2026-11-22 }, team:read')).toContain('Holds `team:read`.');
    expect(named('{ scope: event:admin, until: 2026-11-23 }')).toContain('Holds `event:admin`.');
  });

  it('names what Sentry may do there, and only where something is named', () => {
    const there = (permissions: string): string =>
      hover(
        entry(`    service: github\n    permissions: [${permissions}]\n`, 'service').replace('bot:', 'b‸ot:'),
      )?.markdown ?? '';
    expect(there('{ permission: Contents, access: read }, { access: write }')).toContain(
      'May do there: `Contents` (read).',
    );
    expect(there('{ access: write }')).not.toContain('May do there');
  });

  it('counts a retired name as the scope that was meant', () => {
    expect(named('alert_rule:read')).toContain('Holds `alerts:read`.');
  });

  it('counts what the scopes open in words that agree', () => {
    expect(named('org:admin, team:admin')).toMatch(
      /Together they open \d\d+ operations: \*\*\d+ change\*\* and \*\*\d+ delete\*\* something\./,
    );
    expect(named('event:admin')).toMatch(/That opens \d\d+ operations: \*\*\d+ change\*\* and/);
    expect(named('event:read')).toMatch(/That opens \d\d operations: \*\*1 changes\*\* something\./);
    expect(named('team:read')).toMatch(/That opens \d\d operations, read only\./);
    expect(named('project:distribution')).toContain('That opens 1 operation, read only.');
    expect(named('openid', 'unheard-of')).toContain('No operation of the catalogue asks for it.');
    expect(named('openid, email', 'unheard-of')).toContain('No operation of the catalogue asks for them.');
  });
});
