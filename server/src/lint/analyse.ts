/** From text to findings, keeping what an earlier analysis of the same file already knows. */
import { notScope, scopeNamed } from '../catalog/scopes.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration, Manifest } from '../manifest/model.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { mayHoldReferences } from '../yaml/segments.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { compareFindings, placeFinding } from './finding.ts';
import type { Finding } from './finding.ts';
import { NO_FLOORS } from './levels.ts';
import type { Floors } from './levels.ts';
import { contextKey, lintContext, lintFile, lintIntegration } from './lint.ts';

export interface Analysis {
  readonly manifest: Manifest;
  /** In the order of the file; accepted ones too. */
  readonly findings: readonly Finding[];
  readonly today: Day;
  /** What was found in each integration, by its text: what the next analysis goes by. */
  readonly known: ReadonlyMap<string, Known>;
  /** What the findings of the integrations depend on beyond their text. */
  readonly key: string;
}

interface Known {
  readonly integration: Integration;
  readonly findings: readonly Finding[];
}

/** The manifest in `text` and what is to be said of it on the day `today`, at the levels of the file or graver ones. Never throws. */
export function analyse(text: string, today: Day, previous?: Analysis, floors: Floors = NO_FLOORS): Analysis {
  const integrations = new Map(
    [...(previous?.known ?? [])].map(([source, { integration }]) => [source, integration]),
  );
  const manifest = readManifest(text, { knowsScope, known: integrations });
  const context = lintContext(manifest.file, today, floors);
  const key = contextKey(context);
  const known = new Map<string, Known>();
  const findings: Finding[] = lintFile(manifest, context);
  if (!isForeignVersion(manifest.file)) {
    for (const { start, integration } of manifest.integrations) {
      const earlier = previous?.key === key ? previous.known.get(integration.source) : undefined;
      const own =
        earlier?.integration === integration ? earlier.findings : lintIntegration(integration, context);
      if (isOfItsTextAlone(integration)) known.set(integration.source, { integration, findings: own });
      for (const finding of own) findings.push(placeFinding(finding, start));
    }
  }
  return { manifest, findings: findings.sort(compareFindings), today, known, key };
}

/** What an error elsewhere cast doubt on, or an alias brought in, is not true again wherever the same text stands. */
function isOfItsTextAlone({ source, errors, distrusted }: Integration): boolean {
  return errors.length === 0 && distrusted.length === 0 && !mayHoldReferences(source);
}

function knowsScope(name: string): boolean {
  return scopeNamed(name) !== undefined || notScope(name) !== undefined;
}
