/** What a finding is about, whatever line it stands on: the same finding is known again after the file has changed around it. */
import type { Manifest } from '../manifest/model.ts';
import type { Finding } from './finding.ts';

export interface Fingerprint {
  readonly rule: string;
  /** The integration by its `id`, which survives a rename, else by its name; null for the file. */
  readonly integration: string | null;
  /** The text at fault; empty where the integration itself is. */
  readonly what: string;
}

/** The integrations of a manifest by name, each by what it is known again. */
export function identitiesOf({ integrations }: Manifest): ReadonlyMap<string, string> {
  return new Map(
    integrations.map(({ integration: { name, id } }) => [name.text, id ? `id:${id.text}` : name.text]),
  );
}

/** The fingerprint of a finding in `text`. It holds text of the manifest as it is: credentials too. */
export function fingerprintOf(
  { rule, integration, at }: Finding,
  text: string,
  identities: ReadonlyMap<string, string>,
): Fingerprint {
  const what = text.slice(at.start, at.end).replace(/\s+/g, ' ').trim();
  const isNamed = integration !== null && what.replace(/^(["'])(.*)\1$/, '$2') === integration;
  return {
    rule,
    integration: integration === null ? null : (identities.get(integration) ?? integration),
    what: isNamed ? '' : what,
  };
}
