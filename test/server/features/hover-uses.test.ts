import { describe, expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { allTools } from '../../../server/src/catalog/tools.ts';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { useMarkdown } from '../../../server/src/features/hover/use-text.ts';
import { atMark, entry, read, TODAY } from './cursor.ts';

function hover(marked: string): string {
  const { text, offset } = atMark(marked);
  return hoverAt(read(text), offset, { today: TODAY })?.markdown ?? '';
}

const SET_COMMITS = 'sentry-cli releases set-commits --auto';
const scopes = (...names: string[]): string => `    scopes: [${names.join(', ')}]\n`;
const uses = (...names: string[]): string =>
  `    uses:\n${names.map((name) => `      - ${name}\n`).join('')}`;

describe('hover on a use', () => {
  it('says what an operation does, what it accepts and where to read on', () => {
    const text = hover(entry(scopes('org:admin') + uses('POST /organizations/acme/rel‸eases/')));
    expect(text).toContain('**`POST /api/0/organizations/{organization_id_or_slug}/releases/`**');
    expect(text).toContain('[Create organization release](https://docs.sentry.io/api/releases/');
    expect(text).toContain(
      'accepts any one of `org:ci`, `project:releases`, `project:write` or `project:admin`.',
    );
    expect(text).toContain('Sure: ');
    expect(text).toContain('**No scope that is granted here serves it.**');
    expect(text).toMatch(/_By the catalogue of \d{4}-\d\d-\d\d\._$/);
  });

  it('names each operation of a command and what serves it here', () => {
    const marked = uses('sentry-cli releases set-com‸mits --auto');
    const text = hover(entry(scopes('org:read', 'project:releases') + marked));
    expect(text).toContain(`**\`${SET_COMMITS}\`** · a command`);
    expect(text).toContain('Calls 3 operations:');
    expect(text.match(/^- /gm)).toHaveLength(3);
    expect(text).toContain('Served here by `org:read` and `project:releases` together.');
    expect(hover(entry(scopes('org:read') + marked))).toContain('No scope that is granted here serves it.');
    expect(hover(entry(scopes('org:raed') + marked))).not.toMatch(/Served here|granted here/);
    expect(hover(entry(marked, 'organization-token'))).toContain('Served here by `org:ci`.');
  });

  it('says where a token of an integration may be refused', () => {
    const text = hover(entry(scopes('member:admin') + uses('POST /organizations/acme/mem‸bers/')));
    expect(text).toContain('Sentry refuses it to tokens of internal integrations, whatever they hold.');
    expect(hover(entry(uses('GET /organizations/acme/mem‸bers/')))).not.toContain('refuses');
  });

  it('names all scopes that serve it, the mildest first', () => {
    const text = hover(entry(scopes('project:admin', 'project:releases') + uses('sentry-cli releases n‸ew')));
    expect(text).toContain('Served here by `project:releases` or `project:admin`.');
  });

  it('says what is really checked, and what is not sure', () => {
    const effective = allOperations().find((operation) => operation.effectiveAnyOf);
    expect(useMarkdown(`${effective?.method ?? ''} ${effective?.path ?? ''}`)).toContain(
      'What it really asks for is',
    );
    const unverified = useMarkdown('POST /organizations/acme/monitors/');
    expect(unverified).toContain('Not sure: it is declared to take a read scope although it changes');
    expect(unverified).not.toContain('Sure: ');
    const undocumented = allOperations().find(({ source }) => source === 'code-2024-05');
    expect(useMarkdown(`${undocumented?.method ?? ''} ${undocumented?.path ?? ''}`)).toContain(
      'Not sure: it is undocumented, as of 2024-05.',
    );
  });

  it('says of what it is sure, and by which source', () => {
    expect(useMarkdown('GET /organizations/acme/members/')).toMatch(
      /^Sure: Sentry’s own description .* so\.$/m,
    );
    const checked = useMarkdown('PUT /organizations/acme/detectors/12/');
    expect(checked).toMatch(
      /^Sure: Sentry’s own description .* so, and its code what is really asked for\.$/m,
    );
    expect(useMarkdown('terraform sentry_team')).toMatch(/^Sure of what each of these operations accepts: /m);
    expect(useMarkdown('POST /organizations/acme/spike-protections/')).toMatch(
      /Not sure: it is documented by hand, may name too few; and declared to take a read scope .* not verified\./,
    );
  });

  it('says of tools what their scopes have to do with it', () => {
    expect(useMarkdown('sentry-cli send-event')).toContain('It takes a client key (DSN), and no token.');
    expect(useMarkdown('sentry-mcp skill docs')).toContain('An organization token does not do it.');
    expect(useMarkdown('sentry-cli releases propose-version')).toMatch(/takes no token|Any token will do/);
    const unknown = allTools().find(({ needs }) => needs === 'unknown');
    expect(useMarkdown(unknown?.name ?? '')).toContain('is not known');
  });

  it('has something to say of everything that completion offers, and nothing of what nobody knows', () => {
    for (const name of [
      ...allTools().map((tool) => tool.name),
      ...allOperations().map(({ method, path }) => `${method} ${path}`),
    ])
      expect(useMarkdown(name), name).toMatch(/^\*\*`/);
    expect(useMarkdown('make coffee')).toBeUndefined();
  });
});

describe('hover on a scope of an integration that says what it uses', () => {
  const declared = uses('sentry-cli releases new', SET_COMMITS);

  it('names the uses that need it', () => {
    const text = hover(entry(scopes('org:r‸ead', 'project:releases') + declared));
    expect(text).toContain(`**Needed here by** \`${SET_COMMITS}\``);
  });

  it('names no use that needs less, and all where only together they need it', () => {
    const remove = 'DELETE /organizations/acme/members/{member_id}/';
    const both = uses('GET /organizations/acme/members/', remove);
    expect(hover(entry(scopes('member:ad‸min') + both))).toContain(`**Needed here by** \`${remove}\`:`);
    const detectors = 'DELETE /organizations/acme/detectors/';
    const actions = 'POST /organizations/acme/notifications/actions/';
    expect(hover(entry(scopes('org:wr‸ite') + uses(detectors, actions)))).toContain(
      `**Needed here by** \`${detectors}\` and \`${actions}\`:`,
    );
  });

  it('says that weaker ones would do, or that none needs it', () => {
    expect(hover(entry(scopes('org:ad‸min', 'project:releases') + declared))).toContain(
      '**More than the declared uses need:** `org:read` would do in its place.',
    );
    expect(hover(entry(scopes('org:read', 'project:releases', 'event:re‸ad') + declared))).toContain(
      '**No declared use of this integration needs it.**',
    );
  });

  it('says only what is served where a use is not known, and nothing without uses', () => {
    const text = hover(entry(scopes('project:rel‸eases') + uses('sentry-cli releases new', 'make coffee')));
    expect(text).toContain('Serves here `sentry-cli releases new`.');
    expect(text).not.toMatch(/[Nn]eed/);
    expect(hover(entry(scopes('event:re‸ad')))).not.toMatch(/declared use|Serves here/);
  });
});
