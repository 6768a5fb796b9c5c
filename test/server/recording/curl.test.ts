import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandAt, curlRequests } from '../../../server/src/recording/curl.ts';

const URL = 'https://sentry.io/api/0/organizations/acme/releases/';

const requests = (command: string): ReturnType<typeof curlRequests> =>
  curlRequests(commandAt(command).words.slice(1));

describe('a command', () => {
  it.each([
    ['curl  -s\tx', ['curl', '-s', 'x']],
    [`curl -H 'a: b' "c d" e"f g"'h'`, ['curl', '-H', 'a: b', 'c d', 'ef gh']],
    [String.raw`curl -d "{\"a\": 1}" b\ c`, ['curl', '-d', '{"a": 1}', 'b', 'c']],
    [String.raw`curl -d $'it\'s' x`, ['curl', '-d', "it's", 'x']],
    ['curl -X PUT \\\n  -s', ['curl', '-X', 'PUT', '-s']],
    ['curl -X PUT \\  -s', ['curl', '-X', 'PUT', '-s']],
    [String.raw`curl \-s`, ['curl', '-s']],
    [`curl "x y`, ['curl', 'x', 'y']],
    [`curl it's -s`, ['curl', 'its', '-s']],
    ['curl $ORG/x', ['curl', '$ORG/x']],
    [`curl '' x`, ['curl', '', 'x']],
    ['', []],
    // A line end ends it, unless the line is continued: in other shells than those of Unix by other signs.
    ['curl a\nb', ['curl', 'a']],
    ['curl a\r\nb', ['curl', 'a']],
    ['curl "a\nb" c', ['curl', 'a\nb', 'c']],
    ['curl a \\\r\n  b', ['curl', 'a', 'b']],
    ['curl a ^\r\n  b `\n c', ['curl', 'a', 'b', 'c']],
    // So do the signs of a shell, if nothing quotes them.
    ['curl a; echo', ['curl', 'a']],
    ['curl a|jq .', ['curl', 'a']],
    ['curl a?b=c&d=e -s', ['curl', 'a?b=c']],
    ['curl a&& b', ['curl', 'a']],
    [String.raw`curl "a;b" 'c|d' e\&f`, ['curl', 'a;b', 'c|d', 'e&f']],
    ['curl a 2>&1 &>b <c', ['curl', 'a', '2>&1', '&>b', '<c']],
    // What stands behind a here-document's mark still belongs to it, if that has lines at all.
    ['curl -d @- <<EOF a\nb\nEOF\nc', ['curl', '-d', '@-', 'a']],
    ['curl -d @- a <<EOF b EOF', ['curl', '-d', '@-', 'a']],
  ])('reads %j', (text, words) => {
    expect(commandAt(text).words).toEqual(words);
  });
});

describe('the end of a command', () => {
  it.each([
    ['curl a\n', 'b'],
    ['curl a |', ' b'],
    ['curl <<EOF a\nb\nEOF', '\nc'],
    [`curl <<-'EOF'|b\nb\n\tEOF`, '\nc'],
    ['curl << "E"\r\nb\r\nE', '\r\nc'],
    ['curl <<EOF\nb\nEOF1\nc', ''],
    ['curl <<EOF b', ''],
    ['curl a', ''],
  ])('is behind %j', (command, rest) => {
    expect(commandAt(command + rest).end).toBe(command.length);
  });
});

describe('the method of curl', () => {
  it.each([
    [`curl ${URL}`, 'GET'],
    [`curl -sS ${URL}`, 'GET'],
    // Short options in one word, the last of them with its value.
    [`curl -sX POST ${URL}`, 'POST'],
    [`curl -sXDELETE ${URL}`, 'DELETE'],
    [`curl -sSfX "PUT" ${URL}`, 'PUT'],
    [`curl -sd a ${URL}`, 'POST'],
    [`curl -sda ${URL}`, 'POST'],
    [`curl -sI ${URL}`, 'HEAD'],
    [`curl -sG -d a ${URL}`, 'GET'],
    [`curl -Gd a ${URL}`, 'GET'],
    [`curl -sT f ${URL}`, 'PUT'],
    // What an option implies.
    [`curl -d@f ${URL}`, 'POST'],
    [`curl --data-raw x ${URL}`, 'POST'],
    [`curl --data-urlencode x ${URL}`, 'POST'],
    [`curl --expand-data x ${URL}`, 'POST'],
    [`curl --json '{}' ${URL}`, 'POST'],
    [`curl -F a=b ${URL}`, 'POST'],
    [`curl --form-string a=b ${URL}`, 'POST'],
    [`curl -T f ${URL}`, 'PUT'],
    [`curl --upload-file f ${URL}`, 'PUT'],
    [`curl -I ${URL}`, 'HEAD'],
    [`curl --head ${URL}`, 'HEAD'],
    [`curl -G -I ${URL}`, 'HEAD'],
    [`curl ${URL} --get --data a`, 'GET'],
    // What is named wins over all, and the last name counts.
    [`curl -X DELETE -d a ${URL}`, 'DELETE'],
    [`curl -I -X PATCH ${URL}`, 'PATCH'],
    [`curl -G -d a --request put ${URL}`, 'PUT'],
    [`curl -X PUT -X DELETE ${URL}`, 'DELETE'],
    [`curl --request=DELETE ${URL}`, 'DELETE'],
    // The value of an option is none itself.
    [`curl -H "-X" ${URL}`, 'GET'],
    [`curl --header -XPOST ${URL}`, 'GET'],
    [`curl -o -d ${URL}`, 'GET'],
    [`curl -so -d ${URL}`, 'GET'],
    [`curl -u a:b ${URL}`, 'GET'],
    [`curl -ud:X ${URL}`, 'GET'],
    [`curl -HX-Method:d ${URL}`, 'GET'],
    [`curl -d -XPUT ${URL}`, 'POST'],
    [`curl -w '%{http_code} -X PUT' ${URL}`, 'GET'],
    [`curl --get-nothing --dataset --header-d x ${URL}`, 'GET'],
    // Another command is none of curl's.
    [`curl ${URL} | sort -d`, 'GET'],
    [`curl ${URL} && git push -d`, 'GET'],
    [`curl ${URL}; git push -d`, 'GET'],
    [`curl -X PUT ${URL}\nsort -d`, 'PUT'],
  ])('%s', (command, method) => {
    expect(requests(command).map((request) => request.method)).toEqual([method]);
  });
});

describe('the addresses of curl', () => {
  it('are what is no option and no value of one', () => {
    expect(requests(`curl -e https://a.example -H 'Origin: x' ${URL} --url b`)[0]?.addresses).toEqual([
      URL,
      'b',
    ]);
    expect(requests(`curl --url=${URL}`)[0]?.addresses).toEqual([URL]);
    expect(requests(`curl -X ${URL}`)[0]?.addresses).toEqual([]);
    expect(requests(`curl ${URL} <<< b`)[0]?.addresses).toEqual([URL]);
    expect(requests(`curl ${URL} <<<"b c"`)[0]?.addresses).toEqual([URL]);
    expect(requests('curl -s -')[0]?.addresses).toEqual(['-']);
  });

  it.each([
    ...['-A', '-b', '-c', '-e', '-x', '-o', '-u', '-U', '-w', '-K', '-D', '-E', '-m'],
    ...['user-agent', 'cookie', 'cookie-jar', 'referer', 'proxy', 'preproxy', 'proxy1.0', 'noproxy', 'user'],
    ...['proxy-user', 'proxy-header', 'socks4', 'socks4a', 'socks5', 'socks5-hostname', 'header', 'output'],
    ...['write-out', 'doh-url', 'oauth2-bearer', 'request-target', 'url-query', 'resolve', 'connect-to'],
    ...['cacert', 'cert', 'key', 'config', 'dump-header', 'max-time', 'connect-timeout', 'retry', 'variable'],
    ...['retry-delay', 'retry-max-time', 'stderr', 'trace', 'trace-ascii', 'unix-socket', 'interface'],
  ])('are never the value of %s', (name) => {
    const option = name.startsWith('-') ? name : `--${name}`;
    expect(requests(`curl ${option} https://a.example/api/0/x/ ${URL}`)).toEqual([
      { method: 'GET', addresses: [URL] },
    ]);
  });

  it.each(['compressed', 'insecure', 'location', 'proxytunnel', 'proxy-basic', 'socks5-basic', 'fail'])(
    'follow --%s, which takes no value',
    (name) => {
      expect(requests(`curl --${name} ${URL}`)[0]?.addresses).toEqual([URL]);
    },
  );

  it('have each the method of their own request', () => {
    // Where the line breaks between two commands are lost.
    expect(requests('curl -X PUT one curl -A curl two /usr/bin/curl -d a b/curl')).toEqual([
      { method: 'PUT', addresses: ['one'] },
      { method: 'GET', addresses: ['two'] },
      { method: 'POST', addresses: ['b/curl'] },
    ]);
    expect(requests('curl -d a one two --next three -: -X PUT four')).toEqual([
      { method: 'POST', addresses: ['one', 'two'] },
      { method: 'GET', addresses: ['three'] },
      { method: 'PUT', addresses: ['four'] },
    ]);
  });

  it.each([
    [`"'`, 'GET', 1],
    [`'"`, 'GET', 1],
    [`\\"`, 'GET', 1],
    [`"\\`, 'GET', 1],
    [`$'\\'`, 'GET', 1],
    ['-', 'GET', 0],
    ['-X ', '-X', 0],
    [' -d', 'POST', 0],
    [`'\\'"`, 'GET', 1],
    ['$', 'GET', 1],
    ['--data', 'POST', 0],
    ['\\ ', 'GET', 0],
    ['<<a ', 'GET', 0],
    [';', 'GET', 0],
    ['^ ', 'GET', 0],
  ])('come to an end on %j, many times over', (part, method, addresses) => {
    const [request, ...more] = requests(`curl ${part.repeat(50_000)}`);
    expect([request?.method, request?.addresses.length]).toEqual([method, addresses]);
    expect(more).toEqual([]);
  });

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(' ', '\n', ...Array.from(`-X"'\\$=:|d/a<>&;^`)) }),
        (text) => {
          requests(`curl ${text}`);
        },
      ),
    );
  });
});
