import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allServices, chooserOf, serviceNamed } from '../../../server/src/catalog/services.ts';
import { featuresOf } from '../../../server/src/catalog/service-features.ts';
import type { Service } from '../../../server/src/catalog/services.ts';
import { readManifest } from '../../../server/src/manifest/read-manifest.ts';
import type { Integration } from '../../../server/src/manifest/model.ts';
import type { LeastPermissions } from '../../../server/src/privilege/least-permissions.ts';
import { leastIn } from '../../../server/src/rules/other-service.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { findingsOf, fixedText, readGolden, renderGolden } from '../rules/golden-file.ts';
import type { GoldenInput } from '../rules/golden-file.ts';

const HERE = import.meta.dirname;
const WRITE = process.env['GOLDEN'] === 'write';
const OF_SERVICES = new Set(rules.filter(({ group }) => group === 'services').map(({ id }) => id));
const files = readdirSync(HERE).filter((name) => name.endsWith('.golden'));

interface Case {
  readonly input: GoldenInput;
  readonly service: Service;
  readonly integration: Integration;
  readonly least: LeastPermissions;
  /** Whether the administrator chooses. */
  readonly isFree: boolean;
}

function caseOf(name: string): Case {
  const input = readGolden(readFileSync(join(HERE, name), 'utf8'));
  const { integrations, file } = readManifest(input.text, { knowsScope: () => false });
  const integration = integrations[0]!.integration;
  const service = serviceNamed(integration.service!.text)!;
  const chooser = chooserOf(service, file.server?.text);
  const least = leastIn(
    service,
    integration.features.map(({ text }) => text),
    chooser,
  );
  return { input, service, integration, least, isFree: chooser === 'administrator' };
}

function namesOf(integration: Integration): string[] {
  return integration.permissions.map(({ permission }) => permission!.text).sort();
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

it.each(files)('%s is what it was', (name) => {
  const file = join(HERE, name);
  const written = readFileSync(file, 'utf8');
  const rendered = renderGolden(readGolden(written), 'no rule: the fixes have files of their own');
  if (WRITE && rendered !== written) writeFileSync(file, rendered);
  expect(rendered).toBe(WRITE ? rendered : written);
});

it('every service that is well known has both', () => {
  const known = allServices().filter(({ confidence }) => confidence === 'high');
  for (const { key } of known)
    expect(files).toEqual(expect.arrayContaining([`${key}.everything.golden`, `${key}.least.golden`]));
  expect(known).toHaveLength(13);
});

describe.each(files.filter((name) => name.endsWith('.least.golden')))('%s', (name) => {
  const { input, integration, least } = caseOf(name);

  it('has no open finding', () => {
    const open = findingsOf(input).filter(({ accepted }) => !accepted);
    expect(open.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it('grants what is needed and nothing else', () => {
    expect(least.unserved).toEqual([]);
    expect(namesOf(integration)).toEqual(distinct(least.needed.map(({ permission }) => permission.name)));
    for (const { permission, access } of integration.permissions) {
      const wanted = least.needed.filter((needed) => needed.permission.name === permission!.text);
      expect(wanted.map((needed) => needed.access)).toContain(access!.text);
    }
  });
});

describe.each(files.filter((name) => name.endsWith('.everything.golden')))('%s', (name) => {
  const { input, integration, service, least, isFree } = caseOf(name);

  it('grants everything, and shows what its features do not need', () => {
    expect(namesOf(integration)).toEqual(distinct(service.permissions.map((permission) => permission.name)));
    const excess = findingsOf(input).filter(({ rule }) => rule === 'excess-permission');
    const needed = new Set(least.needed.map(({ permission }) => permission.name));
    const spare = least.spare.map(({ permission }) => permission.name).filter((own) => !needed.has(own));
    const lower = least.needed.filter(({ permission, access }) => access !== permission.access);
    const found = excess.map(({ at }) => input.text.slice(at.start, at.end));
    expect(found.sort()).toEqual(
      [...distinct(spare), ...lower.map(({ permission }) => permission.access)].sort(),
    );
  });

  it('comes down to the least in one go, where one may choose', () => {
    const excess = findingsOf(input).filter(({ rule }) => rule === 'excess-permission');
    if (!isFree || excess.length === 0) return;
    for (const finding of excess) {
      const [first] = finding.fixes();
      const text = fixedText(input.text, first!);
      const left = findingsOf({ today: input.today, text }).filter(({ accepted }) => !accepted);
      expect(left.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    }
  });
});

describe.each(allServices().filter(({ confidence }) => confidence !== 'high'))(
  '$key, not surely known',
  (service) => {
    const { key, permissions, confidence } = service;
    const grants = [...permissions.map(({ name }) => name), 'something else'];
    const features = [...featuresOf(service).map(({ name }) => name), 'nothing like it'];

    /** Every permission at every access, an unknown one, no limit; for one feature or none; on their own server too. */
    const manifests = ['', 'https://sentry.acme.example'].flatMap((server) =>
      [[], ...features.map((feature) => [feature])].flatMap((declared) =>
        ['read', 'account', 'admin'].flatMap((access) =>
          [grants, grants.slice(0, 1)].map((granted) => manifestOf(key, server, declared, granted, access)),
        ),
      ),
    );

    it('raises no warning and no error on what it may do', () => {
      const found = manifests.flatMap((text) => findingsOf({ today: '2026-11-23', text }));
      const loud = found.filter(
        ({ rule, level }) => OF_SERVICES.has(rule) && !['hint', 'info'].includes(level),
      );
      expect(loud.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
      const said = found.filter(({ rule }) => OF_SERVICES.has(rule));
      if (confidence === 'low') expect(said).toEqual([]);
    });
  },
);

it('the same manifests raise warnings where a service is well known', () => {
  const text = manifestOf(
    'github',
    '',
    ['commits', 'nothing like it'],
    ['Contents', 'something else'],
    'admin',
  );
  const loud = findingsOf({ today: '2026-11-23', text }).filter(({ level }) => level === 'warning');
  expect(loud.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['unknown-permission', 'unknown-feature', 'invalid-access', 'broad-permission']),
  );
});

function manifestOf(
  key: string,
  server: string,
  features: readonly string[],
  granted: readonly string[],
  access: string,
): string {
  return JSON.stringify({
    version: 1,
    ...(server === '' ? {} : { server }),
    integrations: {
      it: {
        kind: 'service',
        service: key,
        features,
        permissions: granted.map((permission) => ({ permission, access })),
      },
    },
  });
}
