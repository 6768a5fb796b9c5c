import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readRecording, recordingText } from '../../../server/src/recording/recording.ts';
import { readRefusal } from '../../../server/src/recording/refusal.ts';

const SECRET = 'sntrys_not-a-real-one';

function har(...requests: readonly [method: string, url: string][]): string {
  const entries = requests.map(([method, url]) => ({
    startedDateTime: '2026-11-23T10:00:00Z',
    request: {
      method,
      url,
      headers: [{ name: 'Authorization', value: `Bearer ${SECRET}` }],
      queryString: [],
    },
    response: { status: 200, content: { text: '{"name": "acme"}' } },
  }));
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'x' }, entries } });
}

describe('recordingText', () => {
  it('goes by the byte order mark', () => {
    const text = 'GET /api/0/organizations/ä/projects/\r\n';
    const marked = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      marked,
      Buffer.from(marked).swap16(),
    ])
      expect(recordingText(bytes)).toBe(text);
    expect(recordingText(new Uint8Array())).toBe('');
  });
});

describe('readRecording', () => {
  it('reads a HAR file: methods and paths of Sentry’s API, each once', () => {
    const text = har(
      ['GET', 'https://sentry.io/api/0/organizations/acme/projects/?cursor=0:100:0'],
      ['GET', 'https://sentry.io/api/0/organizations/acme/projects/?cursor=0:200:0'],
      ['POST', 'https://acme.sentry.io/api/0/organizations/acme/releases/'],
      ['OPTIONS', 'https://sentry.io/api/0/organizations/acme/releases/'],
      ['GET', 'https://sentry.io/_static/app.js'],
      ['POST', 'https://o1.ingest.sentry.io/api/12/envelope/'],
    );
    expect(readRecording(`\uFEFF${text}`)).toEqual({
      format: 'har',
      uses: ['GET /api/0/organizations/acme/projects/', 'POST /api/0/organizations/acme/releases/'],
      others: 3,
    });
  });

  it.each([
    ['logfmt', 'at=info method=POST path=/api/0/organizations/acme/releases/ host=sentry.io status=201'],
    [
      'logfmt in quotes',
      'level="info" http.method="post" url="https://sentry.io/api/0/organizations/acme/releases/?a=b"',
    ],
    ['curl', "2026-11-23T10:00:00Z + curl -sS https://sentry.io/api/0/organizations/acme/releases/ -d '{}'"],
    [
      'curl by its path',
      '$ /usr/bin/curl --json @new.json "https://sentry.io/api/0/organizations/acme/releases/"',
    ],
  ])('reads a line of %s', (_what, line) => {
    expect(readRecording(`${line}\n`)).toEqual({
      format: 'log',
      uses: ['POST /api/0/organizations/acme/releases/'],
      others: 0,
    });
  });

  it.each([
    ['a shell of Unix', '\\'],
    ['a shell of Windows', '^'],
    ['PowerShell', '`'],
  ])('reads a command line of several lines in %s', (_what, sign) => {
    const lines = [
      'curl -sS',
      '  -X DELETE',
      '  -H "Authorization: Bearer x"',
      '  "https://sentry.io/api/0/a/"',
    ];
    for (const end of ['\n', '\r\n'])
      expect(readRecording(`one${end}${lines.join(` ${sign}${end}`)}${end}two \\${end}three${end}`)).toEqual({
        format: 'log',
        uses: ['DELETE /api/0/a/'],
        others: 3,
      });
  });

  it('reads no body of a command line for a request', () => {
    const line = `curl -X PUT -d '{"note": "was GET /api/0/b/"}' https://sentry.io/api/0/a/`;
    expect(readRecording(line).uses).toEqual(['PUT /api/0/a/']);
  });

  it.each([
    ['a path whose method nobody says', 'at=info path=/api/0/organizations/acme/releases/ status=201'],
    ['a method that is none', 'method=FETCH path=/api/0/organizations/acme/releases/'],
    [
      'parts of other values',
      'GET /x?method=GET&path=/api/0/organizations/ my-method=GET path=/api/0/organizations/',
    ],
    ['another API', 'method=GET path=/api/1/organizations/acme/releases/'],
    ['curl that goes on', 'curl https://sentry.io/api/0/organizations/acme/releases/ \\'],
    [
      'curl with a header alone',
      'curl -H "Referer: https://sentry.io/api/0/organizations/" https://acme.example/',
    ],
    ['the name of curl', '"-" "curl/8.5 https://sentry.io/api/0/organizations/"'],
  ])('reads nothing of %s', (_what, line) => {
    expect(readRecording(line)).toEqual({ format: 'log', uses: [], others: 1 });
  });

  it('tells a HAR file that is damaged from a log', () => {
    const whole = har(['GET', 'https://sentry.io/api/0/organizations/acme/projects/']);
    const lines = JSON.stringify(JSON.parse(whole), null, 2);
    for (const text of [
      whole.slice(0, -9),
      `\uFEFF${lines.slice(0, -9)}`,
      lines.replaceAll('\n', '\r\n').slice(0, 400),
    ])
      expect(readRecording(text).format).toBe('broken-har');
    for (const text of [lines, '{"log":{"method":"GET"}}\n{"log":{}}\n', '{"log":"GET /"}\n{', '{'])
      expect(readRecording(text).format).not.toBe('broken-har');
  });

  it.each([
    [
      'the common format',
      '10.0.0.7 - bot [23/Nov/2026:10:00:00 +0000] "GET /api/0/organizations/acme/projects/?a=b HTTP/1.1" 200 512',
    ],
    [
      'the combined format',
      '10.0.0.7 - - [23/Nov/2026:10:00:00 +0000] "HEAD /api/0/organizations/acme/projects/ HTTP/2.0" 403 58 "-" "curl/8.5"',
    ],
    [
      'a proxy’s',
      '1700000000.123 200 10.0.0.7 TCP_MISS/200 1234 GET https://sentry.io/api/0/organizations/acme/projects/ - DIRECT/1.1.1.1',
    ],
    [
      'lines of JSON',
      '{"ts":1,"method":"GET","path":"/api/0/organizations/acme/projects/","auth":"Bearer x"}',
    ],
    [
      'nested JSON',
      '{"httpRequest":{"requestMethod":"GET","requestUrl":"https://sentry.io/api/0/organizations/acme/projects/"}}',
    ],
    ['ECS names', '{"http.request.method":"get","url.path":"/api/0/organizations/acme/projects/"}'],
    ['request lines', 'GET /api/0/organizations/acme/projects/ HTTP/1.1'],
    [
      'Sentry’s own access log',
      `17:03:41 [INFO] sentry.access.api: api.access (method='GET' view='sentry.core.endpoints.organization_projects.OrganizationProjectsEndpoint' response=200 user_id='1' is_app='None' token_type='api_token' path='/api/0/organizations/acme/projects/' caller_ip='10.0.0.7' user_agent="dana's script")`,
    ],
    ['a tuple in one', "api.access (path='/api/0/organizations/acme/projects/' method='GET')"],
    ['values with commas', 'Request{method=GET, path=/api/0/organizations/acme/projects/, status=403}'],
    ['values in a list', '[uri=/api/0/organizations/acme/projects/ method=GET] refused'],
    ['JSON of a container', 'app-1  | {"method":"GET","path":"/api/0/organizations/acme/projects/"} '],
    [
      'JSON of Kubernetes',
      '2026-11-23T10:00:00Z stdout F {"a":{"b":1},"request":{"method":"GET","url":"https://sentry.io/api/0/organizations/acme/projects/"}}',
    ],
    [
      'JSON within JSON, with escaped slashes',
      '{"log":"{\\"method\\":\\"GET\\",\\"path\\":\\"\\\\/api\\\\/0\\\\/organizations\\\\/acme\\\\/projects\\\\/\\"}\\n","stream":"stdout"}',
    ],
    [
      'a library’s',
      'urllib3.connectionpool:546 - https://sentry.io:443 "GET /api/0/organizations/acme/projects/ HTTP/11" 200 None',
    ],
  ])('reads %s', (_, line) => {
    expect(readRecording(`${line}\r\n\r\nnothing of interest\n`)).toEqual({
      format: 'log',
      uses: ['GET /api/0/organizations/acme/projects/'],
      others: 1,
    });
  });

  it.each([
    `"GET /api/0/organizations/acme/releases/dana's-build/files/ HTTP/1.1" 200 1`,
    `GET https://sentry.io/api/0/organizations/acme/releases/dana's-build/files/`,
    `curl -X GET "https://sentry.io/api/0/organizations/acme/releases/dana's-build/files/"`,
    `'GET', "/api/0/organizations/acme/releases/dana's-build/files/"`,
    `it's GET /api/0/organizations/acme/releases/dana's-build/files/'`,
  ])('takes an apostrophe for a part of a path: %s', (line) => {
    expect(readRecording(line).uses).toEqual(["GET /api/0/organizations/acme/releases/dana's-build/files/"]);
  });

  it.each([
    `b'GET /api/0/organizations/acme/projects/'b`,
    `GET '/api/0/organizations/acme/projects/'/`,
    `'GET', '/api/0/organizations/acme/projects/'/`,
    `"GET", '/api/0/organizations/acme/projects/', 'POST'`,
    `ran 'a GET /api/0/organizations/acme/projects/', got 403`,
    `'a GET /api/0/organizations/acme/projects/'`,
    `GET /api/0/organizations/acme/projects/'s answer was 403`,
  ])('takes one for the end of a path that one began, or that ends in a slash: %s', (line) => {
    expect(readRecording(line).uses).toEqual(['GET /api/0/organizations/acme/projects/']);
  });

  it('takes a bar for a part of a path where more of it comes behind', () => {
    const request = 'GET /api/0/organizations/acme/releases/web|1.2/files/';
    expect(readRecording(`"${request} HTTP/1.1" 200 1`).uses).toEqual([request]);
  });

  it('keeps nothing of headers, bodies and queries', () => {
    const log = `"GET /api/0/organizations/?token=${SECRET} HTTP/1.1" 200 "Authorization: Bearer ${SECRET}"`;
    for (const text of [
      har(['GET', `https://sentry.io/api/0/organizations/?auth=${SECRET}`]),
      log,
      `curl -X PUT "https://${SECRET}@sentry.io/api/0/projects/acme/$(cat p)/?auth=${SECRET}#${SECRET}"`,
      `curl "https://sentry.io/api/0/projects -H Authorization: Bearer ${SECRET}"`,
      `api.access (method='GET' path='/api/0/organizations/?auth=${SECRET}' token='${SECRET}')`,
      `app | {"method":"GET","url":"https://${SECRET}@sentry.io/api/0/organizations/","token":"${SECRET}"}`,
    ]) {
      expect(readRecording(text).uses).toHaveLength(1);
      expect(JSON.stringify([readRecording(text), readRefusal(text)])).not.toContain(SECRET);
    }
  });

  it('finds nothing in what is no recording', () => {
    expect(readRecording('')).toEqual({ format: 'log', uses: [], others: 0 });
    expect(readRecording('{"log": {"entries": [null, 3, {"request": {}}]}}')).toEqual({
      format: 'har',
      uses: [],
      others: 3,
    });
    expect(readRecording('{ "log": ').uses).toEqual([]);
    expect(readRecording(`GET /api/0/${'x'.repeat(5000)}/`).uses).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((value) => `{"log":{"entries":[${value}]}}`),
        ),
        (text) => {
          expect(readRecording(text).uses.every((use) => use.includes('/api/0/'))).toBe(true);
        },
      ),
    );
  });
});
