import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import type { BareGrants } from '../../../server/src/protocol.ts';
import { createService } from '../../../server/src/service.ts';
import { damaged, damages, FAULTY, manifests } from '../support/manifests.ts';

const newService = () => createService({ today: () => parseDay('2026-11-23') ?? 0 });
const URI = 'file:///a.sentry-permissions.yaml';

/** The bare grants for the cursor, which `|` marks. */
function at(marked: string): BareGrants | undefined {
  const offset = marked.indexOf('|');
  const document = TextDocument.create(URI, 'sentry-permissions', 1, marked.replace('|', ''));
  return newService().bareGrants(document, { uri: URI, position: document.positionAt(offset) });
}

function asked(marked: string): string[] | undefined {
  return at(marked)?.requests.map(({ prompt }) => /need “?([^”?]*)/.exec(prompt)?.[1] ?? prompt);
}

const file = (scopes: string): string => `version: 1
integrations:
  bot:
    kind: internal-integration
    scopes:
${scopes}
  hub:
    kind: service
    service: github
    permissions:
      - permission: Contents
        access: read
      - permission: Issues
        access: read
        rationale: Links an issue of ours to its issue there.
`;

describe('bareGrants', () => {
  it('takes the grant at the cursor alone, wherever on its lines that is', () => {
    for (const scopes of [
      '      - org:read\n      - team:|read',
      '      - org:read\n|      - team:read',
      '      - org:read\n      - team:read  |',
      '      - org:read\n      - scope: team:read\n        until: 2027-01-|01',
    ])
      expect(asked(file(scopes))).toEqual(['team:read']);
  });

  it('tells grants on one line apart', () => {
    expect(asked(file('      [org:read, team:r|ead]'))).toEqual(['team:read']);
  });

  it('takes all bare grants of the integration where the cursor is on none of them', () => {
    const scopes = '      - org:read\n      - team:read\n      - scope: event:read\n        rationale: Reads';
    expect(asked(file(`${scopes} the new |issues.`))).toEqual(['org:read', 'team:read']);
    expect(asked(file(`${scopes} the new issues.`).replace('  bot:', '  b|ot:'))).toEqual([
      'org:read',
      'team:read',
    ]);
  });

  it('takes permissions of a service as well', () => {
    expect(asked(file('      - org:read').replace('kind: service', 'kind: ser|vice'))).toEqual(['Contents']);
  });

  it('answers with none where everything is explained, and with nothing outside of integrations', () => {
    expect(asked(file('      []').replace('kind: internal', 'kind: |internal'))).toEqual([]);
    expect(at(`|${file('      - org:read')}`)).toBeUndefined();
    expect(at('|')).toBeUndefined();
  });

  it('names those that cannot be edited safely, for an alias may share them', () => {
    const shared = (marked: string): string =>
      `${file('      - org:read\n      - team:read').replace('  bot:', '  bot: &bot')}  twin: *bot\n`.replace(
        marked.replace('|', ''),
        marked,
      );
    expect(at(shared('kind: |internal'))).toMatchObject({
      requests: [],
      left: ['org:read of bot', 'team:read of bot'],
    });
    expect(at(shared('team:r|ead'))?.left).toEqual(['team:read of bot']);
    expect(at(shared('kind: ser|vice'))?.left).toEqual([]);
  });

  it('finds an integration by its name too, and its fixes can be filled', () => {
    const document = TextDocument.create(URI, 'sentry-permissions', 1, file('      - org:read'));
    const service = newService();
    const found = service.bareGrants(document, { uri: URI, integration: 'bot' });
    expect(found?.integration).toBe('bot');
    const edit = service.fillFix(document, found!.requests[0]!, 'Lists the projects: all of them.');
    expect(JSON.stringify(edit)).toContain('Lists the projects: all of them.');
  });

  it('takes any text and any place in it, and names grants of that integration alone', () => {
    fc.assert(
      fc.property(fc.oneof(manifests, fc.constant(FAULTY)), damages, fc.nat(), (text, changes, place) => {
        const document = TextDocument.create(URI, 'sentry-permissions', 1, damaged(text, changes));
        const service = newService();
        const position = document.positionAt(place % (document.getText().length + 1));
        const found = service.bareGrants(document, { uri: URI, position });
        const wanted = service.findings(document).filter(({ rule }) => rule === 'missing-rationale');
        const places = wanted
          .filter(({ integration }) => integration === found?.integration)
          .map(({ at: { start } }) => document.positionAt(start));
        for (const { fix } of found?.requests ?? []) expect(places).toContainEqual(fix.at);
        expect(service.checked(document).accepted).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });
});
