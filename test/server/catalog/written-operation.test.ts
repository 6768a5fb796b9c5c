import { describe, expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { writtenOperation } from '../../../server/src/catalog/written-operation.ts';

describe('an operation as it is written', () => {
  it('is every one of the catalogue by its own words', () => {
    for (const operation of allOperations())
      expect(writtenOperation(`${operation.method} ${operation.path}`), operation.path).toBe(operation);
  });

  it.each([
    'GET /api/0/organizations/acme/members/42/',
    'get /api/0/organizations/{org}/members/{id}',
    'GET  /organizations/acme/members/42/?cursor=1',
  ])('may be filled in, shorter, or asked with more: %s', (text) => {
    expect(writtenOperation(text)?.path).toBe(
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
    expect(writtenOperation(text)).toBeUndefined();
  });
});
