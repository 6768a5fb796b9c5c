import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../server/src/catalog/operation-match.ts';
import { requestsIn } from '../../../server/src/catalog/pasted-request.ts';

const URL = 'https://sentry.io/api/0/organizations/acme/releases/';
const PATH = '/api/0/organizations/acme/releases/';

describe('a pasted request', () => {
  it.each([
    [`curl ${URL}`, 'GET'],
    [`/usr/bin/curl -s "${URL}?per_page=5"`, 'GET'],
    [`curl -X PUT ${URL}`, 'PUT'],
    [`curl -XPUT ${URL}`, 'PUT'],
    [`curl --request put ${URL}`, 'PUT'],
    [`curl --request=DELETE ${URL}`, 'DELETE'],
    [`curl ${URL} -d '{"version": "1 0"}'`, 'POST'],
    [`curl ${URL} --data-binary=@body.json`, 'POST'],
    [`curl -G -d a=b ${URL}`, 'GET'],
    [`curl --head ${URL}`, 'HEAD'],
    [`curl -H 'Referer: none' '${URL}'`, 'GET'],
    [`curl -sXDELETE ${URL}`, 'DELETE'],
    [`curl -sd a ${URL}`, 'POST'],
    [`curl -T f ${URL}`, 'PUT'],
    [`curl -H "-X" ${URL}`, 'GET'],
    [`curl -e https://acme.sentry.io/api/0/projects/ ${URL}`, 'GET'],
    [`curl -d a https://acme.example/ --next ${URL}`, 'GET'],
    // Another command is none of it.
    [`curl -X PUT ${URL}\ncurl -X DELETE https://sentry.io/api/0/organizations/acme/members/2/`, 'PUT'],
    [`curl -X PUT ${URL} curl -X DELETE https://sentry.io/api/0/organizations/acme/members/2/`, 'PUT'],
    [`curl ${URL}; echo -d`, 'GET'],
    [`curl ${URL}|jq .`, 'GET'],
    [`curl ${URL}?a=1&b=2`, 'GET'],
    [`curl ${URL}&& echo`, 'GET'],
    [`\n curl --user-agent https://acme.sentry.io/api/0/projects/ ${URL}\n`, 'GET'],
  ])('says its method: %s', (text, method) => {
    expect(requestsIn(text)).toEqual([`${method} ${PATH}`]);
  });

  it.each([URL, PATH, '/organizations/acme/releases/', `${URL}#top`, `"${URL}?a=1"`, `${URL}?a=1&b=2\n`])(
    'may be any of the operations at its path: %s',
    (text) => {
      const path = text.startsWith('/org') ? text : PATH;
      expect(requestsIn(text)).toEqual([`GET ${path}`, `POST ${path}`]);
    },
  );

  it.each([
    `GET ${PATH}?query=is:unresolved level:error&statsPeriod=24h`,
    `GET ${PATH} HTTP/1.1`,
    `get ${URL} HTTP/2\nHost: acme.sentry.io`,
    `GET: ${PATH}`,
  ])('is the first line of a request: %j', (text) => {
    expect(requestsIn(text)).toEqual([`GET ${PATH}`]);
  });

  it.each([
    'curl -X DELETE "https://sentry.io/api/0/organizations/$(cat org)/dashboards/7/"',
    'curl -X DELETE https://sentry.io/api/0/organizations/$(jq -r ".org" a.json)/dashboards/7/',
    'curl -X DELETE https://sentry.io/api/0/organizations/${ORG:?not set}/dashboards/7/',
    'DELETE https://sentry.io/api/0/organizations/${{ vars.ORG }}/dashboards/7/ HTTP/1.1',
  ])('may hold a value that is computed: %s', (text) => {
    const [written = '', ...more] = requestsIn(text);
    expect(more).toEqual([]);
    expect(operationNamed(written)?.title).toBe('Delete organization dashboard');
  });

  it.each([
    `GET ${PATH} and others`,
    `GET ${PATH}?per_page=1 then DELETE ${PATH}`,
    '',
    'curl',
    'curl https://acme.example/',
    'https://acme.sentry.io/issues/',
    '/nothing/of/this/kind/',
    `${URL}\n${URL}`,
    `curl\n${URL}`,
    `our script asks ${URL}`,
    `curl -X ${URL}`,
    `wget ${URL}`,
  ])('is none: %j', (text) => {
    expect(requestsIn(text)).toEqual([]);
  });
});
