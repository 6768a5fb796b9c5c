import { describe, expect, it } from 'vitest';
import { allServices } from '../../../server/src/catalog/services.ts';
import { kinds } from '../../../server/src/manifest/format.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import { complete, labels, take } from './complete.ts';
import { TODAY } from './cursor.ts';

const START = 'version: 1\norganization: acme\nreview: { every: 90 days }\nintegrations:\n  ‸\n';

const KINDS = Object.keys(kinds).filter((kind) => kind !== 'legacy-api-key');
const SERVICES = allServices().map(({ key }) => key);

const rulesOf = (text: string): string[] => analyse(text, TODAY).findings.map(({ rule }) => rule);
const severe = (text: string): string[] =>
  analyse(text, TODAY)
    .findings.filter(({ level }) => level === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('completion of a whole integration', () => {
  it('offers one of every kind that Sentry still makes, then one for every service', () => {
    expect(labels(START)).toEqual([...KINDS, ...SERVICES]);
  });

  it('writes what the features of a service need, and what else Sentry’s own app holds', () => {
    const text = take(START, 'discord');
    expect(text.slice(text.indexOf('  discord:'))).toBe(`  discord:
    kind: service
    service: discord
    purpose: TODO - what Sentry and the other side do with it
    owner: TODO - team or address that answers for it
    limitedTo: []
    features: [alert-rule]
    permissions:
      - permission: applications.commands
        access: write
        rationale: People command Sentry from the chat; it is always asked for.
      - permission: bot
        access: write
        rationale: Sentry joins the server as a bot that posts alerts (alert-rule).
      - permission: identify
        access: read
        rationale: Sentry matches people of both sides with each other; it is always asked for.
      - permission: VIEW_CHANNEL
        access: write
        rationale: Sentry finds the channels that alerts go to (alert-rule).
      - permission: SEND_MESSAGES
        access: write
        rationale: Sentry posts alerts in channels (alert-rule).
      - permission: EMBED_LINKS
        access: write
        rationale: Alerts show the title and the state of their issue (alert-rule).
      - permission: SEND_MESSAGES_IN_THREADS
        access: write
        rationale: Sentry answers in threads of the server; it is always asked for.
      - permission: CREATE_PUBLIC_THREADS
        access: write
        rationale: Sentry opens public threads for its messages; Sentry's own app asks for it.
      - permission: CREATE_PRIVATE_THREADS
        access: write
        rationale: Sentry opens private threads for its messages; Sentry's own app asks for it.
`);
  });

  it('offers no permission that only an app of one’s own is known to be asked for', () => {
    const own = START.replace('organization: acme', 'server: https://sentry.acme.example');
    for (const place of ['    permissions:\n      - ‸\n', '    permissions:\n      - permission: ‸\n']) {
      const github = `  github:\n    kind: service\n    service: github\n${place}`;
      const offered = (start: string): string[] => labels(start.replace('  ‸\n', github));
      expect(offered(START)).toContain('Members');
      expect(offered(START)).not.toContain('Email addresses');
      expect(offered(own)).toContain('Email addresses');
    }
  });

  it('asks what an installation is limited to only where it can be', () => {
    const slack = (start: string): string => take(start, 'slack').split('slack:').at(-1) ?? '';
    expect(slack(START)).not.toContain('limitedTo');
    const own = START.replace('organization: acme', 'server: https://sentry.acme.example');
    expect(slack(own)).toContain('limitedTo: []');
  });

  it('knows who chooses the permissions there by the Sentry that the file is for', () => {
    const own = START.replace('organization: acme', 'server: https://sentry.acme.example');
    for (const place of [own, 'version: 1\nserver: https://sentry.acme.example\nintegrations: { ‸ }\n']) {
      for (const { key, selfHosted, chosenBy } of allServices()) {
        const text = take(place, key);
        const isFixed = chosenBy === 'sentry' && selfHosted === undefined;
        if (!isFixed) expect(rulesOf(text)).not.toContain('excess-permission');
        if (selfHosted === 'administrator') expect(text).not.toContain('it is always asked for');
      }
    }
    expect(take(START, 'github')).toContain('it is always asked for');
  });

  it('states no review that nobody has made', () => {
    for (const name of [...KINDS, ...SERVICES]) {
      const text = take(START, name);
      expect(text).not.toContain('reviews');
      expect(rulesOf(text)).toContain('missing-review');
    }
  });

  it('takes another name where the service has an entry already', () => {
    const there = START.replace('‸', 'slack: {}\n  ‸');
    expect(take(there, 'slack')).toContain('slack-2:\n    kind: service\n    service: slack\n');
  });

  it('writes an entry with the places to fill in, one after the other', () => {
    const found = complete(START).find(({ label }) => label === 'internal-integration');
    expect(found?.detail).toMatch(/^new entry · A custom integration/);
    expect(found?.short).toBe('new entry');
    expect(found?.insertText).toBe(`\${1:new-internal-integration}:
    kind: internal-integration
    purpose: \${2:TODO - what Sentry and the other side do with it}
    owner: \${3:TODO - team or address that answers for it}
    credential:
      storedIn: \${4:TODO - where the secret is kept}
      rotated: \${5:2026-11-23}
    scopes:
      - scope: \${6:project:read}
        rationale: \${7:TODO - why it needs exactly this}`);
  });

  it.each([...KINDS, ...SERVICES])('is in order as it is: %s, in block and in flow style', (kind) => {
    expect(severe(take(START, kind))).toEqual([]);
    expect(severe(take('version: 1\nintegrations: { ‸ }\n', kind))).toEqual([]);
    expect(severe(take(START.replaceAll('\n', '\r\n'), kind))).toEqual([]);
  });

  it.each([...KINDS, ...SERVICES])('left as it is, is told to say nothing yet: %s', (kind) => {
    const text = take(START, kind);
    const told = analyse(text, TODAY).findings.map(({ at }) => text.slice(at.start, at.end));
    const owed = text.match(/TODO - .*/g) ?? [];
    expect(owed.length).toBeGreaterThan(1);
    expect(told).toEqual(expect.arrayContaining(owed));
  });

  it('leaves what nobody has said empty where the client has no snippets, for rules to ask for', () => {
    const text = take(START, 'organization-token', false);
    expect(text).toBe(
      START.replace(
        '‸',
        `new-organization-token:
    kind: organization-token
    purpose:
    owner:
    credential:
      storedIn:
      rotated:`,
      ),
    );
    expect(severe(text)).toEqual([]);
    const flow = take('version: 1\nintegrations: { ‸ }\n', 'service', false);
    expect(severe(flow).filter((finding) => !finding.startsWith('missing-key'))).toEqual([]);
  });

  it('goes by the indent of the file, and takes no name twice', () => {
    const wide = `integrations:
    new-service:
        kind: service
        permissions:
        - permission: Contents
    ‸
`;
    const text = take(wide, 'service');
    expect(text).toContain('\n    new-service-2:\n        kind: service\n');
    expect(text).toContain(
      '\n        permissions:\n        - permission: Contents\n          access: read\n',
    );
  });

  it('is offered behind the key and half typed, and not where something stands already', () => {
    expect(take('version: 1\nintegrations:‸\n', 'scim-token')).toContain(
      'integrations:\n  new-scim-token:\n    kind: scim-token\n',
    );
    expect(take(START.replace('‸', 'scim‸'), 'scim-token')).toContain('\n  new-scim-token:\n');
    expect(labels('integrations:\n  ‸\n    kind: service\n')).toEqual([]);
    expect(labels('integrations:\n  b‸ot:\n    kind: service\n')).toEqual([]);
  });
});
