import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import { ClientCommand } from '../../../server/src/protocol.ts';
import { createService } from '../../../server/src/service.ts';
import type { Client } from '../../../server/src/service.ts';
import { TODAY } from './cursor.ts';

const CLIENT: Client = {
  commands: new Set(Object.values(ClientCommand)),
  snippetEdits: false,
  snippets: false,
  documentationBase: undefined,
  documentationEnd: '',
};
const service = createService({ today: () => TODAY });
let opened = 0;

function open(text: string): TextDocument {
  const uri = `file:///${String(++opened)}/sentry-permissions.yaml`;
  return TextDocument.create(uri, 'sentry-permissions', 1, text);
}

interface Entry {
  readonly name: string;
  readonly owner?: string;
  readonly reviews?: string;
}

function manifest(...entries: readonly Entry[]): string {
  const lines = entries.map(
    ({ name, owner = 'team@acme.example', reviews }) =>
      `  ${name}:\n    kind: internal-integration\n    owner: ${owner}\n    scopes: [org:read]\n${reviews === undefined ? '' : `    reviews: ${reviews}\n`}`,
  );
  return `version: 1\nreview: { every: 90 days }\nintegrations:\n${lines.join('')}`;
}

/** Today is 2026-11-23. */
const OVERDUE = '[{ date: 2026-08-01, by: dana@acme.example }]';
const DUE_SOON = '[{ date: 2026-08-30, by: dana@acme.example }]';
const FINE = '[{ date: 2026-11-22, by: dana@acme.example }]';
const STALE = '[{ date: 2026-11-22, by: dana@acme.example, of: p1-00000000 }]';

function titles(text: string, client = CLIENT): string[] {
  return service
    .reviewLenses(open(text), client)
    .map(({ range, command }) => `${String(range.start.line)} ${command?.title ?? ''}`);
}

describe('the lenses', () => {
  it('say when and by whom each integration was reviewed, and count over the file what asks for something', () => {
    const text = manifest(
      { name: 'a', reviews: OVERDUE },
      { name: 'b', reviews: DUE_SOON },
      { name: 'c', reviews: STALE },
      { name: 'd' },
      { name: 'e', reviews: FINE },
    );
    expect(titles(text)).toEqual([
      '0 Reviews: 1 overdue, 1 due soon, 1 stale, 1 never reviewed',
      '0 Mark as Reviewed: All Overdue',
      '3 Was due 24 days ago · reviewed 114 days ago by dana@acme.example',
      '3 Mark as Reviewed',
      '8 Due in 5 days · reviewed 85 days ago by dana@acme.example',
      '8 Mark as Reviewed',
      '13 Permissions changed since the last review · due in 89 days · reviewed 1 day ago by dana@acme.example',
      '13 Mark as Reviewed',
      '18 Never reviewed',
      '18 Mark as Reviewed',
      '22 Due in 89 days · reviewed 1 day ago by dana@acme.example',
      '22 Mark as Reviewed',
    ]);
  });

  it('name the day of a review that has come elsewhere and not here', () => {
    const reviews = '[{ date: 2026-11-24, by: dana@acme.example }]';
    expect(titles(manifest({ name: 'a', reviews }))[0]).toBe(
      '3 Due in 91 days · reviewed on 2026-11-24 by dana@acme.example',
    );
  });

  it('have none over the file where nothing asks for something', () => {
    expect(titles(manifest({ name: 'a', reviews: FINE })).map((title) => title[0])).toEqual(['3', '3']);
  });

  it('are silent where the date cannot be read, the format is another, or the client cannot mark', () => {
    expect(titles(manifest({ name: 'a', reviews: '[{ date: soon }]' }))).toEqual([]);
    expect(titles(manifest({ name: 'a' }).replace('version: 1', 'version: 2'))).toEqual([]);
    expect(titles(manifest({ name: 'a' }), { ...CLIENT, commands: new Set() })).toEqual([]);
  });

  it('draw no icon and show no credential out of a name', () => {
    const reviews = '[{ date: 2026-11-22, by: "$(sync~spin) sntrys_' + 'a'.repeat(64) + '" }]';
    const [said = ''] = titles(manifest({ name: 'a', reviews }));
    expect(said).toContain('by $ (sync');
    expect(said).not.toContain('aaaaaaaaaaaa');
  });

  it('count no overdue review that is accepted or whose rule is off', () => {
    const text = manifest({ name: 'a', reviews: OVERDUE });
    expect(titles(`${text}rules: { overdue-review: off }\n`)[0]).toMatch(/^3 Was due 24 days ago · reviewed/);
  });
});

describe('marking several', () => {
  const by = 'kim@acme.example';
  const text = manifest(
    { name: 'a', reviews: OVERDUE },
    { name: 'b', owner: 'lee@acme.example', reviews: FINE },
    { name: 'c', owner: 'lee@acme.example', reviews: OVERDUE },
  );

  function marked(owner?: string): { names: string[]; count: number; text: string } {
    const document = open(text);
    const answer = service.markManyReviewed(document, {
      uri: document.uri,
      by,
      notes: '',
      ...(owner === undefined ? {} : { owner }),
    });
    const [change] = answer.edit?.documentChanges ?? [];
    const edits = change && 'edits' in change ? change.edits.filter((edit) => 'newText' in edit) : [];
    const after = TextDocument.applyEdits(document, edits);
    const names = after
      .split(/^ {2}(?=\w)/m)
      .filter((part) => part.includes(by))
      .map((part) => part[0] ?? '');
    return { names, count: answer.marked.length, text: after };
  }

  it('takes all that are overdue, and then none is', () => {
    const { names, count, text: after } = marked();
    expect({ names, count }).toEqual({ names: ['a', 'c'], count: 2 });
    expect(titles(after).join('\n')).not.toMatch(/overdue/i);
  });

  it('takes all of one owner, whatever state they are in', () => {
    expect(marked('lee@acme.example').names).toEqual(['b', 'c']);
    expect(marked('nobody@acme.example').count).toBe(0);
  });

  it('names no owner who is to be written yet', () => {
    const document = open(
      manifest(
        { name: 'a', owner: 'TODO' },
        { name: 'b', owner: 'TBD - ask around' },
        { name: 'c', owner: 'unknown' },
      ),
    );
    expect(service.owners(document)).toEqual([]);
  });

  it('names the owners with what they own', () => {
    expect(service.owners(open(text))).toEqual([
      { owner: 'lee@acme.example', integrations: ['b', 'c'] },
      { owner: 'team@acme.example', integrations: ['a'] },
    ]);
  });

  it('names the owner at the cursor first, and the others as ever', () => {
    const document = open(
      manifest(
        { name: 'a', owner: 'team-a' },
        { name: 'b', owner: 'team-b' },
        { name: 'c', owner: 'team-c' },
        { name: 'd', owner: 'TODO' },
      ),
    );
    const namedAt = (word: string): string[] => {
      const position = document.positionAt(document.getText().indexOf(word));
      return service.owners(document, position).map(({ owner }) => owner);
    };
    expect(namedAt('team-c')).toEqual(['team-c', 'team-a', 'team-b']);
    expect(namedAt('  b:')).toEqual(['team-b', 'team-a', 'team-c']);
    for (const nobody of ['review:', 'TODO']) expect(namedAt(nobody)).toEqual(['team-a', 'team-b', 'team-c']);
  });

  it('says which could not be edited surely, and writes the others', () => {
    const flow = manifest(
      { name: 'a', reviews: OVERDUE },
      { name: 'b', reviews: OVERDUE },
      { name: 'c', reviews: OVERDUE },
    ).replace(OVERDUE, '&r ' + OVERDUE);
    const aliased = open(flow.replace(/(b:[^]*?reviews: ).*/, '$1*r'));
    const answer = service.markManyReviewed(aliased, { uri: aliased.uri, by, notes: '' });
    // A review of a would be one of b too.
    expect({ marked: answer.marked.map(({ id }) => id), left: answer.left }).toEqual({
      marked: ['=c'],
      left: ['a', 'b'],
    });
  });

  it('names the service of those that are on another one', () => {
    const serviceEntry = (name: string): string =>
      `  ${name}-app:\n    kind: service\n    service: ${name}\n    owner: lee@acme.example\n`;
    const document = open(text + serviceEntry('github') + serviceEntry('nowhere'));
    const params = { uri: document.uri, by, notes: '', owner: 'lee@acme.example' };
    const { marked } = service.markManyReviewed(document, params);
    expect(marked.map(({ name, service }) => [name, service])).toEqual([
      ['b', null],
      ['c', null],
      ['github-app', 'GitHub'],
      ['nowhere-app', 'nowhere'],
    ]);
  });

  it('writes none of what is granted otherwise than when the person was asked, whatever else has changed', () => {
    const before = open(text);
    const asked = service.markManyReviewed(before, {
      uri: before.uri,
      owner: 'lee@acme.example',
      by,
      notes: '',
    });
    const ids = asked.marked.map(({ id }) => id);
    const digests = asked.marked.map(({ digest }) => digest);
    expect(digests).toEqual([expect.stringMatching(/^p1-/), expect.stringMatching(/^p1-/)]);
    const now = (after: string): readonly (readonly string[])[] => {
      const document = open(after);
      const { marked, changed } = service.markManyReviewed(document, {
        uri: document.uri,
        ids,
        digests,
        by,
        notes: '',
      });
      return [marked.map(({ name }) => name), changed];
    };
    expect(now(text.replace('every: 90 days', 'every: 30 days'))).toEqual([['b', 'c'], []]);
    const at = text.indexOf('[org:read]', text.indexOf('  c:'));
    expect(now(`${text.slice(0, at)}[org:read, org:admin]${text.slice(at + 10)}`)).toEqual([['b'], ['c']]);
  });

  it('writes no review twice: not by the same person on one day with nothing to add, unless permissions have changed', () => {
    const ids = ['=a'];
    const again = (text: string, notes = '', person = by): readonly string[] => {
      const document = open(text);
      const params = { uri: document.uri, ids, by: person, notes };
      const { already, edit } = service.markManyReviewed(document, params);
      expect(edit === null).toBe(already.length > 0);
      return already;
    };
    const once = open(text);
    const { edit } = service.markManyReviewed(once, { uri: once.uri, ids, by, notes: 'Narrowed.' });
    const [change] = edit?.documentChanges ?? [];
    const edits = change && 'edits' in change ? change.edits.filter((edit) => 'newText' in edit) : [];
    const after = TextDocument.applyEdits(once, edits);
    expect(again(text)).toEqual([]);
    expect(again(after)).toEqual(['a']);
    expect(again(after, '  ')).toEqual(['a']);
    expect(again(after, 'And compared the webhooks.')).toEqual([]);
    expect(again(after, '', 'lee@acme.example')).toEqual([]);
    expect(again(after.replace('[org:read]', '[org:write]'))).toEqual([]);
  });
});

describe('the integration at the cursor', () => {
  it.each([
    [0, null],
    [3, 'a'],
    [6, 'a'],
    [7, 'b'],
    [10, 'b'],
    [11, 'b'],
  ])('is that of the line, from its first column on: line %i', (line, name) => {
    const document = open(manifest({ name: 'a' }, { name: 'b' }));
    const { uri } = document;
    const pinned = service.pin(document, { uri, position: { line, character: 0 } });
    expect(pinned?.name ?? null).toBe(name);
  });
});
