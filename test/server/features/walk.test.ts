import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import type { AskedPlace } from '../../../server/src/protocol.ts';
import { createService } from '../../../server/src/service.ts';
import { countErrors } from '../../../server/src/yaml/compose.ts';
import { damaged, damages, FAULTY, manifests } from '../support/manifests.ts';

const newService = () => createService({ today: () => parseDay('2026-11-23') ?? 0 });
const URI = 'file:///a.sentry-permissions.yaml';
const documentOf = (text: string, version = 1): TextDocument =>
  TextDocument.create(URI, 'sentry-permissions', version, text);

function applied(document: TextDocument, edit: WorkspaceEdit | null | undefined): string {
  const edits = (edit?.documentChanges ?? []).flatMap((change) => ('edits' in change ? change.edits : []));
  return TextDocument.applyEdits(document, edits as TextEdit[]);
}

const TWO = `version: 1
integrations:
  bot:
    kind: internal-integration
    scopes: # agreed
      - org:read # why?
      - team:read
      - scope: event:read
        rationale: Reads the new issues.
  other: { kind: internal-integration, scopes: [org:read,team:read] }
`;

describe('the walk through all bare grants', () => {
  const service = newService();

  it('asks for each of the file in its order, and writes all answers at once', () => {
    const document = documentOf(TWO);
    const { places } = service.allBareGrants(document);
    expect(places.map(({ what }) => what)).toEqual([
      'org:read of bot',
      'team:read of bot',
      'org:read of other',
      'team:read of other',
    ]);
    const answers = places.map(({ id }, i) => ({ id, text: `Reason: ${i}` }));
    const { edit, left } = service.addRationales(document, { uri: URI, answers });
    expect(left).toEqual([]);
    expect(applied(document, edit)).toBe(`version: 1
integrations:
  bot:
    kind: internal-integration
    scopes: # agreed
      - scope: org:read # why?
        rationale: "Reason: 0"
      - scope: team:read
        rationale: "Reason: 1"
      - scope: event:read
        rationale: Reads the new issues.
  other: { kind: internal-integration, scopes: [{ scope: org:read, rationale: "Reason: 2" },{ scope: team:read, rationale: "Reason: 3" }] }
`);
  });

  it('names those that cannot be edited safely, and asks for the others alone', () => {
    const anchored = documentOf(TWO.replace('  bot:', '  bot: &bot'));
    const { places, left } = newService().allBareGrants(anchored);
    expect(left).toEqual(['org:read of bot', 'team:read of bot']);
    expect(places.map(({ what }) => what)).toEqual(['org:read of other', 'team:read of other']);
  });

  it('finds the places again in a text that has changed, and tells which are gone', () => {
    const [first, second, third] = service.allBareGrants(documentOf(TWO)).places;
    const changed = documentOf(
      TWO.replace('      - org:read # why?\n', '').replace('  bot:', '  new: { scopes: [org:read] }\n  bot:'),
      2,
    );
    const answers = [first, second, third].map((place) => ({ id: place!.id, text: place!.what }));
    const { edit, left } = service.addRationales(changed, { uri: URI, answers });
    expect(left).toEqual([first!.id]);
    const text = applied(changed, edit);
    expect(text).toContain('  new: { scopes: [org:read] }\n');
    expect(text).toContain('      - scope: team:read\n        rationale: team:read of bot\n');
    expect(text).toContain('[{ scope: org:read, rationale: org:read of other },team:read]');
  });

  it('tells a grant that stands twice apart, and writes nothing for an empty answer or a place of nowhere', () => {
    const twice = documentOf(TWO.replace('- team:read', '- org:read'));
    const [first, second] = service.allBareGrants(twice).places;
    expect(first!.what).toBe(second!.what);
    const answers = [
      { id: first!.id, text: ' ' },
      { id: second!.id, text: 'The second.' },
      { id: 'nowhere', text: 'x' },
    ];
    const { edit, left } = service.addRationales(twice, { uri: URI, answers });
    expect(left).toEqual(['nowhere']);
    expect(applied(twice, edit)).toContain(
      '- org:read # why?\n      - scope: org:read\n        rationale: The second.\n',
    );
    expect(service.addRationales(twice, { uri: URI, answers: [] })).toEqual({ edit: null, left: [] });
  });

  it('writes what the single fixes write one after the other, and the file parses no worse', () => {
    fc.assert(
      fc.property(
        fc.oneof(manifests, fc.constant(FAULTY)),
        damages,
        fc.array(fc.constantFrom('', 'Lists: all', 'x # y', '"', 'Reads the issues.'), { minLength: 1 }),
        (source, changes, texts) => {
          const text = damaged(source, changes);
          const document = documentOf(text);
          const { places } = newService().allBareGrants(document);
          const answers = places.map(({ id }, i) => ({ id, text: texts[i % texts.length]! }));
          const { edit, left } = newService().addRationales(document, { uri: URI, answers });
          const together = applied(document, edit);
          expect(together).toBe(oneByOne(text, places, answers, left));
          expect(countErrors(together)).toBeLessThanOrEqual(countErrors(text));
        },
      ),
      { numRuns: 60 },
    );
  });
});

const OWNED = `version: 1
integrations:
  bot:
    kind: internal-integration
    owner: kim
    scopes:
      - org:admin # for now
      - { scope: member:admin, rationale: Invites people. }
  foreign:
    kind: internal-integration
    owner: lee
    scopes: [org:admin]
  other: { kind: internal-integration, owner: kim, scopes: [org:admin] }
`;

describe('the walk through what can be accepted of an owner', () => {
  const service = newService();

  it('names the rules that find something of that owner, and where', () => {
    const found = service.acceptable(documentOf(OWNED), 'kim');
    expect(found).toMatchObject({ today: '2026-11-23', until: '2027-02-21' });
    expect(found.rules.map(({ rule, places }) => [rule, ...places.map(({ prompt }) => prompt)])).toEqual([
      [
        'broad-scope',
        'Why may org:admin of bot stay?',
        'Why may member:admin of bot stay?',
        'Why may org:admin of other stay?',
      ],
    ]);
    expect(service.acceptable(documentOf(OWNED), 'nobody').rules).toEqual([]);
  });

  it('is offered for those owners alone of whom something can be accepted', () => {
    const fine = `  fine: { kind: internal-integration, owner: ada, scopes: [{ scope: org:read, rationale: x }] }\n`;
    const document = documentOf(OWNED + fine, 3);
    const namesOf = (acceptable?: boolean) =>
      service.owners(document, { line: 8, character: 4 }, acceptable).map(({ owner }) => owner);
    expect(namesOf()).toEqual(['lee', 'ada', 'kim']);
    expect(namesOf(true)).toEqual(['lee', 'kim']);
    expect(service.owners(documentOf(`version: 1\nintegrations:\n${fine}`, 4), undefined, true)).toEqual([]);
  });

  it('documents each with its own reason, until that day and by that person', () => {
    const document = documentOf(OWNED);
    const places = service.acceptable(document, 'kim').rules[0]!.places;
    const answers = places.map(({ id }, i) => ({ id, text: `Reason ${i}.` }));
    const params = { uri: URI, answers, until: '2027-01-31', by: 'dana@acme.example' };
    const { edit, left } = service.acceptMany(document, params);
    expect(left).toEqual([]);
    const text = applied(document, edit);
    expect(text).toBe(`version: 1
integrations:
  bot:
    kind: internal-integration
    owner: kim
    scopes:
      - scope: org:admin # for now
        accept:
          - rule: broad-scope
            reason: Reason 0.
            until: 2027-01-31
            by: dana@acme.example
      - { scope: member:admin, rationale: Invites people., accept: [{ rule: broad-scope, reason: Reason 1., until: 2027-01-31, by: dana@acme.example }] }
  foreign:
    kind: internal-integration
    owner: lee
    scopes: [org:admin]
  other: { kind: internal-integration, owner: kim, scopes: [{ scope: org:admin, accept: [{ rule: broad-scope, reason: Reason 2., until: 2027-01-31, by: dana@acme.example }] }] }
`);
    expect(service.acceptable(documentOf(text, 2), 'kim').rules).toEqual([]);
  });

  it('writes nothing where the last day is none, or not to come', () => {
    const document = documentOf(OWNED);
    const answers = service.acceptable(document, 'kim').rules[0]!.places.map(({ id }) => ({ id, text: 'x' }));
    for (const until of ['', 'soon', '2027-02-30', '2026-11-23'])
      expect(service.acceptMany(document, { uri: URI, answers, until, by: 'dana' })).toEqual({
        edit: null,
        left: answers.map(({ id }) => id),
      });
  });

  it('writes what the single fixes write one after the other, but for who decided', () => {
    fc.assert(
      fc.property(manifests, damages, fc.nat(), (source, changes, choice) => {
        const text = damaged(source, changes);
        const document = documentOf(text);
        const owners = newService().owners(document);
        const owner = owners[choice % (owners.length || 1)]?.owner ?? '';
        const { until, rules } = newService().acceptable(document, owner);
        for (const { rule, places } of rules) {
          const answers = places.map(({ id }, i) => ({ id, text: `Reason: ${i}` }));
          const params = { uri: URI, answers, until, by: 'BY' };
          const { edit, left } = newService().acceptMany(document, params);
          const together = applied(document, edit);
          const unsigned = together.replaceAll(/, by: BY\b|\r?\n +by: BY\b/g, '');
          expect(countErrors(together)).toBeLessThanOrEqual(countErrors(text));
          if (left.length === 0) expect(acceptedOneByOne(text, rule, owner, answers.length)).toBe(unsigned);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** What accepting each open finding by its own fix leaves, from the last to the first. */
function acceptedOneByOne(text: string, rule: string, owner: string, count: number): string {
  let current = text;
  for (let number = count - 1; number >= 0; number--) {
    const service = newService();
    const document = documentOf(current);
    const names = service.owners(document).find((each) => each.owner === owner)?.integrations ?? [];
    const [finding, fix] =
      service
        .findings(document)
        .filter((open) => open.rule === rule && !open.accepted && names.includes(open.integration ?? ''))
        .flatMap((open) => open.fixes(({ accepts }) => accepts === true).map((own) => [open, own] as const))[
        number
      ] ?? [];
    const title = fix?.title ?? '';
    const at = document.positionAt(finding?.at.start ?? 0);
    const request = { uri: URI, version: 1, title, prompt: '', value: '', fix: { rule, title, at } };
    current = applied(document, service.fillFix(document, request, `Reason: ${number}`));
  }
  return current;
}

/** What fixing each place by itself leaves, from the last to the first. */
function oneByOne(
  text: string,
  places: readonly AskedPlace[],
  answers: readonly { id: string; text: string }[],
  left: readonly string[],
): string {
  let current = text;
  const wanted = new Map(answers.map(({ id, text: answer }) => [id, answer]));
  const order = places.map(({ id }) => id);
  for (const id of order.toReversed()) {
    const answer = wanted.get(id) ?? '';
    if (answer === '' || left.includes(id)) continue;
    const service = newService();
    const document = documentOf(current);
    // Those behind it are written already, so it is as far from the beginning as it ever was.
    const place = order.indexOf(id);
    const finding = service
      .findings(document)
      .filter(({ rule, accepted }) => rule === 'missing-rationale' && !accepted)
      .filter((open) => open.fixes().length > 0)[place];
    const [fix] = finding?.fixes() ?? [];
    const title = fix?.title ?? '';
    const request = {
      uri: URI,
      version: 1,
      title,
      prompt: '',
      value: '',
      fix: { rule: 'missing-rationale', title, at: document.positionAt(finding?.at.start ?? 0) },
    };
    current = applied(document, service.fillFix(document, request, answer));
  }
  return current;
}
