import { describe, expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { operationNamed } from '../../../server/src/catalog/operation-match.ts';

describe('an operation as it is written', () => {
  it('is every one of the catalogue by its own words', () => {
    for (const operation of allOperations())
      expect(operationNamed(`${operation.method} ${operation.path}`), operation.path).toBe(operation);
  });

  it.each([
    'GET /api/0/organizations/acme/members/42/',
    'get /api/0/organizations/{org}/members/{id}',
    'GET  /organizations/acme/members/42/?cursor=1',
    'GET https://sentry.io/api/0/organizations/acme/members/42/',
  ])('may be filled in, shorter, or asked with more: %s', (text) => {
    expect(operationNamed(text)?.path).toBe(
      '/api/0/organizations/{organization_id_or_slug}/members/{member_id}/',
    );
  });

  it.each([
    '',
    'GET',
    'GET organizations/',
    'FETCH /api/0/organizations/',
    'sentry-cli releases new',
    'GET /',
    'GET /api/0/',
    'GET /api/0/nothing/of/this/kind/',
  ])('is none: %j', (text) => {
    expect(operationNamed(text)).toBeUndefined();
  });
});
