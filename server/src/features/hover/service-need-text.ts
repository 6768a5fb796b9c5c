/** What the declared features of an integration have to do with one of its permissions, and the other way round. */
import { featureOf } from '../../catalog/service-features.ts';
import type { Integration, Manifest } from '../../manifest/model.ts';
import { chooserFor, lackingFor, permissionExcess, serviceOf, spelled } from '../../rules/other-service.ts';
import { askedBy, permissionsNamed } from '../../catalog/services.ts';
import { joined } from '../../rules/wording.ts';
import { codeSpan } from '../markdown.ts';

/** Which declared features need the permission, or that none does; undefined where that cannot be told. */
export function permissionNeedMarkdown(
  written: string,
  integration: Integration,
  { file }: Pick<Manifest, 'file'>,
): string | undefined {
  const excess = permissionExcess(integration, { file });
  if (!excess) return undefined;
  const rows = permissionsNamed(excess.service, written);
  const needed = excess.least.needed.filter(({ permission }) => rows.includes(permission));
  const [first] = needed;
  if (rows.length === 0) return undefined;
  if (!first)
    return excess.service.confidence === 'high'
      ? '**No declared feature of this integration needs it.**'
      : 'No declared feature of this integration is known to need it.';
  const features = [...new Set(needed.flatMap((own) => own.features.map(({ name }) => name)))];
  if (features.length > 0) {
    const enough = first.permission.leveled ? `; ${codeSpan(first.access)} is enough` : '';
    return `**Needed here by** ${joined(features.map(codeSpan))}${enough}.`;
  }
  return first.ground === 'connection'
    ? '**Needed here by** the connection itself.'
    : 'No declared feature needs it, but nobody can leave it out.';
}

/** What the feature lacks here; undefined where it lacks nothing, or that cannot be told. */
export function featureLackMarkdown(
  written: string,
  integration: Integration,
  { file }: Pick<Manifest, 'file'>,
): string | undefined {
  const service = serviceOf(integration);
  const feature = service && featureOf(service, written);
  if (!service || !feature || service.confidence === 'low') return undefined;
  const lacking = lackingFor(askedBy(service, chooserFor(service, { file })), integration, feature);
  return lacking.length > 0
    ? `**Not listed here:** ${joined(lacking.map(spelled).map(codeSpan))}.`
    : undefined;
}
