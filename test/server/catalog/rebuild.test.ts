import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import type { Operation } from '../../../server/src/catalog/operations.ts';
import { readOpenApi } from '../../../scripts/catalog/openapi.mts';
import type { DeclaredOperation, OpenApi } from '../../../scripts/catalog/openapi.mts';
import { fileOf, formatFile, operationsOf } from '../../../scripts/catalog/operations-file.mts';
import type { OperationsFile } from '../../../scripts/catalog/operations-file.mts';
import { rebuildOperations } from '../../../scripts/catalog/rebuild.mts';

const DATA = new URL('../../../server/src/catalog/data/operations.json', import.meta.url);
const ORG = '/api/0/organizations/{organization_id_or_slug}';

function camel(title: string): string {
  const joined = title.replace(/ (\w)/g, (_all, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** What a document says of a known operation. */
function declare(operation: Operation): DeclaredOperation {
  const [tag = '', summary = ''] = (operation.docs ?? '')
    .replace('https://docs.sentry.io/api/', '')
    .split('/');
  return {
    method: operation.method,
    path: operation.path,
    ...(operation.source === 'openapi' && { operationId: camel(operation.title) }),
    summary,
    tag,
    scopes: operation.acceptsAnyOf,
  };
}

const current = allOperations();
const own: OpenApi = { operations: current.filter(({ documented }) => documented).map(declare) };
const nothing = {
  added: [],
  removed: [],
  needsMore: [],
  needsLess: [],
  nowDocumented: [],
  unknownScopes: [],
};

function replacing(method: string, path: string, change: Partial<DeclaredOperation> | undefined): OpenApi {
  return {
    operations: own.operations.flatMap((one) => {
      if (one.method !== method || one.path !== path) return [one];
      return change ? [{ ...one, ...change }] : [];
    }),
  };
}

describe('rebuildOperations', () => {
  it('changes nothing by a document made from its own rows', () => {
    const { rows, changes } = rebuildOperations(current, own);
    expect(changes).toEqual(nothing);
    expect(rows).toEqual(current);
  });

  it('is idempotent after a change', () => {
    const changed = replacing('GET', '/api/0/organizations/', { scopes: ['org:write'] });
    const once = rebuildOperations(current, changed).rows;
    const twice = rebuildOperations(once, changed);
    expect(twice.rows).toEqual(once);
    expect(twice.changes).toEqual(nothing);
  });

  it('says what needs more and what needs less, by the minimal scopes', () => {
    const more = rebuildOperations(
      current,
      replacing('GET', '/api/0/organizations/', { scopes: ['org:admin', 'org:write'] }),
    );
    expect(more.changes).toMatchObject({
      needsMore: [{ from: ['org:read'], to: ['org:write'] }],
      needsLess: [],
    });
    const path = `${ORG}/members/{member_id}/`;
    const less = rebuildOperations(current, replacing('PUT', path, { scopes: ['member:read'] }));
    expect(less.changes).toMatchObject({
      needsMore: [],
      needsLess: [{ from: ['member:invite'], to: ['member:read'] }],
    });
    // What was found inside the endpoint is kept.
    expect(less.rows.find((one) => one.method === 'PUT' && one.path === path)?.effectiveAnyOf).toEqual([
      'member:write',
      'member:admin',
    ]);
  });

  it('does not take a list for changed that only leaves out what is implied', () => {
    const { changes } = rebuildOperations(
      current,
      replacing('GET', '/api/0/organizations/', { scopes: ['org:read'] }),
    );
    expect(changes).toEqual(nothing);
  });

  it('adds and removes documented operations, and keeps the undocumented', () => {
    const without = replacing('GET', '/api/0/organizations/', undefined);
    const { rows, changes } = rebuildOperations(current, {
      operations: [
        ...without.operations,
        {
          method: 'POST',
          path: `${ORG}/tea/`,
          operationId: 'brewOrganizationTea',
          summary: "Brew an Organization's Tea",
          tag: 'Tea',
          scopes: ['org:read', 'tea:write'],
        },
      ],
    });
    expect(changes.removed.map(({ path }) => path)).toEqual(['/api/0/organizations/']);
    expect(changes.added).toMatchObject([
      {
        title: 'Brew organization tea',
        docs: 'https://docs.sentry.io/api/tea/brew-an-organizations-tea/',
        source: 'openapi',
        confidence: 'high',
      },
    ]);
    expect(changes.unknownScopes).toEqual(['tea:write']);
    expect(rows.filter(({ source }) => source === 'code-2024-05')).toHaveLength(387);
  });

  it('lets a documented operation take over an undocumented one, whatever its parameters are called', () => {
    const { rows, changes } = rebuildOperations(current, {
      operations: [
        ...own.operations,
        {
          method: 'POST',
          path: `/api/0/organizations/{slug}/code-mappings/bulk`,
          summary: 'Upload Code Mappings',
          tag: 'Integrations',
          scopes: ['org:ci', 'org:write'],
        },
      ],
    });
    expect(rows).toHaveLength(612);
    expect(changes.added).toEqual([]);
    expect(changes.nowDocumented).toHaveLength(1);
    const row = rows.find(({ path }) => path.includes('/code-mappings/bulk'));
    // No generated id: somebody wrote this entry by hand. The note of the old source is gone.
    expect(row).toMatchObject({
      title: 'Upload Code Mappings',
      source: 'openapi-handwritten',
      documented: true,
    });
    expect(row?.note).toMatch(/^Documented by hand/);
  });
});

describe('the data file', () => {
  it('is byte for byte what the command would write', () => {
    const text = readFileSync(DATA, 'utf8');
    const file = JSON.parse(text) as OperationsFile;
    expect(formatFile(fileOf(file.meta, operationsOf(file)))).toBe(text);
    expect(text.length).toBeLessThan(120_000);
  });

  it('has an operation for each exception', () => {
    const file = JSON.parse(readFileSync(DATA, 'utf8')) as OperationsFile;
    for (const key of Object.keys(file.exceptions))
      expect(
        file.rows.some((row) => row.startsWith(`${key}|`)),
        key,
      ).toBe(true);
  });
});

describe('readOpenApi', () => {
  it('takes what it needs and no more', () => {
    const text = JSON.stringify({
      openapi: '3.0.3',
      info: { version: 'v0', 'x-published': 'on 2026-10-02' },
      security: [{ auth_token: ['org:read'] }],
      paths: {
        '/api/0/a/{id}/': {
          parameters: [],
          get: {
            operationId: 'getA',
            summary: 'Get A',
            tags: ['Teas', 'x'],
            security: [{ auth_token: ['b:write'] }, { auth_token: ['a:read'] }],
          },
          delete: { security: [] },
          post: {},
        },
      },
    });
    expect(readOpenApi(`\uFEFF${text}`)).toEqual({
      version: 'v0',
      date: '2026-10-02',
      operations: [
        {
          method: 'GET',
          path: '/api/0/a/{id}/',
          operationId: 'getA',
          summary: 'Get A',
          tag: 'Teas',
          scopes: ['a:read', 'b:write'],
        },
        { method: 'POST', path: '/api/0/a/{id}/', scopes: ['org:read'] },
        { method: 'DELETE', path: '/api/0/a/{id}/', scopes: [] },
      ],
    });
  });

  it.each([
    ['no JSON', 'openapi: 3.0.3', /not JSON/],
    ['no OpenAPI', '{"swagger": "2.0", "paths": {}}', /not OpenAPI 3/],
    ['null', 'null', /not OpenAPI 3/],
    ['no operation', '{"openapi": "3.0.3", "paths": {"/a": null}}', /no operation/],
    ['no scope', '{"openapi": "3.0.3", "paths": {"/a": {"get": {}}}}', /names a scope/],
  ])('refuses %s with the cure', (_what, text, message) => {
    expect(() => readOpenApi(text)).toThrow(message);
    expect(() => readOpenApi(text)).toThrow(/openapi-derefed\.json/);
  });
});
