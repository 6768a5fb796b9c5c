import { describe, expect, it } from 'vitest';
import { accessFor, featuresOf } from '../../../server/src/catalog/service-features.ts';
import { ACCESSES, allServices, serviceNamed } from '../../../server/src/catalog/services.ts';
import type { Chooser, Service } from '../../../server/src/catalog/services.ts';
import { leastPermissions } from '../../../server/src/privilege/least-permissions.ts';
import type { LeastPermissions } from '../../../server/src/privilege/least-permissions.ts';

function least(key: string, chooser: Chooser | null, ...features: string[]): LeastPermissions {
  const service = serviceNamed(key);
  if (!service) throw new Error(`no ${key}`);
  return leastPermissions(service, features, chooser);
}

function granted({ needed }: LeastPermissions): string[] {
  return needed.map(({ permission, access, ground }) => `${permission.name} ${access} ${ground}`);
}

function leftOut({ spare }: LeastPermissions): string[] {
  return spare.map(({ permission }) => permission.name);
}

describe('the least permissions of a GitHub app that one makes oneself', () => {
  it('are those of the features, and what the connection needs', () => {
    const found = least('github', 'administrator', 'suspect-commits', 'issue-creation');
    expect(granted(found)).toEqual([
      'Contents read feature',
      'Issues write feature',
      'Metadata read connection',
      'Webhooks write connection',
    ]);
    expect(leftOut(found)).toEqual([
      'Administration',
      'Checks',
      'Commit statuses',
      'Members',
      'Pull requests',
      'Email addresses',
    ]);
    expect(found.unserved).toEqual([]);
    expect(found.unknown).toEqual([]);
  });

  it('go only as far as the features do', () => {
    expect(granted(least('github', 'administrator', 'resolve-by-pull-request'))).toContain(
      'Pull requests read feature',
    );
    expect(granted(least('github', 'administrator', 'resolve-by-pull-request', 'pr-comments'))).toContain(
      'Pull requests write feature',
    );
  });

  it('say for which features each is there', () => {
    const { needed } = least('github', 'administrator', 'commits', 'Code owners');
    const [contents] = needed.filter(({ permission }) => permission.name === 'Contents');
    expect(contents?.features.map(({ name }) => name)).toEqual(['commits', 'codeowners']);
  });

  it('hold nothing but the connection where no feature is in use', () => {
    expect(granted(least('github', 'administrator'))).toEqual([
      'Metadata read connection',
      'Webhooks write connection',
    ]);
  });
});

describe('the least permissions where Sentry fixes the set', () => {
  it('keep what its app always asks for, as far as it asks', () => {
    const found = least('github', 'sentry', 'resolve-by-pull-request');
    expect(granted(found)).toContain('Pull requests write feature');
    expect(granted(found)).toContain('Checks write fixed');
    expect(leftOut(found)).toEqual(['Members', 'Email addresses']);
  });

  it('keep it too where nobody knows who chooses', () => {
    expect(leftOut(least('vsts', null, 'commits'))).toEqual([]);
    expect(leftOut(least('vsts', 'administrator', 'commits'))).toEqual(['vso.graph', 'vso.work_write']);
  });
});

describe('the least permissions', () => {
  it.each([
    ['notifications-to-channels-the-bot-did-not-join', 'chat:write'],
    ['custom-name-and-icon', 'chat:write'],
    ['automatic-user-mapping-by-e-mail', 'users:read'],
  ])('for %s hold %s, without which Slack gives no part of it', (feature, permission) => {
    expect(granted(least('slack', 'administrator', feature)).join()).toMatch(
      new RegExp(`(^|,)${permission} \\w+ feature`),
    );
  });

  it('hold what serves the connection, though it is inferred that a feature that is not in use needs it too', () => {
    const found = least('aws_lambda', 'administrator', 'adds-sentry-layer-and-variables');
    expect(granted(found)).toEqual([
      'lambda:UpdateFunctionConfiguration write feature',
      'lambda:GetFunction read connection',
      'lambda:ListFunctions read connection',
      'lambda:ListLayerVersions read connection',
      'lambda:GetLayerVersion read connection',
    ]);
  });

  it('take a feature for its parts, and a part for itself', () => {
    expect(leftOut(least('gcp', 'administrator', 'monitoring'))).toEqual([]);
    expect(leftOut(least('gcp', 'administrator', 'logs'))).toEqual([
      'roles/monitoring.viewer',
      'roles/cloudtrace.user',
    ]);
  });

  it('tell which features nothing is known of, and which there are not', () => {
    const found = least('discord', 'sentry', 'chat-unfurl', 'suspect-commits');
    expect(found.unserved.map(({ name }) => name)).toEqual(['chat-unfurl']);
    expect(found.unknown).toEqual(['suspect-commits']);
  });

  it('leave nothing out where nobody knows what a feature needs: what the set-up asks for is held, the rest undecided', () => {
    const found = least('opsgenie', 'administrator', 'alert-rule');
    expect(granted(found)).toEqual(['Create and Update Access write set-up', 'Read Access read connection']);
    expect(leftOut(found)).toEqual([]);
    expect(found.undecided).toEqual([]);
    const unfurl = least('discord', 'administrator', 'chat-unfurl', 'slash-commands');
    expect(granted(unfurl)).toContain('applications.commands write feature');
    expect(granted(unfurl)).toContain('SEND_MESSAGES write set-up');
    expect(leftOut(unfurl)).toEqual([]);
    expect(unfurl.undecided.map(({ permission }) => permission.name)).toEqual([
      'CREATE_PUBLIC_THREADS',
      'CREATE_PRIVATE_THREADS',
    ]);
  });

  it('leave nothing out where something is asked that the service does not have', () => {
    const found = least('github', 'administrator', 'suspect-commits', 'coffee');
    expect(granted(found)).toContain('Contents read feature');
    expect(granted(found)).not.toContain('Administration write set-up');
    expect(leftOut(found)).toEqual([]);
    expect(found.undecided.map(({ permission }) => permission.name)).toContain('Administration');
  });
});

/** Features that these permissions do not serve. */
function failing(service: Service, found: LeastPermissions, without?: string): string[] {
  const held = found.needed.filter(({ permission }) => permission.name !== without);
  return featuresOf(service).flatMap((feature) =>
    service.permissions.every((permission) => {
      const wanted = accessFor(permission, feature);
      const own = held.find((needed) => needed.permission === permission);
      return (
        wanted === undefined ||
        (own !== undefined && ACCESSES.indexOf(own.access) >= ACCESSES.indexOf(wanted))
      );
    })
      ? []
      : [feature.name],
  );
}

describe.each(allServices().filter(({ permissions }) => permissions.length > 0))('of $key', (service) => {
  const names = featuresOf(service).map(({ name }) => name);

  it.each(['sentry', 'administrator', null] as const)('serve what is in use, chosen by %s', (chooser) => {
    for (const feature of names) {
      const found = leastPermissions(service, [feature], chooser);
      expect(failing(service, found)).not.toContain(feature);
      expect(found.needed.length + found.spare.length + found.undecided.length).toBe(
        service.permissions.length,
      );
    }
    expect(failing(service, leastPermissions(service, names, chooser))).toEqual([]);
  });

  it('hold nothing that could go without a feature failing', () => {
    for (const feature of names) {
      const found = leastPermissions(service, [feature], 'administrator');
      for (const { permission, ground, features } of found.needed) {
        expect(features.length > 0).toBe(ground === 'feature');
        if (ground === 'connection') continue;
        if (ground === 'fixed') {
          expect(permission.fixed).toBe(true);
          continue;
        }
        if (ground === 'set-up') {
          expect(found.unserved.map(({ name }) => name)).toEqual([feature]);
          continue;
        }
        expect(ground).toBe('feature');
        const lost = failing(service, found, permission.name);
        for (const { name } of features) expect(lost).toContain(name);
      }
    }
  });
});
