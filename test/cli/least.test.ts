import { describe, expect, it } from 'vitest';
import type { LeastAnswer } from '../../server/src/service.ts';
import { isValid, least, NEW } from './least-support.ts';
import { cli } from './support.ts';

const COMMITS = 'sentry-cli releases set-commits --auto';
const BULK = 'POST /organizations/acme/code-mappings/bulk/';
const USERS = 'GET /organizations/acme/scim/v2/Users';

describe('the schema', () => {
  const scopes = { version: 1, best: null, alternatives: [], organizationTokenServes: false };
  const service = { version: 1, service: 'github', chosenBy: null, permissions: [], leaveOut: [] };

  it.each([
    ['neither form', { version: 1 }],
    ['scopes without their certificate', scopes],
    ['permissions without how sure they are', { ...service, unserved: [], unknown: [] }],
    ['the parts of both', { ...scopes, ...service }],
    [
      'nobody who could choose',
      { ...service, chosenBy: 'dana', unserved: [], unknown: [], confidence: 'high' },
    ],
  ])('refuses %s', (_what, answer) => {
    expect(isValid(answer)).toBe(false);
  });
});

describe('least --format json', () => {
  it('gives the best set, the others, the certificate and whether an organization token serves', async () => {
    expect(await least(NEW, COMMITS, '--kind', 'internal-integration')).toEqual({
      code: 0,
      answer: {
        version: 1,
        best: ['org:read', 'project:releases'],
        alternatives: expect.any(Array) as unknown,
        certificate: {
          kept: [
            { scope: 'org:read', uses: [COMMITS] },
            { scope: 'project:releases', uses: [NEW, COMMITS] },
          ],
          unknown: [],
          unserved: [],
          unsure: [{ use: COMMITS, confidence: 'medium', why: 'undocumented, as of 2024-05' }],
          notes: [],
        },
        forRest: null,
        fixedConfidence: null,
        organizationTokenServes: true,
      },
    });
  });

  it('names what is not known, and ends with 1', async () => {
    expect(await least(NEW, 'make coffee')).toMatchObject({
      code: 1,
      answer: {
        best: ['project:releases'],
        certificate: { unknown: ['make coffee'] },
        organizationTokenServes: false,
      },
    });
  });

  it('says null where no scopes of the kind serve all', async () => {
    expect(await least(BULK, '--kind', 'internal-integration')).toEqual({
      code: 1,
      answer: {
        version: 1,
        best: null,
        alternatives: [],
        certificate: {
          kept: [],
          unknown: [],
          unserved: [{ use: BULK, by: 'org:ci' }],
          unsure: [{ use: BULK, confidence: 'low', why: 'inferred' }],
          notes: [],
        },
        forRest: null,
        fixedConfidence: null,
        organizationTokenServes: true,
      },
    });
  });

  it('says which scopes are the least for the rest where something is unserved', async () => {
    expect(await least(USERS, NEW, '--kind', 'internal-integration')).toMatchObject({
      code: 1,
      answer: { best: null, forRest: ['project:releases'] },
    });
    expect(await least(BULK, 'sentry-cli send-event', '--kind', 'internal-integration')).toMatchObject({
      answer: { best: null, forRest: [] },
    });
    expect(await least(USERS, NEW, '--kind', 'organization-token')).toMatchObject({
      answer: { best: null, forRest: null },
    });
    const { out } = await cli(['least', USERS, NEW]);
    expect(out.split('\n')[0]).toMatch(/ For the rest the least is project:releases\.$/);
    const { out: known } = await cli(['least', USERS, NEW, 'our own script']);
    expect(known.split('\n')[0]).toMatch(/ For what is known of the rest the least is project:releases\.$/);
    const member = 'PUT /organizations/acme/scim/v2/Users/{member_id}';
    expect(await least(member)).toMatchObject({ answer: { certificate: { unsure: [{ use: member }] } } });
  });

  it('takes a kind that leaves no choice as it is', async () => {
    expect(await least(BULK, '--kind', 'organization-token')).toMatchObject({
      code: 0,
      answer: { best: ['org:ci'] },
    });
    expect(await least('sentry-cli issues list', '--kind', 'organization-token')).toMatchObject({
      code: 1,
      answer: { best: null },
    });
  });

  it('says what does what no scopes do', async () => {
    const unserved = async (...args: string[]): Promise<unknown> => {
      const { code, answer } = await least(...args);
      expect({ code, best: (answer as LeastAnswer).best }).toEqual({ code: 1, best: null });
      return (answer as LeastAnswer).certificate;
    };
    expect(await unserved(USERS, NEW)).toMatchObject({
      kept: [],
      unknown: [],
      unserved: [{ use: USERS, by: 'scim-token' }],
    });
    expect(await unserved(USERS, NEW, '--kind', 'scim-token')).toMatchObject({
      unserved: [{ use: NEW, by: 'organization-token' }],
    });
    expect(await unserved(BULK, '--kind', 'legacy-api-key')).toMatchObject({
      unserved: [{ use: BULK, by: 'organization-token' }],
    });
    expect(await unserved('sentry-cli issues list', '--kind', 'organization-token')).toMatchObject({
      unserved: [{ use: 'sentry-cli issues list', by: null }],
    });
    expect(await least(USERS, '--kind', 'scim-token')).toMatchObject({ code: 0 });
  });

  it('knows of a command that an organization token does it, and not what else would', async () => {
    expect(await least('sentry-cli code-mappings upload')).toMatchObject({
      code: 1,
      answer: { best: [], organizationTokenServes: true },
    });
    expect(await least('sentry-cli code-mappings upload', '--kind', 'organization-token')).toMatchObject({
      code: 0,
      answer: {
        best: ['org:ci'],
        certificate: { kept: [{ scope: 'org:ci', uses: ['sentry-cli code-mappings upload'] }], unknown: [] },
      },
    });
    const triage = 'sentry-mcp skill triage';
    expect(await least(triage, '--kind', 'organization-token')).toMatchObject({
      code: 1,
      answer: { best: null, certificate: { unknown: [], unserved: [{ use: triage, by: null }] } },
    });
    expect(await least('sentry-mcp skill docs')).toMatchObject({
      answer: { organizationTokenServes: false },
    });
  });

  it('says that any token does what takes no scope of it', async () => {
    expect(await least('sentry-cli info')).toMatchObject({ answer: { organizationTokenServes: true } });
    expect(await least('sentry-cli send-event')).toMatchObject({
      answer: { organizationTokenServes: false },
    });
  });

  it('says that it is not sure of a fixed set', async () => {
    expect(await least(NEW, '--kind', 'scim-token')).toMatchObject({ answer: { fixedConfidence: 'medium' } });
    expect(await least(NEW, '--kind', 'organization-token')).toMatchObject({
      answer: { fixedConfidence: 'high' },
    });
    const unsure = ' The catalogue is not sure of what a scim-token holds.';
    expect((await cli(['least', NEW, '--kind', 'scim-token'])).out).toContain(unsure);
    expect((await cli(['least', USERS, '--kind', 'scim-token'])).out).toContain(unsure);
    expect((await cli(['least', NEW, '--kind', 'organization-token'])).out).not.toContain('not sure of what');
  });

  it('needs no scope for what needs none', async () => {
    expect(await least('sentry-cli send-event')).toMatchObject({ code: 0, answer: { best: [] } });
  });
});

describe('least as text', () => {
  it('has the scopes alone on the first line, then why', async () => {
    const { code, out, err } = await cli(['least', NEW, COMMITS, '--kind', 'internal-integration']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replace(/\d{4}-\d\d-\d\d/g, 'DATE')).toBe(`org:read project:releases

No weaker scopes serve these operations, by the catalogue of DATE.

Kept:
  org:read          sentry-cli releases set-commits --auto
  project:releases  sentry-cli releases new, sentry-cli releases set-commits --auto

Other sets that suffice, the least costly first:
  org:integrations project:releases
  org:read project:write
  org:integrations project:write

An organization token (org:ci) alone would serve all of it too.

Not sure, by the catalogue:
  sentry-cli releases set-commits --auto  undocumented, as of 2024-05
`);
  });

  it('says where nothing can be told, where only a part can, and where the kind leaves no choice', async () => {
    expect((await cli(['least', 'make coffee'])).out).toMatch(
      /^The catalogue of \d{4}-\d\d-\d\d does not know enough to name any scope\.\n/,
    );
    expect((await cli(['least', NEW, 'make coffee'])).out).toContain(
      'No weaker scopes serve the operations that the catalogue knows, by',
    );
    const token = await cli(['least', NEW, '--kind', 'organization-token']);
    expect(token.out).toContain('A credential of the kind organization-token always holds it');
    expect(token.out).not.toContain('weaker');
  });

  it('denies of no kind that it can hold the bundle, and says what is better', async () => {
    for (const kind of [[], ['--kind', 'internal-integration'], ['--kind', 'personal-token']]) {
      const { code, out } = await cli(['least', BULK, ...kind]);
      expect(code).toBe(1);
      expect(out.replace(/\d{4}-\d\d-\d\d/g, 'DATE'))
        .toBe(`No scopes without the bundle org:ci serve all of it, by the catalogue of DATE.

Not served:
  ${BULK}  org:ci does: add it, or better, let an organization token do it

An organization token (org:ci) alone would serve all of it.

Not sure, by the catalogue:
  ${BULK}  inferred
`);
    }
    const key = await cli(['least', BULK, '--kind', 'legacy-api-key']);
    expect(key.out).toContain(`  ${BULK}  an organization token does\n`);
    const upload = await cli(['least', 'sentry-cli code-mappings upload']);
    expect(upload.out).toContain('An organization token (org:ci) alone would serve all of it.\n');
  });

  it('says which credential does what scopes are of no use for', async () => {
    const { out } = await cli(['least', USERS, NEW]);
    expect(out.replace(/\d{4}-\d\d-\d\d/g, 'DATE'))
      .toBe(`No scopes that a credential can hold serve all of it, by the catalogue of DATE. For the rest the least is project:releases.

Not served:
  ${USERS}  it takes a scim-token, whatever the scopes of another credential
`);
    expect((await cli(['least', USERS, NEW, '--kind', 'scim-token'])).out).toContain(
      'No scopes that scim-token can hold serve all of it',
    );
  });

  it('shows no control character of what was typed', async () => {
    const { out } = await cli(['least', '\u001b[2Jcoffee']);
    expect(out).toContain('Left out, since the catalogue does not know what they take:\n  ␛[2Jcoffee\n');
  });

  it('says what may be meant by what is not known', async () => {
    const { out } = await cli(['least', 'sentry-cli release new', 'make coffee', 'drink it']);
    expect(out.slice(out.indexOf('Left out')))
      .toBe(`Left out, since the catalogue does not know what they take:
  sentry-cli release new
    Did you mean “sentry-cli releases new”?
  make coffee
  drink it
    Write an operation (“GET /organizations/{organization_id_or_slug}/projects/”) or a command (“sentry-cli releases new”).
`);
  });

  it('asks for quotes around options too', async () => {
    const { code, err } = await cli(['least', 'sentry-cli', 'releases', 'set-commits', '--auto']);
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--auto'");
    expect(err).toContain('A use with options goes into quotes');
    expect((await cli(['least', NEW, '--kind', 'none'])).err).not.toContain('quotes');
  });

  it('prints no credential back', async () => {
    const token = `sntryu_${'5f1c9a04'.repeat(8)}`;
    for (const format of ['text', 'json']) {
      const { out } = await cli(['least', `curl -H 'Authorization: Bearer ${token}' x`, '--format', format]);
      expect(out).toContain('Authorization: Bearer sntryu_•');
      expect(out).not.toContain(token);
    }
  });

  it('refuses a kind that holds no scopes, and no uses at all', async () => {
    expect(await cli(['least', NEW, '--kind', 'service'])).toMatchObject({ code: 2, out: '' });
    expect(await cli(['least'])).toMatchObject({ code: 2, out: '' });
  });
});
