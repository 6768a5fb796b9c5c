import { describe, expect, it } from 'vitest';
import { formatFile, fileOf } from '../../../scripts/catalog/operations-file.mts';
import { run } from '../../../scripts/catalog/run.mts';

const META = { date: '2026-08-16', sources: [{ what: 'the document', state: '2026-08-16' }] };
const DOCUMENT = JSON.stringify({
  openapi: '3.0.3',
  info: { version: 'v1' },
  paths: {
    '/api/0/teas/': {
      get: {
        operationId: 'listTeas',
        summary: 'List Teas',
        tags: ['Teas'],
        security: [{ auth_token: ['org:read'] }],
      },
    },
  },
});

function start(args: readonly string[]): {
  code: number;
  printed: string;
  complained: string;
  written: string | undefined;
} {
  const printed: string[] = [];
  const complained: string[] = [];
  let written: string | undefined;
  const code = run(args, {
    read: (path) => {
      if (path !== 'openapi.json') throw new Error('ENOENT');
      return DOCUMENT;
    },
    readCatalog: () => formatFile(fileOf(META, [])),
    writeCatalog: (text) => {
      written = text;
    },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
  });
  return { code, printed: printed.join('\n'), complained: complained.join('\n'), written };
}

describe('npm run catalog', () => {
  it('writes the file with its new date and prints four lists', () => {
    const { code, printed, written } = start(['openapi.json', '--date', '2026-10-02']);
    expect(code).toBe(0);
    expect(printed).toMatch(
      /^Added: 1\n {2}GET \/api\/0\/teas\/\nRemoved: none\nNow needs more: none\nNow needs less: none\n/,
    );
    expect(JSON.parse(written ?? '')).toEqual({
      meta: { date: '2026-10-02', sources: [{ what: 'the document', state: '2026-10-02, version v1' }] },
      exceptions: {},
      rows: ['GET /teas/|List teas|org:read|openapi|teas/list-teas'],
    });
  });

  it('writes nothing in a dry run', () => {
    expect(start(['openapi.json', '--date', '2026-10-02', '--dry-run'])).toMatchObject({
      code: 0,
      written: undefined,
    });
  });

  it.each([
    [[], /Usage: npm run catalog/],
    [['a.json', 'b.json'], /one document/],
    [['openapi.json', '--dates'], /Usage/],
    [['nowhere.json'], /Cannot read nowhere\.json \(ENOENT\)\. Check the path/],
    [['openapi.json'], /Add --date YYYY-MM-DD/],
    [['openapi.json', '--date', '2026-02-30'], /2026-02-30 is not a day/],
  ])('refuses %j with 2 and the cure', (args, message) => {
    const { code, complained, written } = start(args);
    expect(code).toBe(2);
    expect(complained).toMatch(message);
    expect(written).toBeUndefined();
  });
});
