import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver-types';
import { ClientCommand } from '../../../server/src/protocol.ts';
import { createService } from '../../../server/src/service.ts';
import type { Client } from '../../../server/src/service.ts';
import { entry, TODAY } from './cursor.ts';

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
  return TextDocument.create(
    `file:///${String(++opened)}/sentry-permissions.yaml`,
    'sentry-permissions',
    1,
    text,
  );
}

function after(document: TextDocument, edit: WorkspaceEdit | undefined): string | undefined {
  const [change] = edit?.documentChanges ?? [];
  if (!change || !('edits' in change)) return undefined;
  return TextDocument.applyEdits(
    document,
    change.edits.filter((one) => 'newText' in one),
  );
}

const at = (
  document: TextDocument,
  text: string,
): { uri: string; position: { line: number; character: number } } => ({
  uri: document.uri,
  position: document.positionAt(document.getText().indexOf(text)),
});

function actionsAt(document: TextDocument, text: string, client = CLIENT): CodeAction[] {
  const { position } = at(document, text);
  return service.codeActions(document, { start: position, end: position }, undefined, client);
}

const USES = `    uses:
      - sentry-cli releases new
      - sentry-cli releases set-commits --auto
`;
const BROAD = entry(`    scopes:
      - scope: org:admin
        rationale: Everything works with it.
      - scope: project:admin # as the wiki says
        rationale: Creates the release and finishes it.
      - scope: event:read
        rationale: Shows the issues of a release.
${USES}`);
const NARROW = `    scopes:
      - scope: org:read
        rationale: It takes this scope to do sentry-cli releases set-commits --auto.
      - scope: project:releases
        rationale: It takes this scope to do sentry-cli releases new and sentry-cli releases set-commits --auto.
`;

describe('the code lens', () => {
  it('counts the scopes beyond the uses, and offers their replacement', () => {
    const document = open(BROAD);
    const lenses = service.codeLenses(document, CLIENT);
    expect(lenses.map(({ command }) => command?.title)).toEqual([
      '3 scopes more than the uses need',
      'Replace by the least',
    ]);
    expect(lenses.map(({ range }) => range.start)).toEqual([
      { line: 2, character: 2 },
      { line: 2, character: 2 },
    ]);
    const target: unknown = lenses[1]?.command?.arguments?.[0];
    expect(after(document, service.replaceByLeast(document, target as { uri: string }))).toBe(
      entry(NARROW + USES),
    );
  });

  it('is not there where nothing is in excess, the excess is accepted, or the client cannot carry it out', () => {
    expect(service.codeLenses(open(entry(NARROW + USES)), CLIENT)).toEqual([]);
    const accepted = BROAD.replace(
      'scopes:',
      'accept: [{ rule: excess-scope, reason: The release tool asks for these., until: 2027-01-01 }]\n    scopes:',
    );
    expect(service.codeLenses(open(accepted), CLIENT)).toEqual([]);
    expect(service.codeLenses(open(BROAD), { ...CLIENT, commands: new Set() })).toEqual([]);
  });

  it('stands on each integration by itself', () => {
    const second = `  other:\n    kind: internal-integration\n    scopes: [event:admin]\n    uses: [sentry-cli issues list]\n`;
    const lenses = service.codeLenses(open(BROAD + second), CLIENT);
    expect(lenses.map(({ range, command }) => `${String(range.start.line)} ${command?.title ?? ''}`)).toEqual(
      [
        '2 3 scopes more than the uses need',
        '2 Replace by the least',
        '14 1 scope more than the uses need',
        '14 Replace by the least',
      ],
    );
  });
});

describe('the replacement', () => {
  it('empties a list whose key has a comment of its own, or leaves it alone', () => {
    const text = entry('    scopes: # see: docs\n      - org:read\n    uses: [sentry-cli send-event]\n');
    const document = open(text);
    const edit = service.replaceByLeast(document, at(document, 'org:read'));
    const result = edit === undefined ? text : after(document, edit);
    expect(result).toContain('# see: docs');
    const plain = open(text.replace(' # see: docs', ''));
    expect(after(plain, service.replaceByLeast(plain, at(plain, 'org:read')))).toContain('    scopes: []\n');
  });

  it('is refused where an alias would lose its anchor, and where nothing is in excess', () => {
    const anchored = open(
      BROAD.replace('rationale: Everything', 'rationale: &why Everything') + '    purpose: *why\n',
    );
    expect(service.replaceByLeast(anchored, at(anchored, 'org:admin'))).toBeUndefined();
    const least = open(entry(NARROW + USES));
    expect(service.replaceByLeast(least, at(least, 'org:read'))).toBeUndefined();
  });
});

describe('filling scopes from uses', () => {
  it.each([
    ['absent', '', `${USES}${NARROW}`],
    ['empty', '    scopes: []\n', `${NARROW}${USES}`],
    [
      'empty, with a comment',
      '    scopes: [] # none yet\n',
      `${NARROW.replace('scopes:', 'scopes: # none yet')}${USES}`,
    ],
    ['without a value', '    scopes:\n', `${NARROW}${USES}`],
  ])('writes the least scopes where the list is %s', (_, before, wanted) => {
    const document = open(entry(before + USES));
    const fill = actionsAt(document, 'bot').find(({ title }) => title.startsWith('Fill'));
    expect(fill).toMatchObject({
      title: 'Fill “scopes” from “uses”: org:read, project:releases',
      kind: 'refactor.rewrite',
    });
    expect(after(document, fill?.edit)).toBe(entry(wanted));
  });

  it('stays on one line in flow style', () => {
    const document = open(
      'integrations: { bot: { kind: internal-integration, scopes: [], uses: [sentry-cli issues list] } }\n',
    );
    const fill = actionsAt(document, 'bot').find(({ title }) => title.startsWith('Fill'));
    expect(after(document, fill?.edit)).toBe(
      'integrations: { bot: { kind: internal-integration, scopes: [{ scope: event:read, rationale: It takes this scope to do sentry-cli issues list. }], uses: [sentry-cli issues list] } }\n',
    );
  });

  it.each([
    ['something is granted', `    scopes: [event:read]\n${USES}`],
    ['a use is not known', '    uses: [make coffee]\n'],
    ['nothing is declared', '    scopes: []\n'],
    ['no token of the kind can do it', '    uses: ["POST /organizations/{org}/code-mappings/bulk/"]\n'],
  ])('is not offered where %s', (_, lines) => {
    expect(actionsAt(open(entry(lines)), 'bot').filter(({ title }) => title.startsWith('Fill'))).toEqual([]);
  });

  it('is not offered for kinds with a fixed set', () => {
    const document = open(entry(USES, 'organization-token'));
    expect(actionsAt(document, 'bot').filter(({ title }) => title.startsWith('Fill'))).toEqual([]);
  });
});

describe('the certificate', () => {
  const page = (text: string): string => {
    const document = open(text);
    return service.explainLeast(document, at(document, 'bot:'))?.markdown ?? '';
  };

  it('is offered on the finding, by a command', () => {
    const document = open(BROAD);
    const explain = actionsAt(document, 'org:admin').find(
      ({ title }) => title === 'Explain the least scopes',
    );
    expect(explain?.command?.command).toBe(ClientCommand.explainLeast);
    expect(actionsAt(document, 'kind:').filter(({ title }) => title.startsWith('Explain'))).toEqual([]);
    expect(
      actionsAt(document, 'org:admin', { ...CLIENT, commands: new Set() }).filter(({ title }) =>
        title.startsWith('Explain'),
      ),
    ).toEqual([]);
  });

  it('says what suffices, what each is for, what is beyond, and on what that rests', () => {
    const text = page(BROAD);
    expect(text).toContain('# The least scopes of `bot`');
    expect(text).toMatch(
      /\*\*`org:read` and `project:releases` suffice\*\*: no weaker scopes serve these operations, by the catalogue of \d{4}-\d\d-\d\d\. An organization token \(`org:ci`\) alone would serve all of it too\./,
    );
    expect(text).toContain(
      '- `org:read`: without it nothing serves `sentry-cli releases set-commits --auto`.',
    );
    expect(text).toContain('- `org:admin`: `org:read` does all of it that is declared.');
    expect(text).toContain('- `event:read`: nothing that is declared needs it.');
    expect(text).toMatch(
      /These reach \d+ operations of Sentry’s API; what it holds today reaches \d+ operations\./,
    );
    expect(text).toContain('## What this rests on\n\n**`sentry-cli releases new`** · a command');
    expect(text).toContain('- A scope is necessary and not sufficient:');
  });

  it('names no organization token in the place of what other organizations install', () => {
    const text = page(BROAD.replace('kind: internal-integration', 'kind: public-integration'));
    expect(text).toContain('**`org:read` and `project:releases` suffice**');
    expect(text).not.toContain('organization token (`org:ci`) alone');
  });

  it('says that what is held is the least', () => {
    expect(page(entry(NARROW + USES))).toContain('That is what it holds today.');
  });

  it('says what was left out', () => {
    const text = page(BROAD.replace('uses:', 'uses:\n      - make coffee\n      - "<img src=x>"'));
    expect(text).toContain('- `make coffee`: the catalogue knows no such operation or command.');
    expect(text).toContain('no rule says that anything is in excess');
    expect(text).toContain(
      '**`org:read` and `project:releases` suffice** for what the catalogue knows of it: no',
    );
    expect(text).not.toContain('organization token (`org:ci`) alone');
    const strange = page(entry('    uses: [make coffee]\n'));
    expect(strange).toMatch(/\*\*The catalogue of [\d-]+ does not know enough of what it declares\*\*/);
  });

  it('says of what the bundle alone serves that it can be held, and is better held by an organization token', () => {
    const bulk = 'POST /organizations/{org}/code-mappings/bulk/';
    const text = page(entry(`    uses: ["${bulk}", sentry-cli issues list]\n`));
    expect(text).toContain('**No scopes without `org:ci` serve all of what it declares**');
    expect(text).toContain(`- \`${bulk}\`: the bundle \`org:ci\` serves it. Add it, or better, let an`);
    expect(text).not.toContain('suffice');
    const key = page(entry(`    uses: ["${bulk}"]\n`, 'legacy-api-key'));
    expect(key).toContain('whether `legacy-api-key` can hold that is not known. An organization token does');
  });

  it('does not say of the bundle that nothing needs it where it does what else is not known of', () => {
    const text = page(entry('    scopes: ["org:ci"]\n    uses: [sentry-cli code-mappings upload]\n'));
    expect(text).toContain('- `org:ci`: it does `sentry-cli code-mappings upload`; whether another');
    expect(text).not.toContain('nothing that is declared needs it');
    expect(text).toContain('An organization token (`org:ci`) alone would serve all of it.');
    const other = page(
      entry('    scopes: ["org:integrations"]\n    uses: [sentry-cli code-mappings upload]\n'),
    );
    expect(other).toContain('- `org:integrations`: nothing of it that the catalogue knows needs it.');
  });

  it('says which credential does what scopes are of no use for', () => {
    const users = 'GET /organizations/acme/scim/v2/Users';
    const text = page(entry(`    uses: [${users}, sentry-cli issues list]\n`));
    expect(text).toContain(`- \`${users}\`: it takes a credential of the kind \`scim-token\`, whatever`);
    expect(text).toContain('**`event:read` suffices** for all but what takes another kind of credential');
    expect(text).not.toContain('What was left out');
    expect(page(entry(`    uses: [${users}]\n`))).toContain('**No scope serves what it declares**');
  });

  it.each([
    ['    scopes: [org:admin]\n', 'internal-integration', 'It does not say what it does.'],
    [USES, 'robot', 'Its kind is not known'],
    [USES, 'organization-token', 'leaves no choice'],
    [USES, 'service', 'an installation in another service'],
  ])('says why there is none for %j of a %s', (lines, kind, why) => {
    expect(page(entry(lines, kind))).toContain(why);
  });

  it('shows no credential and no Markdown of the manifest', () => {
    const token = `sntrys_eyJpYXQiOjE3MDAwMDAwMDB9_${'a'.repeat(43)}`;
    const text = page(entry(`    uses: ["${token}", "\`](command:x) <b>"]\n`));
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/^<b>|[^`] <b>\s*$/m);
  });

  it('is not there where there is no integration, or the version is another', () => {
    const document = open(BROAD);
    expect(service.explainLeast(document, { uri: document.uri, integration: 'other' })).toBeUndefined();
    const foreign = open(BROAD.replace('version: 1', 'version: 2'));
    expect(service.explainLeast(foreign, at(foreign, 'bot'))).toBeUndefined();
  });
});
