import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRefusal } from '../../../server/src/recording/refusal.ts';

const PROJECTS = '/api/0/organizations/acme/projects/';

const RELEASE = "/api/0/organizations/acme/releases/dana's-build/";

describe('readRefusal', () => {
  it.each([
    ['a request line', `GET ${PROJECTS} HTTP/1.1`, 'GET'],
    ['a method and an address', `POST https://sentry.io${PROJECTS}?x=1`, 'POST'],
    ['an address', `https://acme.sentry.io${PROJECTS}?x=1`, undefined],
    ['a path', PROJECTS, undefined],
    ['a path without /api/0', 'DELETE /organizations/acme/projects/', 'DELETE'],
    ['curl', `curl -H 'Authorization: Bearer x' https://sentry.io${PROJECTS}`, 'GET'],
    ['curl of Windows', `curl.exe https://sentry.io${PROJECTS} -X DELETE`, 'DELETE'],
    ['curl with a method', `curl -X PUT "https://sentry.io${PROJECTS}" -d '{}'`, 'PUT'],
    ['curl with an attached body', `curl -dfoo https://sentry.io${PROJECTS}`, 'POST'],
    ['curl with a query made of data', `curl -G https://sentry.io${PROJECTS} -d query=x`, 'GET'],
    ['curl with short options in one word', `curl -sXDELETE https://sentry.io${PROJECTS}`, 'DELETE'],
    ['curl with a body behind another', `curl -sd a https://sentry.io${PROJECTS}`, 'POST'],
    ['curl that asks for the head', `curl -sI https://sentry.io${PROJECTS}`, 'GET'],
    ['curl with an option as a value', `curl -H "-X" https://sentry.io${PROJECTS}`, 'GET'],
    [
      'curl with another address as a value',
      `curl -e https://x.y/api/0/z/ https://sentry.io${PROJECTS}`,
      'GET',
    ],
    [
      'curl with words behind it',
      `curl -XPUT https://sentry.io${PROJECTS} says {"detail": "No"} - it's 403`,
      'PUT',
    ],
    ['curl with a file', `curl -T dump.txt https://sentry.io${PROJECTS}`, 'PUT'],
    ['curl with a body', `curl https://sentry.io${PROJECTS} --data '{"a": 1}'`, 'POST'],
    [
      'what curl -v prints',
      `> GET ${PROJECTS} HTTP/2\n> Host: sentry.io\n> authorization: Bearer x\n< HTTP/2 403`,
      'GET',
    ],
    [
      'the same without its line breaks',
      `GET ${PROJECTS} HTTP/1.1Host: sentry.ioHTTP/1.1 403 Forbidden`,
      'GET',
    ],
    ['a line of JSON', `{"method":"DELETE","url":"https://sentry.io${PROJECTS}?x=1","status":403}`, 'DELETE'],
    [
      'lines of JSON behind others',
      `refused:\r\n  2026-12-01 {"request": {"method": "PUT", "path": "${PROJECTS}"}}\r\n`,
      'PUT',
    ],
    [
      'JSON over several lines',
      `refused:\n${JSON.stringify({ method: 'PUT', url: `https://sentry.io${PROJECTS}` }, null, 2)}\n`,
      'PUT',
    ],
    ['a log line', `10.0.0.1 - - [x] "PATCH ${PROJECTS} HTTP/1.1" 403 58`, 'PATCH'],
  ])('reads %s', (_, text, method) => {
    expect(readRefusal(text).requests).toEqual([{ method, path: PROJECTS }]);
  });

  it('reads the scopes out of the header of an answer, whatever stands around it', () => {
    const body = '{"detail": "You do not have permission to perform this action."}';
    const header = 'WWW-Authenticate: Bearer error="insufficient_scope", scope="org:admin org:write"';
    for (const text of [header, `HTTP/2 403\r\n${header}\r\n\r\n${body}`, `${header}${body}`])
      expect(readRefusal(text)).toEqual({ requests: [], scopes: ['org:admin', 'org:write'] });
    expect(readRefusal('Bearer scope="org:read", realm="api", error="insufficient_scope"').scopes).toEqual([
      'org:read',
    ]);
    expect(readRefusal('Bearer error="invalid_token", scope="org:read"').scopes).toEqual([]);
    expect(readRefusal(body)).toEqual({ requests: [], scopes: [] });
  });

  it('reads each command line by itself, and no request to another service', () => {
    expect(
      readRefusal(`curl -X PUT https://sentry.io${PROJECTS}\ncurl https://sentry.io/api/0/teams/a/b/`)
        .requests,
    ).toEqual([
      { method: 'PUT', path: PROJECTS },
      { method: 'GET', path: '/api/0/teams/a/b/' },
    ]);
    expect(readRefusal('POST https://api.github.com/organizations/1/teams/').requests).toEqual([]);
  });

  it.each([
    ['a line end', '\n'],
    ['a blank, as a box of one line leaves it', ' '],
    ['a semicolon', ';'],
    ['two signs', ' && '],
  ])('reads two command lines with %s between them', (_, between) => {
    const text = `curl -X PUT https://sentry.io${PROJECTS}${between}curl -X DELETE https://sentry.io/api/0/a/`;
    expect(readRefusal(text).requests).toEqual([
      { method: 'PUT', path: PROJECTS },
      { method: 'DELETE', path: '/api/0/a/' },
    ]);
  });

  const address = `https://sentry.io${PROJECTS}`;
  it.each([
    ['a here-document', `curl -d @- ${address} <<EOF\n{"a":"PUT /api/0/x/"}\nEOF`],
    ['one whose line breaks are lost', `curl -d @- ${address} <<EOF{"a":"PUT /api/0/x/"}EOF`],
    ['one that speaks of curl', `curl -d @- ${address} <<EOF\ncurl https://sentry.io/api/0/x/\nEOF\n`],
    ['a here-document before the address', `curl -d @- <<'EOF' ${address}\nPUT /api/0/x/\nEOF`],
    ['a text behind <<<', `curl -d @- ${address} <<< 'PUT /api/0/x/'`],
    ['an option', `curl ${address} -d '{"a":"PUT /api/0/x/"}'`],
    ['one that speaks of curl', `curl -d 'see curl -X PUT https://sentry.io/api/0/x/' ${address}`],
    ['a pipe', `echo '{"a":"PUT /api/0/x/"}' | curl -d @- ${address}`],
    ['an answer', `curl -d '' ${address}\n{"a":"PUT /api/0/x/"}`],
  ])('reads no body in %s', (_, text) => {
    expect(readRefusal(text).requests).toEqual([{ method: 'POST', path: PROJECTS }]);
  });

  it.each([
    `curl ${address} --next -X POST https://sentry.io/api/0/x/`,
    `curl -A https://sentry.io/api/0/y/ ${address}; curl --json a https://sentry.io/api/0/x/|jq .`,
  ])('reads all requests of %s', (text) => {
    expect(readRefusal(text).requests).toEqual([
      { method: 'GET', path: PROJECTS },
      { method: 'POST', path: '/api/0/x/' },
    ]);
  });

  it.each([
    `I used curl to POST ${PROJECTS} and was refused`,
    `With curl it's refused: POST ${PROJECTS} isn't allowed`,
    `curl -v "$URL"\n> POST ${PROJECTS} HTTP/2`,
    `curl\nPOST ${PROJECTS}`,
  ])('reads what a text says that only speaks of curl: %j', (text) => {
    expect(readRefusal(text).requests).toEqual([{ method: 'POST', path: PROJECTS }]);
  });

  it('takes the name of a project for no command', () => {
    expect(readRefusal('PUT /api/0/projects/acme/curl HTTP/1.1').requests).toEqual([
      { method: 'PUT', path: '/api/0/projects/acme/curl' },
    ]);
  });

  const PARTS = ['curl ', ' curl;', 'curl "', "curl '", 'curl <<a ', 'curl <<a\na\n', 'curl <<a;', '|', ' '];
  it.each([
    ...PARTS,
    '$(',
    '$(()',
    '$((a)(',
    '$(a)(',
    '(',
    '{',
    '{{',
    '${',
    '/{',
    '/`a',
    '/<a',
    '/<',
    ')',
    '.',
    'GET "',
  ])('comes to an end on %j, many times over, and finds nothing', (part) => {
    for (const end of ['', '\n', '"', 'curl x'])
      expect(readRefusal(part.repeat(100_000 / part.length - 2) + end)).toEqual({
        requests: [],
        scopes: [],
      });
  });

  it.each([
    [`DELETE https://sentry.io${RELEASE}files/12/`, 'DELETE', `${RELEASE}files/12/`],
    [`"PUT ${RELEASE}" 403`, 'PUT', RELEASE],
    [`https://sentry.io${RELEASE} isn't allowed`, undefined, RELEASE],
    [`curl "https://sentry.io${RELEASE}"`, 'GET', RELEASE],
    [`requests.get("https://sentry.io${RELEASE}")`, undefined, RELEASE],
    [`requests.get('https://sentry.io${PROJECTS}'b)`, undefined, PROJECTS],
    [`{'url': '${PROJECTS}'}`, undefined, PROJECTS],
    [`b'POST ${PROJECTS}'x`, 'POST', PROJECTS],
    [`'I did POST ${PROJECTS}'`, 'POST', PROJECTS],
    [`POST ${PROJECTS}'s answer was 403`, 'POST', PROJECTS],
    [`https://sentry.io${PROJECTS}'s answer was 403`, undefined, PROJECTS],
  ])('ends a path with an apostrophe only where one began it: %s', (text, method, path) => {
    expect(readRefusal(text).requests).toEqual([{ method, path }]);
  });

  it('keeps a request once, and nothing that is none', () => {
    expect(readRefusal(`GET ${PROJECTS}\nGET ${PROJECTS}`).requests).toHaveLength(1);
    expect(readRefusal('please help, PUT me down').requests).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readRefusal(text);
        readRefusal(`GET /api/0/${text}`);
        readRefusal(`curl <<${text}`);
        readRefusal(`curl ${text} scope="${text}" error="insufficient_scope"`);
      }),
    );
  });
});
