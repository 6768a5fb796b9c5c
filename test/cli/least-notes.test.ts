import { describe, expect, it } from 'vitest';
import type { LeastAnswer } from '../../server/src/service.ts';
import { least, NEW } from './least-support.ts';
import { cli } from './support.ts';

describe('what least knows of uses besides their scopes', () => {
  it('says of which cases of a use the scopes are not enough, and what else is known of it', async () => {
    const detector = 'PUT /organizations/acme/detectors/12/';
    expect((await cli(['least', detector, 'terraform sentry_metric_monitor'])).out).toContain(
      'Also known:\n  PUT /organizations/acme/detectors/12/\n    Checked again for each project; detectors made by Sentry itself need org:write.\n  terraform',
    );
    const { out } = await cli(['least', 'terraform sentry_project']);
    expect(out.match(/^ {2}terraform sentry_project$/gm)).toHaveLength(1);
    expect(out).toContain('    Without destroying projects, project:write would do.\n');
  });

  it('says what is known of a use whose scopes are not', async () => {
    const use = 'sentry-mcp skill docs';
    expect((await cli(['least', use])).out).toMatch(
      new RegExp(
        `take:\\n {2}${use}\\n\\nAlso known:\\n {2}${use}\\n {4}Its makers ask for org:read and project:read; whether.*\\n$`,
      ),
    );
    const { answer } = await least('sentry-cli code-mappings upload');
    expect((answer as LeastAnswer).certificate.notes).toEqual([
      {
        use: 'sentry-cli code-mappings upload',
        note: expect.stringMatching(/^Documented for organization tokens/) as unknown,
      },
    ]);
  });

  it('says of what the catalogue is not sure, and why', async () => {
    const sure = 'GET /organizations/acme/projects/';
    const doubtful = 'GET /organizations/acme/code-mappings/';
    const { out } = await cli(['least', sure, doubtful]);
    expect(out).toContain(`\nNot sure, by the catalogue:\n  ${doubtful}  undocumented, as of 2024-05\n`);
    expect((await cli(['least', sure])).out).not.toContain('Not sure');
    const { answer } = await least(sure, doubtful, 'POST /organizations/acme/monitors/');
    expect((answer as LeastAnswer).certificate.unsure.map(({ confidence }) => confidence)).toEqual([
      'medium',
      'medium',
    ]);
  });

  it('says where a client key does, and where a token of a person may have to', async () => {
    const feedback = await cli(['least', 'POST /projects/acme/shop/user-feedback/']);
    expect(feedback.out).toContain('    A client key (DSN) is accepted instead of a token');
    const member = ['least', 'terraform sentry_organization_member'];
    const refused =
      'refuses it to tokens of internal integrations, whatever they hold: a token of a person may';
    expect((await cli([...member, '--kind', 'internal-integration'])).out).toContain(refused);
    expect((await cli(member)).out).toContain(refused);
    expect((await cli([...member, '--kind', 'personal-token'])).out).not.toContain(refused);
    const lists = ['least', 'sentry-cli organizations list', '--kind'];
    expect((await cli([...lists, 'internal-integration'])).out).toContain('with a personal token only.');
    expect((await cli([...lists, 'personal-token'])).out).not.toContain('Also known');
  });

  it.each([
    [['sentry-cli', 'releases', 'new'], 'sentry-cli releases new'],
    [['GET', '/organizations/{org}/projects/', NEW], 'GET /organizations/{org}/projects/'],
    [[NEW, 'sentry-cli', 'release', 'new'], 'sentry-cli releases new'],
    [['sentry-cli', 'releases', 'new', '1.0'], 'sentry-cli releases new'],
    [['sentry-cli', 'releases'], 'sentry-cli releases'],
  ])('asks for quotes where a shell took a use apart: %j', async (uses, whole) => {
    const { code, out } = await cli(['least', ...uses]);
    expect(code).toBe(1);
    expect(out).toMatch(/take:\n( {2}\S+\n)+\nA use/);
    expect(out.split('\n').at(-2)).toBe(`A use with blanks goes into quotes: "${whole}"`);
  });
});
