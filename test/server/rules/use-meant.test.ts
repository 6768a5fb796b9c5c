import { describe, expect, it } from 'vitest';
import { allTools } from '../../../server/src/catalog/tools.ts';
import { UNKNOWN, useMeant } from '../../../server/src/rules/use-meant.ts';

const NEW = 'sentry-cli releases new';
const adviceOn = (written: string): string => useMeant(written).advice;

describe('what is meant by a use that is not known', () => {
  it('names the commands of a group that only another spelling begins with', () => {
    const deploys = {
      advice: 'Did you mean “sentry-cli deploys new” or “sentry-cli deploys list”?',
      instead: ['sentry-cli deploys new', 'sentry-cli deploys list'],
    };
    expect(useMeant('sentry-cli releases deploys')).toEqual(deploys);
    expect(useMeant('sentry-cli releases deploys v1 new')).toEqual(deploys);
  });

  it('leaves no hole in what it says, wherever a name or another spelling of it ends', () => {
    for (const { name, aliases } of allTools())
      for (const spelling of [name, ...aliases]) {
        const words = spelling.split(' ');
        for (const [i] of words.entries())
          for (const more of ['', ' xyzzyq', ' v1 new']) {
            const written = words.slice(0, i + 1).join(' ') + more;
            expect(adviceOn(written), written).not.toMatch(/“\s*”|\s[,.]|,\s*,| {2}|(?:with|or) *[.?]$/);
          }
      }
  });

  it.each([
    ['sentry-cli --org acme releases new v1'],
    ['sentry-cli -o acme -p shop releases new v1'],
    ['sentry-cli releases --org=acme --project shop new v1'],
    ['npx @sentry/cli --quiet --log-level debug --url https://sentry.acme.example releases new'],
    [`sentry-cli --header 'X-Of: the shop' --api-key "$KEY" releases new v1`],
    ['sentry-cli --auth-token hunter2hunter2 releases new v1'],
    ['sentry-cli --auth-token=hunter2hunter2 releases new v1'],
  ])('passes over the options that sentry-cli takes before a command: %s', (written) => {
    expect(useMeant(written)).toEqual({
      advice: `It is “${NEW}” with arguments: write the command alone.`,
      instead: [NEW],
    });
  });

  it('takes those options of another program for what they are there', () => {
    expect(useMeant('sentry-clip --org acme releases new')).toBe(UNKNOWN);
    expect(useMeant('sentry-cli --organism acme releases new')).toBe(UNKNOWN);
  });

  it.each([
    ['terraform sentry_keyy', 'terraform sentry_key'],
    ['terraform sentry_teem', 'terraform sentry_team'],
    ['terraform sentry_organization_membr', 'terraform sentry_organization_member'],
    ['terraform senty_project', 'terraform sentry_project'],
    ['sentry-cli relases new 1.0', NEW],
  ])('means by %s the nearest: %s', (written, meant) => {
    expect(adviceOn(written)).toBe(`Did you mean “${meant}”?`);
  });

  it.each([['terraform sentry_foo'], ['terraform sentry_bar'], ['terraform sentry_xyz']])(
    'takes %s for nothing else, though most of its letters begin or end other names too',
    (written) => {
      expect(useMeant(written)).toBe(UNKNOWN);
    },
  );
});
