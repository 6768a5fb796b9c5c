import { describe, expect, it } from 'vitest';
import { isParameter, operationNamed } from '../../../server/src/catalog/operation-match.ts';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { asUse } from '../../../server/src/recording/request.ts';
import { readRecording } from '../../../server/src/recording/recording.ts';
import { readRefusal } from '../../../server/src/recording/refusal.ts';

/** Each operation with a value in the place of its parameters: its method, its path, and how it matches with plain values. */
function requestsWith(value: string): readonly { method: string; path: string; same: string }[] {
  return allOperations().map(({ method, path }) => {
    const filled = (by: string): string =>
      path
        .split('/')
        .map((segment) => (isParameter(segment) ? by : segment))
        .join('/');
    return { method, path: filled(value).replace(/\/?$/, '/'), same: nameOf(`${method} ${filled('xyzzy')}`) };
  });
}

function nameOf(use: string): string {
  const operation = operationNamed(use);
  return operation ? `${operation.method} ${operation.path}` : `unknown: ${use}`;
}

const refused = (text: string): string[] =>
  readRefusal(text).requests.map((request) => nameOf(asUse(request) ?? `ANY ${request.path}`));
const recorded = (text: string): string[] => readRecording(text).uses.map(nameOf);

/** What stands in the place of a value. */
const VALUES = [
  '$(cat x)',
  '$(git rev-parse HEAD)',
  `$(jq -r '.[0] | .slug' a.json)`,
  `$(basename $(dirname "$PWD"))`,
  '$((N + 1))',
  '`cat x`',
  '${VERSION:?not set}',
  '${TAG##*/}',
  '${{ github.sha }}',
  '{{ org }}',
  '#{org}',
  "{org['slug']}",
  '<my org>',
];

describe('an address with a value that is computed', () => {
  it.each([...VALUES, 'my shop'])('is that of the same operation: %s', (value) => {
    for (const { method, path, same } of requestsWith(value)) {
      const address = `https://sentry.io${path}`;
      for (const line of [
        `curl -X ${method} "${address}"`,
        `curl "${address}" -X ${method}`,
        `curl -X ${method} -H "Authorization: Bearer x" "${address}" -d '{"a": 1}' | jq .`,
        `curl -X ${method} "$SENTRY_URL${path}?a=b c"`,
      ])
        expect([line, refused(line), recorded(line)]).toEqual([line, [same], [same]]);
    }
  });

  it.each(VALUES)('is that of the same operation without quotes: %s', (value) => {
    for (const { method, path, same } of requestsWith(value)) {
      const address = `https://sentry.io${path}`;
      for (const line of [
        `curl -X ${method} ${address}`,
        `${method} ${address}`,
        `ran "${method} ${path} HTTP/1.1" 403`,
        `${method} '${path}' was refused`,
      ])
        expect([line, refused(line), recorded(line)]).toEqual([line, [same], [same]]);
    }
  });
});

/** What stands behind an address in a text of people or programs. */
const BEHIND = [
  ...[
    ': 403 Forbidden',
    ' 403',
    ', and',
    '; and',
    '.',
    '...',
    '…',
    '!',
    ') -> 403',
    ').',
    '),',
    '] 403',
    ']: 403',
  ],
  ...[
    '` 403',
    '`.',
    '”',
    '’',
    '»',
    '|200|',
    '|https://a.example/b/',
    '&gt; 403',
    '=403',
    '_ is refused',
    '> 403',
    '->403',
    ' — 403',
    '—403',
    '→403',
    '** is refused',
    ':403',
    ',200,https://a.example/b/',
  ],
  ...['(403)', '\u001B[0m 403', '}', '}}', '\\n', '{"detail": "No"}'],
];

describe('an address with signs behind it', () => {
  it.each(BEHIND)('is that of the same operation: %j', (behind) => {
    for (const { method, path, same } of requestsWith('xyzzy')) {
      for (const line of [
        `${method} https://sentry.io${path}${behind}`,
        `called (${method} ${path}${behind}`,
      ])
        expect([line, refused(line), recorded(line)]).toEqual([line, [same], [same]]);
      const alone = `see https://sentry.io${path}${behind}`;
      expect([alone, readRefusal(alone).requests]).toEqual([alone, [{ method: undefined, path }]]);
    }
  });

  it.each([': 403 Forbidden', ', and', '.', ') and', '`'])(
    'is that of the same operation behind curl: %j',
    (behind) => {
      for (const { method, path, same } of requestsWith('xyzzy')) {
        const line = `ran curl -X ${method} https://sentry.io${path}${behind}`;
        expect([line, refused(line), recorded(line)]).toEqual([line, [same], [same]]);
      }
    },
  );

  it('leaves the braces of a parameter', () => {
    for (const { method, path } of allOperations()) {
      const line = `(${method} ${path.replace(/\/$/, '')}}).`;
      expect([line, ...refused(line)]).toEqual([line, `${method} ${path}`]);
    }
  });
});

/** How people and programs set a request off. */
const SET_OFF: readonly ((method: string, path: string) => string)[] = [
  (method, path) => `*${method} ${path}* fails`,
  (method, path) => `**${method} ${path}**: 403`,
  (method, path) => `**${method}** \`${path}\``,
  (method, path) => `see *\`${method} ${path}\`*`,
  (method, path) => `[${method} ${path}](https://docs.sentry.io/api/)`,
  (method, path) => `\u001B[32m${method}\u001B[0m ${path} \u001B[31m403\u001B[0m`,
  (method, path) => `\u001B[1;35m${method} ${path}\u001B[m 403`,
];

it('takes a request that is set off by Markdown or by colors for the same', () => {
  for (const { method, path, same } of requestsWith('xyzzy')) {
    for (const setOff of SET_OFF) {
      for (const line of [setOff(method, path), setOff(method, path.replace(/\/$/, ''))])
        expect([line, refused(line), recorded(line)]).toEqual([line, [same], [same]]);
    }
  }
});
