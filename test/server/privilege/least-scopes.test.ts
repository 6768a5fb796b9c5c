import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOperations } from '../../../server/src/catalog/operations.ts';
import { allScopes } from '../../../server/src/catalog/scopes.ts';
import { allTools, toolNamed } from '../../../server/src/catalog/tools.ts';
import { closure } from '../../../server/src/privilege/implication.ts';
import { BUNDLE, leastScopes } from '../../../server/src/privilege/least-scopes.ts';
import {
  meets,
  useNamed,
  useOfOperation,
  useOfTool,
  useOfWebhook,
} from '../../../server/src/privilege/requirement.ts';
import type { Use } from '../../../server/src/privilege/requirement.ts';
import rows from '../catalog/tool-rows.json' with { type: 'json' };

const KIND = 'internal-integration';
const GRANTABLE = allScopes().flatMap(({ name, choosable }) =>
  name !== BUNDLE && choosable.includes(KIND) ? [name] : [],
);

function used(...written: string[]): Use[] {
  return written.map((name) => {
    const use = useNamed(name);
    if (!use) throw new Error(`${name} is unknown`);
    return use;
  });
}

const someUses = fc
  .uniqueArray(fc.nat(allOperations().length + allTools().length - 1), { maxLength: 8 })
  .map((indexes) =>
    indexes.flatMap((i) => {
      const [operation, tool] = [allOperations()[i], allTools()[i - allOperations().length]];
      return operation ? [useOfOperation(operation)] : tool ? [useOfTool(tool)] : [];
    }),
  );

describe('leastScopes', () => {
  it('takes two small scopes for what people tick Admin for', () => {
    const uses = used('sentry-cli releases new', 'sentry-cli releases set-commits --auto');
    const { best, certificate, organizationTokenServes } = leastScopes(uses, KIND, [
      'org:admin',
      'project:admin',
      'event:read',
    ]);
    expect(best).toEqual(['org:read', 'project:releases']);
    expect(organizationTokenServes).toBe(true);
    expect(certificate.kept.map(({ scope, uses: needs }) => [scope, needs.map(({ name }) => name)])).toEqual([
      ['org:read', ['sentry-cli releases set-commits --auto']],
      ['project:releases', ['sentry-cli releases new', 'sentry-cli releases set-commits --auto']],
    ]);
    expect(certificate.dropped).toEqual([
      { scope: 'event:read', weaker: [] },
      { scope: 'org:admin', weaker: ['org:read'] },
      { scope: 'project:admin', weaker: ['project:releases'] },
    ]);
  });

  it('counts what Sentry stores, not what is written', () => {
    // One scope is fewer than two, but org:admin brings along far more than both.
    const { best } = leastScopes(
      used('terraform sentry_organization_repository', 'sentry-cli projects list'),
      KIND,
    );
    expect(best).toEqual(['org:integrations', 'org:read']);
  });

  it('goes by what an operation really checks', () => {
    expect(leastScopes(used('terraform sentry_dashboard'), KIND).best).toEqual(['org:read']);
    expect(leastScopes(used('PUT /api/0/projects/acme/shop/'), KIND).best).toEqual(['project:write']);
  });

  it('keeps webhooks in the set', () => {
    const issue = useOfWebhook('issue');
    expect(leastScopes(issue ? [issue] : [], KIND).best).toEqual(['event:read']);
  });

  it('says what nobody can serve, and what nobody knows', () => {
    const delete_ = used('DELETE /api/0/organizations/acme/');
    expect(leastScopes(delete_, 'organization-token')).toMatchObject({
      best: undefined,
      certificate: { impossible: delete_ },
    });
    const unknown = used('sentry-cli code-mappings upload');
    expect(leastScopes(unknown, KIND)).toMatchObject({ best: [], certificate: { unknown } });
  });

  it('serves every use by the best set, and fails one with any smaller closure', () => {
    fc.assert(
      fc.property(someUses, (uses) => {
        const { best, alternatives, certificate } = leastScopes(uses, KIND);
        if (!best) {
          expect(certificate.impossible.length).toBeGreaterThan(0);
          return;
        }
        const known = uses.filter(({ clauses }) => clauses);
        for (const set of [best, ...alternatives]) {
          const held = closure(set);
          for (const { clauses = [] } of known) expect(meets(held, clauses)).toBe(true);
          for (const scope of set) {
            // What can be granted without the scope itself: the largest closures that are smaller.
            const less = closure(
              GRANTABLE.filter(
                (name) => name !== scope && [...closure([name])].every((own) => held.has(own)),
              ),
            );
            expect(known.every(({ clauses = [] }) => meets(less, clauses))).toBe(false);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps what is held rather than change it for what is no less sensitive', () => {
    expect(leastScopes(used('terraform sentry_team_member'), KIND).best).toEqual(['org:write']);
    expect(leastScopes(used('terraform sentry_team_member'), KIND, ['team:admin']).best).toEqual([
      'team:admin',
    ]);
    expect(leastScopes(used('sentry-cli releases list'), KIND, ['project:write']).best).toEqual([
      'project:read',
    ]);
    expect(
      leastScopes(used('sentry-cli releases list'), KIND, ['project:read', 'project:releases']).best,
    ).toEqual(['project:releases']);
    // What one use lacks is no reason to change what serves the other.
    const two = used(
      'terraform sentry_integration_pagerduty',
      'terraform sentry_project_inbound_data_filter',
    );
    expect(leastScopes(two, KIND, ['org:write']).best).toEqual(['org:write', 'project:write']);
  });

  it('opens what is shut today only where what is held does not serve all, or where something graver is shut', () => {
    const sensitivities = new Map(allScopes().map(({ name, sensitivity }) => [name, sensitivity]));
    const highest = (scopes: Iterable<string>): number =>
      Math.max(0, ...[...scopes].map((scope) => sensitivities.get(scope) ?? 0));
    fc.assert(
      fc.property(someUses, fc.subarray(GRANTABLE), (uses, granted) => {
        const { best, alternatives } = leastScopes(uses, KIND, granted);
        const plain = leastScopes(uses, KIND);
        if (!best || !plain.best) return;
        expect([best, ...alternatives].map(String).sort()).toEqual(
          [plain.best, ...plain.alternatives].map(String).sort(),
        );
        const [held, least] = [closure(granted), closure(best)];
        const opened = [...least].filter((scope) => !held.has(scope));
        if (opened.length === 0 || !uses.every(({ clauses = [] }) => meets(held, clauses))) return;
        const shut = [...held].filter((scope) => !least.has(scope));
        expect(highest(opened)).toBeLessThan(highest(shut));
        expect(leastScopes(uses, KIND, best).best).toEqual(best);
      }),
      { numRuns: 1500 },
    );
  });

  it('asks for no less when more is used, and drops nothing of its own', () => {
    fc.assert(
      fc.property(someUses, someUses, (uses, more) => {
        const few = leastScopes(uses, KIND);
        const many = leastScopes([...uses, ...more], KIND);
        if (!few.best || !many.best) return;
        const sets = [few.best, ...few.alternatives].map(closure);
        const held = closure(many.best);
        expect(sets.some((set) => [...set].every((scope) => held.has(scope)))).toBe(true);
        expect(leastScopes(uses, KIND, few.best).certificate.dropped).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each(rows.filter(({ least }) => least !== null))(
    'agrees with the facts on $tool $command',
    ({ names, least }) => {
      for (const name of names) {
        const { best } = leastScopes(used(name), 'personal-token');
        expect((least ?? []).map((set) => [...set].sort().join(' '))).toContain(best?.join(' '));
      }
    },
  );
});

describe('the tools', () => {
  it('have a name for each row of the facts, each once', () => {
    const names = rows.flatMap((row) => row.names);
    expect(new Set(names).size).toBe(names.length);
    expect(allTools().map(({ name }) => name)).toEqual(names);
    expect(rows.map(({ tool, command, names: own }) => `${tool} | ${command}: ${own.join(', ')}`))
      .toMatchInlineSnapshot(`
      [
        "sentry-cli | releases new: sentry-cli releases new",
        "sentry-cli | releases finalize: sentry-cli releases finalize",
        "sentry-cli | releases set-commits --auto: sentry-cli releases set-commits --auto",
        "sentry-cli | releases set-commits --local or --commit: sentry-cli releases set-commits --local, sentry-cli releases set-commits --commit",
        "sentry-cli | releases list: sentry-cli releases list",
        "sentry-cli | releases info: sentry-cli releases info",
        "sentry-cli | releases archive / restore: sentry-cli releases archive, sentry-cli releases restore",
        "sentry-cli | releases delete: sentry-cli releases delete",
        "sentry-cli | releases propose-version: sentry-cli releases propose-version",
        "sentry-cli | deploys new (releases deploys new): sentry-cli deploys new",
        "sentry-cli | deploys list: sentry-cli deploys list",
        "sentry-cli | sourcemaps inject: sentry-cli sourcemaps inject",
        "sentry-cli | sourcemaps resolve: sentry-cli sourcemaps resolve",
        "sentry-cli | sourcemaps upload: sentry-cli sourcemaps upload",
        "sentry-cli | sourcemaps upload --release: sentry-cli sourcemaps upload --release",
        "sentry-cli | sourcemaps explain (removed in 3.x): sentry-cli sourcemaps explain",
        "sentry-cli | debug-files upload / upload-dif / upload-dsym: sentry-cli debug-files upload",
        "sentry-cli | debug-files check / find / bundle: sentry-cli debug-files check, sentry-cli debug-files find, sentry-cli debug-files bundle",
        "sentry-cli | upload-proguard / proguard upload: sentry-cli upload-proguard",
        "sentry-cli | dart-symbol-map upload: sentry-cli dart-symbol-map upload",
        "sentry-cli | react-native gradle / xcode: sentry-cli react-native gradle, sentry-cli react-native xcode",
        "sentry-cli | code-mappings upload: sentry-cli code-mappings upload",
        "sentry-cli | build upload: sentry-cli build upload",
        "sentry-cli | build download: sentry-cli build download",
        "sentry-cli | snapshots upload: sentry-cli snapshots upload",
        "sentry-cli | snapshots download / diff: sentry-cli snapshots download, sentry-cli snapshots diff",
        "sentry-cli | repos list: sentry-cli repos list",
        "sentry-cli | projects list: sentry-cli projects list",
        "sentry-cli | organizations list: sentry-cli organizations list",
        "sentry-cli | monitors list: sentry-cli monitors list",
        "sentry-cli | events list: sentry-cli events list",
        "sentry-cli | logs list: sentry-cli logs list",
        "sentry-cli | issues list: sentry-cli issues list",
        "sentry-cli | issues resolve / mute / unresolve: sentry-cli issues resolve, sentry-cli issues mute, sentry-cli issues unresolve",
        "sentry-cli | monitors run: sentry-cli monitors run",
        "sentry-cli | send-event: sentry-cli send-event",
        "sentry-cli | send-envelope: sentry-cli send-envelope",
        "sentry-cli | send-metric: sentry-cli send-metric",
        "sentry-cli | info / login: sentry-cli info, sentry-cli login",
        "build-and-ci | @sentry/webpack-plugin, vite, rollup, esbuild plugins: @sentry/webpack-plugin, @sentry/vite-plugin, @sentry/rollup-plugin, @sentry/esbuild-plugin",
        "build-and-ci | bundler plugins with setCommits auto: @sentry/webpack-plugin setCommits, @sentry/vite-plugin setCommits, @sentry/rollup-plugin setCommits, @sentry/esbuild-plugin setCommits",
        "build-and-ci | @sentry/nextjs, sveltekit, nuxt, astro, remix build upload: @sentry/nextjs, @sentry/sveltekit, @sentry/nuxt, @sentry/astro, @sentry/remix",
        "build-and-ci | getsentry/action-release (releases, commits auto, finalize, deploy): getsentry/action-release",
        "build-and-ci | Sentry Gradle plugin / fastlane plugin / Xcode build phase: sentry-android-gradle-plugin, fastlane-plugin-sentry, Xcode build phase",
        "build-and-ci | sentry-wizard: sentry-wizard",
        "terraform | sentry_team: terraform sentry_team",
        "terraform | sentry_project: terraform sentry_project",
        "terraform | sentry_key: terraform sentry_key",
        "terraform | sentry_issue_alert: terraform sentry_issue_alert",
        "terraform | sentry_metric_alert: terraform sentry_metric_alert",
        "terraform | sentry_metric_monitor, sentry_uptime_monitor: terraform sentry_metric_monitor, terraform sentry_uptime_monitor",
        "terraform | sentry_alert (workflow): terraform sentry_alert",
        "terraform | sentry_cron_monitor: terraform sentry_cron_monitor",
        "terraform | sentry_dashboard: terraform sentry_dashboard",
        "terraform | sentry_notification_action: terraform sentry_notification_action",
        "terraform | sentry_organization_code_mapping: terraform sentry_organization_code_mapping",
        "terraform | sentry_organization_repository: terraform sentry_organization_repository",
        "terraform | sentry_integration_opsgenie, sentry_integration_pagerduty: terraform sentry_integration_opsgenie, terraform sentry_integration_pagerduty",
        "terraform | sentry_organization_member: terraform sentry_organization_member",
        "terraform | sentry_team_member: terraform sentry_team_member",
        "terraform | sentry_project_ownership: terraform sentry_project_ownership",
        "terraform | sentry_project_inbound_data_filter: terraform sentry_project_inbound_data_filter",
        "terraform | sentry_project_symbol_source: terraform sentry_project_symbol_source",
        "terraform | sentry_project_spike_protection, sentry_all_projects_spike_protection: terraform sentry_project_spike_protection, terraform sentry_all_projects_spike_protection",
        "terraform | sentry_plugin: terraform sentry_plugin",
        "terraform | sentry_organization: terraform sentry_organization",
        "sentry-mcp | hosted server, Sentry OAuth: sentry-mcp hosted server",
        "sentry-mcp | stdio server, personal token: sentry-mcp stdio server",
        "sentry-mcp | skill inspect: sentry-mcp skill inspect",
        "sentry-mcp | skill seer: sentry-mcp skill seer",
        "sentry-mcp | skill docs: sentry-mcp skill docs",
        "sentry-mcp | skill triage: sentry-mcp skill triage",
        "sentry-mcp | skill project-management: sentry-mcp skill project-management",
        "sentry CLI (getsentry/cli) | auth login, default: sentry auth login",
        "sentry CLI (getsentry/cli) | auth login, read-only option: sentry auth login --read-only",
        "Vercel integration | internal integration it installs: Vercel integration",
        "Sentry integration template | Trigger a Claude Routine: Sentry integration template Trigger a Claude Routine",
      ]
    `);
  });

  it('are known by their other spellings', () => {
    expect(toolNamed('sentry-cli  upload-dif')?.name).toBe('sentry-cli debug-files upload');
    expect(toolNamed('__proto__')).toBeUndefined();
  });
});
