import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import type { RefusalParams } from '../../../server/src/protocol.ts';
import { createService } from '../../../server/src/service.ts';
import { entry, TODAY } from './cursor.ts';

const service = createService({ today: () => TODAY });
let opened = 0;

function open(text: string): TextDocument {
  return TextDocument.create(`file:///${String(++opened)}/refused.yaml`, 'sentry-permissions', 1, text);
}

const RELEASES = '/api/0/organizations/acme/releases/';

function pageOn(refusal: RefusalParams['refusal'], text?: string): string {
  if (text === undefined) return service.refusal(undefined, { refusal }).page.markdown;
  const document = open(text);
  const target = { uri: document.uri, integration: 'bot' };
  return service.refusal(document, { refusal, target }).page.markdown;
}

describe('the page on a refused request', () => {
  it('names the operation and the least that it takes', () => {
    const page = pageOn({ requests: [{ method: 'POST', path: RELEASES }], scopes: [] });
    expect(page).toContain('## `POST /api/0/organizations/{organization_id_or_slug}/releases/`');
    expect(page).toMatch(/\*\*The least that does it: `project:releases`\*\*, by the catalogue of \d{4}/);
    expect(page.match(/catalogue of/g)).toHaveLength(1);
    expect(page).toContain('An organization token (`org:ci`) would do as well.');
    expect(page).toContain('any one of');
    expect(page).toContain('necessary and not sufficient');
    expect(page).not.toContain('acme');
  });

  it('lists every method of a path whose method is not said', () => {
    const page = pageOn({ requests: [{ path: RELEASES }], scopes: [] });
    expect(page).toContain('By which method it was asked is not said');
    expect(page).toContain('## `GET /api/0/organizations/{organization_id_or_slug}/releases/`');
    expect(page).toContain('## `POST /api/0/organizations/{organization_id_or_slug}/releases/`');
  });

  it('compares with what the integration holds', () => {
    const refusal = { requests: [{ method: 'POST', path: RELEASES }], scopes: [] };
    expect(pageOn(refusal, entry('    scopes: [event:read]\n'))).toContain(
      '`bot` does not hold that, by this file.',
    );
    expect(pageOn(refusal, entry('    scopes: [project:releases]\n'))).toContain(
      '`bot` holds what it takes, by this file.',
    );
  });

  it('takes the mildest of the scopes that Sentry names, and no word that is no scope', () => {
    const page = pageOn({ requests: [], scopes: ['org:admin', 'org:write', 'made:up'] });
    expect(page).toContain('Its first check accepts any one of these: `org:admin` or `org:write`.');
    expect(page).toContain('**The least that passes it: `org:write`**');
    expect(page).not.toContain('made:up');
  });

  const MEMBER = { method: 'DELETE', path: '/api/0/organizations/acme/members/42/' };
  const READ = ['member:read', 'member:write', 'member:admin'];

  it.each([
    ['DELETE', MEMBER.path, READ, 'member:admin'],
    [
      'PUT',
      '/api/0/projects/acme/shop/',
      ['project:read', 'project:write', 'project:admin'],
      'project:write',
    ],
  ])(
    'names one least for what Sentry names and for what it checks inside %s %s',
    (method, path, scopes, least) => {
      const [read = ''] = scopes;
      const refusal = { requests: [{ method, path }], scopes };
      const page = pageOn(refusal, entry(`    kind: personal-token\n    scopes: [${read}]\n`));
      expect(page.match(/\*\*The least.*?\*\*/g)).toEqual([`**The least that does it: \`${least}\`**`]);
      expect(page).toContain('and Sentry’s answer.');
      expect(page).toContain(`Its first check accepts any one of these: \`${read}\``);
      expect(page).toContain('`bot` does not hold that, by this file.');
      expect(page).not.toContain('holds what');
      expect(pageOn(refusal, entry(`    kind: personal-token\n    scopes: [${least}]\n`))).toContain(
        '`bot` holds what it takes, by this file.',
      );
    },
  );

  it('goes by what Sentry names where the catalogue asks for less', () => {
    const page = pageOn({ requests: [{ method: 'POST', path: RELEASES }], scopes: ['org:write'] });
    expect(page).toContain('**The least that does it: `org:write` and `project:releases`**');
  });

  it('goes by what Sentry names in the place of what the catalogue is not sure of', () => {
    const bulk = { method: 'POST', path: '/api/0/organizations/acme/code-mappings/bulk/' };
    const page = pageOn(
      { requests: [bulk], scopes: ['org:ci', 'org:write', 'org:admin'] },
      entry('    kind: public-integration\n    scopes: [event:read]\n'),
    );
    expect(page).toContain('**The least that does it: `org:write`**');
    expect(page).not.toContain('alone does it');
  });

  it('says no least of what Sentry names where it may belong to several operations', () => {
    const both = { ...MEMBER, method: 'GET' };
    for (const requests of [
      [{ path: MEMBER.path }],
      [MEMBER, both],
      [MEMBER, { ...MEMBER, path: '/api/0/x/' }],
    ]) {
      const page = pageOn({ requests, scopes: READ }, entry('    scopes: [member:read]\n'));
      const [, header = ''] = page.split('## What Sentry’s answer names');
      expect(header).toContain('It may check more behind that.');
      expect(header).not.toMatch(/least|holds?\b/);
    }
  });

  it('names the least of what Sentry names where the catalogue does not know what it takes', () => {
    const request = { method: 'POST', path: '/api/0/organizations/acme/what-is-this/' };
    const page = pageOn({ requests: [request], scopes: READ }, entry('    scopes: [member:read]\n'));
    expect(page).toContain('**The least that passes it: `member:read`**');
    expect(page).toContain('`bot` holds what passes it, by this file. Compare');
    const users = { method: 'GET', path: '/api/0/organizations/acme/scim/v2/Users' };
    expect(pageOn({ requests: [users], scopes: READ })).not.toMatch(/least that|goes by both/);
  });

  it('names the credential that alone does it, where no scope decides', () => {
    const users = { method: 'GET', path: '/api/0/organizations/acme/scim/v2/Users' };
    expect(pageOn({ requests: [users], scopes: [] })).toContain(
      '**It takes a credential of the kind `scim-token`**, whatever the scopes of another',
    );
    const bulk = { method: 'POST', path: '/api/0/organizations/acme/code-mappings/bulk/' };
    const page = pageOn({ requests: [bulk], scopes: [] }, entry('    scopes: [event:read]\n'));
    expect(page).toContain('**Of what is known, `org:ci` alone does it**');
    expect(page).not.toContain('can do it');
  });

  it('says that an operation is not known, without the values in its path', () => {
    const page = pageOn({
      requests: [{ method: 'GET', path: '/api/0/organizations/acme/secret-name/' }],
      scopes: [],
    });
    expect(page).toContain('## `GET /api/0/organizations/{…}/{…}/`');
    expect(page).not.toMatch(/acme|secret-name/);
  });

  it('says what to paste where there is nothing', () => {
    expect(pageOn({ requests: [], scopes: [] })).toContain('**No request to Sentry’s API is in that text.**');
  });

  it('names what the integration does not declare yet', () => {
    const document = open(entry('    uses: [sentry-cli releases new]\n'));
    const target = { uri: document.uri, integration: 'bot' };
    const refused = (method: string, path: string): unknown =>
      service.refusal(document, { refusal: { requests: [{ method, path }], scopes: [] }, target }).undeclared;
    expect(refused('POST', RELEASES)).toBeNull();
    expect(refused('GET', RELEASES)).toEqual({
      integration: 'bot',
      uses: ['GET /api/0/organizations/{organization_id_or_slug}/releases/'],
    });
  });
});

describe('recorded requests', () => {
  const REQUESTS = [
    `POST ${RELEASES}`,
    `GET ${RELEASES}`,
    'GET /api/0/organizations/other/releases/',
    'GET /api/0/organizations/acme/what-is-this/42/',
  ];

  function matched(lines: string): ReturnType<typeof service.matchRequests> {
    const document = open(entry(lines));
    return service.matchRequests(document, { uri: document.uri, integration: 'bot' }, REQUESTS);
  }

  it('become operations, each once, those that are new first', () => {
    expect(matched('    uses: [sentry-cli releases new]\n')).toEqual({
      integration: 'bot',
      found: [
        {
          use: 'GET /api/0/organizations/{organization_id_or_slug}/releases/',
          title: 'List organization releases',
          declared: false,
        },
        {
          use: 'POST /api/0/organizations/{organization_id_or_slug}/releases/',
          title: 'Create organization release',
          declared: true,
        },
      ],
      unmatched: ['GET /api/0/organizations/{…}/{…}/{…}/'],
    });
  });

  it.each([
    [
      'a block list',
      '    uses:\n      - sentry-cli issues list\n',
      '    uses:\n      - sentry-cli issues list\n      - GET /a/{b}/\n      - POST /c/\n',
    ],
    [
      'a flow list',
      '    uses: [sentry-cli issues list]\n',
      '    uses: [sentry-cli issues list, "GET /a/{b}/", POST /c/]\n',
    ],
    ['an empty list', '    uses: []\n', '    uses: ["GET /a/{b}/", POST /c/]\n'],
    [
      'no list',
      '    scopes: [event:read]\n    owner: team\n',
      '    scopes: [event:read]\n    uses:\n      - GET /a/{b}/\n      - POST /c/\n    owner: team\n',
    ],
    ['a key without a value', '    uses:\n', '    uses:\n      - GET /a/{b}/\n      - POST /c/\n'],
    [
      'CRLF',
      '    uses:\r\n      - x\r\n',
      '    uses:\r\n      - x\r\n      - GET /a/{b}/\r\n      - POST /c/\r\n',
    ],
  ])('are added to %s', (_, before, after) => {
    const document = open(entry(before));
    const edit = service.addUses(document, { uri: document.uri, integration: 'bot' }, [
      'GET /a/{b}/',
      'POST /c/',
    ]);
    const [change] = edit?.documentChanges ?? [];
    const edits = change && 'edits' in change ? change.edits.filter((one) => 'newText' in one) : [];
    expect(TextDocument.applyEdits(document, edits)).toBe(entry(after));
  });

  it('are not added where the list is no list of this place', () => {
    for (const lines of ['    uses: all of it\n', '    x-a: &a [x]\n    uses: *a\n']) {
      const document = open(entry(lines));
      expect(
        service.addUses(document, { uri: document.uri, integration: 'bot' }, ['POST /c/']),
      ).toBeUndefined();
    }
  });
});
