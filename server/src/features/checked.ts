/** How far a document is being checked, for whoever wonders why something is not found. */
import { shortName } from '../catalog/short-name.ts';
import type { Finding } from '../lint/finding.ts';
import { levelSettings } from '../lint/levels.ts';
import type { IntegrationEntry, Manifest } from '../manifest/model.ts';
import type { MapValue } from '../manifest/value.ts';
import type { Checked } from '../protocol.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { keyText } from '../yaml/node.ts';

/** What is checked of a document that is too large: nothing. */
export const NOTHING_CHECKED: Checked = {
  open: 0,
  accepted: 0,
  integrations: 0,
  foreignVersion: false,
  tooLarge: true,
  syntaxErrors: false,
  rulesOff: [],
  ownKeys: [],
};

/** What is checked of a manifest, and what the file itself keeps from being checked. */
export function checked({ file, integrations }: Manifest, findings: readonly Finding[]): Checked {
  const open = findings.filter(({ accepted }) => !accepted);
  const foreignVersion = isForeignVersion(file);
  // Nobody knows what a file of another version means by its levels.
  const levels = foreignVersion ? [] : [...levelSettings(file)];
  return {
    open: open.length,
    accepted: findings.length - open.length,
    integrations: integrations.length,
    foreignVersion,
    tooLarge: false,
    syntaxErrors: [file, ...integrations.map(({ entry }) => entry)].some(
      ({ errors, distrusted }) => errors.length > 0 || distrusted.length > 0,
    ),
    rulesOff: levels.filter(([, level]) => level === 'off').map(([rule]) => shortName(rule)),
    ownKeys: [
      ...ownKeys(file.root),
      ...integrations.flatMap(({ entry }) =>
        mayHoldOwnKeys(entry)
          ? ownKeys(entry.integration.map).map((key) => `${shortName(entry.name.text)}: ${key}`)
          : [],
      ),
    ],
  };
}

/** Whether a look at all keys is worth it; they may be written with escapes, or stand behind an alias. */
function mayHoldOwnKeys({ source, isHeld }: IntegrationEntry): boolean {
  return isHeld || source.includes('x-') || source.includes('\\');
}

function ownKeys(map: MapValue | undefined): string[] {
  return (map?.node?.pairs ?? [])
    .map((pair) => keyText(pair) ?? '')
    .filter((key) => key.startsWith('x-'))
    .map(shortName);
}
