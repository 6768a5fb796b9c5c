/** All that is known of a service or a feature by itself, for whoever asks about it outside a manifest. */
import { accessFor, featureNamed, featuresOf } from '../../catalog/service-features.ts';
import { allServices, serviceNamed } from '../../catalog/services.ts';
import type { Service, ServicePermission } from '../../catalog/services.ts';
import { codeSpan, escapeMarkdown, paragraphs } from '../markdown.ts';
import { featureMarkdown, permissionMarkdown, serviceMarkdown } from './other-text.ts';
import { source } from './scope-text.ts';

/** A service with its features and permissions; undefined for an unknown one. */
export function wholeServiceMarkdown(key: string): string | undefined {
  const service = serviceNamed(key);
  if (!service) return undefined;
  const features = featuresOf(service).map(
    ({ name, what }) => `- ${codeSpan(name)}: ${escapeMarkdown(what)}`,
  );
  const permissions = service.permissions.map(permissionLine);
  return serviceMarkdown(
    key,
    undefined,
    ...listOf('Features', features),
    ...listOf('Permissions', permissions),
  );
}

function listOf(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`**${title}:**`, items.join('\n')];
}

function permissionLine({ name, level, access, broad, required, does }: ServicePermission): string {
  const facts = [level, access, broad ? 'broad' : undefined, required ? undefined : 'optional'];
  const told = facts.flatMap((fact) => fact ?? []).join(', ');
  return `- ${codeSpan(name)} (${escapeMarkdown(told)}): ${escapeMarkdown(does)}.`;
}

/** A feature with every service that has it; undefined for an unknown one. */
export function wholeFeatureMarkdown(written: string): string | undefined {
  const feature = featureNamed(written);
  if (!feature) return undefined;
  const { name, what, aliases, includes, means } = feature;
  const needs = (service: Service): string => {
    const needed = service.permissions.flatMap((row) => {
      const access = accessFor(row, feature);
      return access === undefined ? [] : [`${codeSpan(row.name)} (${access})`];
    });
    const told = needed.length === 0 && includes.length === 0 ? ['not known'] : needed;
    const sureness = service.confidence === 'high' ? '' : ` (how sure: ${service.confidence})`;
    return `- ${codeSpan(service.key)}${sureness}${told.length === 0 ? '' : `: ${told.join(', ')}`}`;
  };
  return paragraphs(
    `**${codeSpan(name)}** · a feature of Sentry with other services`,
    escapeMarkdown(what),
    means ? 'It serves the connection itself; nobody turns it on or off.' : undefined,
    aliases.length > 0 ? `Also called ${aliases.map(codeSpan).join(', ')}.` : undefined,
    includes.length > 0 ? `It is made of ${includes.map(codeSpan).join(', ')}.` : undefined,
    ...listOf(
      'Services that have it, and what it needs there',
      allServices()
        .filter((service) => featuresOf(service).includes(feature))
        .map(needs),
    ),
    source(),
  );
}

/** A permission by itself, in every service that has one of this name; undefined for an unknown one. */
export function wholePermissionMarkdown(name: string): string | undefined {
  const texts = allServices().flatMap(({ key }) => permissionMarkdown(key, name) ?? []);
  return texts.length > 0 ? paragraphs(...texts) : undefined;
}

/** A feature or permission of one service, the service first: `github suspect-commits`. */
export function ofServiceMarkdown(written: string): string | undefined {
  const [key = '', ...words] = written.split(/\s+/);
  const name = words.join(' ');
  return featureMarkdown(key, name) ?? permissionMarkdown(key, name);
}
