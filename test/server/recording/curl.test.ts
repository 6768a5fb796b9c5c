import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlRequests, wordsOf } from '../../../server/src/recording/curl.ts';

const URL = 'https://sentry.io/api/0/organizations/acme/releases/';

const requests = (command: string): ReturnType<typeof curlRequests> =>
  curlRequests(wordsOf(command).slice(1));

describe('wordsOf', () => {
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
  ])('reads %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
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
    expect(requests('curl -s -')[0]?.addresses).toEqual(['-']);
  });

  it('have each the method of their own request', () => {
    expect(requests('curl -d a one two --next three -: -X PUT four')).toEqual([
      { method: 'POST', addresses: ['one', 'two'] },
      { method: 'GET', addresses: ['three'] },
      { method: 'PUT', addresses: ['four'] },
    ]);
  });

  it('are read in a time that grows with the text alone', () => {
    for (const part of [`"'`, `'"`, `\\"`, `"\\`, `$'\\'`, '-', '-X ', ' -d', `'\\'"`, '$', '--data', '\\ '])
      requests(`curl ${part.repeat(50_000)}`);
  }, 5_000);

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(' ', '\n', ...Array.from(`-X"'\\$=:|d/a`)) }), (text) => {
        requests(`curl ${text}`);
      }),
    );
  });
});
