/** What keeps a state from being judged. */
import { whyGrantsHidden, whyUnreadable } from '../lint/hidden-grants.ts';
import type { Integration, Manifest } from '../manifest/model.ts';
import { shown } from '../rules/wording.ts';
import type { Fault, Side } from './model.ts';

/** Why the file cannot be read as a manifest; undefined where it can. */
export function fileFault(manifest: Manifest, side: Side): Fault | undefined {
  const message = whyUnreadable(manifest);
  return message === undefined ? undefined : { side, integration: null, message };
}

/** Why what the integration is granted cannot be read to the end; undefined where it can. */
export function integrationFault(integration: Integration, side: Side): Fault | undefined {
  const message = whyGrantsHidden(integration);
  return message === undefined ? undefined : { side, integration: shown(integration.name.text), message };
}
