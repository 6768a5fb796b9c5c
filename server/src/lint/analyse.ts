/** From text to findings, keeping what an earlier analysis of the same file already knows. */
import { notScope, scopeNamed } from '../catalog/scopes.ts';
import type { Day } from '../manifest/dates.ts';
import type { Integration, Manifest, PlacedIntegration } from '../manifest/model.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { mayHoldReferences } from '../yaml/segments.ts';
import type { Range } from '../yaml/node.ts';
import { compareFindings, placeFinding } from './finding.ts';
import type { Finding } from './finding.ts';
import { NO_FLOORS } from './levels.ts';
import type { Floors } from './levels.ts';
import { contextKey, lintContext, lintFile, lintIntegration } from './lint.ts';
import type { LintContext } from './lint.ts';

/** What was found in one integration. */
export interface Part extends PlacedIntegration {
  /** In order, with offsets from the start of the integration. The same list as long as it holds. */
  readonly own: readonly Finding[];
  /** Where the last one of them ends; -1 where there is none. */
  readonly reach: number;
}

export interface Analysis {
  readonly manifest: Manifest;
  /** In the order of the file; accepted ones too. Put together when somebody first asks. */
  readonly findings: readonly Finding[];
  /** What no single integration told, in order. */
  readonly ofFile: readonly Finding[];
  readonly parts: readonly Part[];
  readonly today: Day;
  /** What the findings of the integrations depend on beyond their text. */
  readonly key: string;
}

/** The manifest in `text` and what is to be said of it on the day `today`, at the levels of the file or graver ones. Never throws. */
export function analyse(text: string, today: Day, previous?: Analysis, floors: Floors = NO_FLOORS): Analysis {
  const bySource = partsBySource(previous);
  const manifest = readManifest(text, {
    knowsScope,
    known: (source) => bySource().get(source)?.integration,
    earlier: previous?.manifest,
  });
  const context = lintContext(manifest.file, today, floors);
  const key = contextKey(context);
  // Those before an edit and those behind it are mostly at the same place from either end.
  const known = key === previous?.key ? previous.parts : [];
  const ahead = known.length - manifest.integrations.length;
  const parts = isForeignVersion(manifest.file)
    ? []
    : manifest.integrations.map((placed, i): Part => {
        const { start, integration } = placed;
        const same = known[i]?.integration === integration ? known[i] : known[i + ahead];
        if (same?.integration !== integration) return partOf(placed, findingsOf(integration, context, key));
        return same.start === start ? same : { start, integration, own: same.own, reach: same.reach };
      });
  return withFindings({
    manifest,
    ofFile: lintFile(manifest, context).sort(compareFindings),
    parts,
    today,
    key,
  });
}

/** Apart from `analyse`, whose variables would otherwise live as long as the result, the previous analysis among them. */
function withFindings(analysis: Omit<Analysis, 'findings'>): Analysis {
  const { ofFile, parts } = analysis;
  let findings: Finding[] | undefined;
  return {
    ...analysis,
    get findings() {
      return (findings ??= [
        ...ofFile,
        ...parts.flatMap(({ start, own }) => own.map((finding) => placeFinding(finding, start))),
      ].sort(compareFindings));
    },
  };
}

/** The findings that touch the range, in the order of the file. Looks at no others. */
export function findingsNear({ ofFile, parts }: Analysis, range: Range): Finding[] {
  const isNear = ({ at }: Finding): boolean => at.start <= range.end && at.end >= range.start;
  return [
    ...ofFile.filter(isNear),
    ...parts
      .filter(({ start, reach }) => start <= range.end && start + reach >= range.start)
      .flatMap(({ start, own }) => own.map((finding) => placeFinding(finding, start)).filter(isNear)),
  ].sort(compareFindings);
}

function partOf({ start, integration }: PlacedIntegration, own: readonly Finding[]): Part {
  return { start, integration, own, reach: own.reduce((end, { at }) => Math.max(end, at.end), -1) };
}

const judged = new WeakMap<Integration, { readonly key: string; readonly own: readonly Finding[] }>();

/** What is found in an integration, computed once in each context. */
function findingsOf(integration: Integration, context: LintContext, key: string): readonly Finding[] {
  let known = judged.get(integration);
  if (known?.key !== key) {
    known = { key, own: lintIntegration(integration, context).sort(compareFindings) };
    judged.set(integration, known);
  }
  return known.own;
}

/** The parts of an earlier analysis by their text, put in order when somebody first asks. */
function partsBySource(previous: Analysis | undefined): () => ReadonlyMap<string, Part> {
  let bySource: Map<string, Part> | undefined;
  return () =>
    (bySource ??= new Map(
      (previous?.parts ?? []).flatMap((part) =>
        isOfItsTextAlone(part.integration) ? [[part.integration.source, part] as const] : [],
      ),
    ));
}

/** What an error elsewhere cast doubt on, or an alias brought in, is not true again wherever the same text stands. */
function isOfItsTextAlone({ source, errors, distrusted }: Integration): boolean {
  return errors.length === 0 && distrusted.length === 0 && !mayHoldReferences(source);
}

function knowsScope(name: string): boolean {
  return scopeNamed(name) !== undefined || notScope(name) !== undefined;
}
