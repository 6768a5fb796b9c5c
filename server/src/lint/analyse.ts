/** From text to findings, keeping what an earlier analysis of the same file already knows. */
import { knowsScope } from '../catalog/scopes.ts';
import type { Day } from '../manifest/dates.ts';
import { MOST_HELD, Placed } from '../manifest/entry.ts';
import type { Integration, IntegrationEntry, Manifest } from '../manifest/model.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { Elsewhere } from '../rules/rule.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { mayHoldReferences } from '../yaml/segments.ts';
import type { Range } from '../yaml/node.ts';
import type { SourceText } from '../text/source-text.ts';
import { compareFindings, placeFinding } from './finding.ts';
import type { Finding } from './finding.ts';
import { NO_FLOORS } from './levels.ts';
import type { Floors } from './levels.ts';
import { contextKey, lintContext, lintFile, lintIntegration } from './lint.ts';
import type { LintContext } from './lint.ts';

/** An integration with what was found in it. */
export class JudgedIntegration extends Placed {
  /** In order, with offsets from the start of the integration. The same list as long as it holds. */
  readonly own: readonly Finding[];
  /** Where the last one of them ends; -1 where there is none. */
  readonly reach: number;

  constructor(start: number, entry: IntegrationEntry, own: readonly Finding[], reach?: number) {
    super(start, entry);
    this.own = own;
    this.reach = reach ?? own.reduce((end, { at }) => Math.max(end, at.end), -1);
  }
}

/** What is known of one text on one day. The next analysis of the file begins with it. */
export interface Analysis {
  readonly manifest: Manifest;
  /** In the order of the file; accepted ones too. Put together when somebody first asks. */
  readonly findings: readonly Finding[];
  /** What no single integration told, in order. */
  readonly ofFile: readonly Finding[];
  readonly parts: readonly JudgedIntegration[];
  readonly today: Day;
  /** What the findings of the integrations depend on beyond their text. */
  readonly key: string;
}

/** What else an analysis may begin with. */
export interface AnalyseOptions {
  /** An earlier analysis of the same file, of which is kept what still holds. */
  readonly previous?: Analysis | undefined;
  /** Levels that rules have at least, whatever the file says. */
  readonly floors?: Floors | undefined;
  /** Of a manifest of more integrations the texts are kept alone. */
  readonly mostHeld?: number | undefined;
  /** Is asked what other files have to do with it. */
  readonly elsewhere?: ((manifest: Manifest) => Elsewhere) | undefined;
}

/** The manifest in `text` and what is to be said of it on the day `today`. Never throws. */
export function analyse(
  text: SourceText,
  today: Day,
  { previous, floors = NO_FLOORS, mostHeld = MOST_HELD, elsewhere }: AnalyseOptions = {},
): Analysis {
  const bySource = entriesBySource(previous);
  const manifest = readManifest(text, {
    knowsScope,
    known: (source) => bySource().get(source),
    earlier: previous?.manifest,
    mostHeld,
    // Judged while it is there, an integration need not be read a second time.
    meet(file) {
      if (isForeignVersion(file)) return undefined;
      const ahead = lintContext(file, today, floors);
      const keyAhead = contextKey(ahead);
      return (entry, integration) => judge(entry, integration, ahead, keyAhead);
    },
  });
  const context = lintContext(manifest.file, today, floors);
  const key = contextKey(context);
  // Those before an edit and those behind it are mostly at the same place from either end.
  const known = key === previous?.key ? previous.parts : [];
  const ahead = known.length - manifest.integrations.length;
  const bare = ownersOfStrays(manifest);
  const parts = isForeignVersion(manifest.file)
    ? []
    : manifest.integrations.map(({ start, entry }, i): JudgedIntegration => {
        const same = known[i]?.entry === entry ? known[i] : known[i + ahead];
        if (bare?.has(start)) return new JudgedIntegration(start, entry, NOTHING);
        if (same?.entry !== entry || same.own === NOTHING)
          return new JudgedIntegration(start, entry, findingsOf(entry, context, key));
        return same.start === start ? same : new JudgedIntegration(start, entry, same.own, same.reach);
      });
  return withFindings({
    manifest,
    ofFile: lintFile(manifest, context, elsewhere?.(manifest)).sort(compareFindings),
    parts,
    today,
    key,
  });
}

/** Nothing is said of what lacks all that stands at the wrong column. */
const NOTHING: readonly Finding[] = [];

/** Where the integrations begin whose keys stand where names do, and such keys as seem to be integrations; undefined for none. */
function ownersOfStrays({ file: { problems } }: Manifest): ReadonlySet<number> | undefined {
  const starts = problems.flatMap((problem) =>
    problem.kind === 'stray-key' ? (problem.owner?.starts ?? []) : [],
  );
  return starts.length > 0 ? new Set(starts) : undefined;
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

interface Judged {
  readonly key: string;
  readonly own: readonly Finding[];
}

const judged = new WeakMap<IntegrationEntry, Judged>();

/** What is found in an integration, computed once in each context. */
function findingsOf(entry: IntegrationEntry, context: LintContext, key: string): readonly Finding[] {
  const known = judged.get(entry);
  return (known?.key === key ? known : judge(entry, entry.integration, context, key)).own;
}

function judge(entry: IntegrationEntry, integration: Integration, context: LintContext, key: string): Judged {
  const found = lintIntegration(integration, context).sort(compareFindings);
  // A fix knows the integration that it was made from, and would keep it.
  const own = entry.isHeld
    ? found
    : found.map((finding, i) => ({
        ...finding,
        fixes: (only?: Parameters<Finding['fixes']>[0]) => judgedAgain(entry, context)[i]?.fixes(only) ?? [],
      }));
  const now = { key, own };
  judged.set(entry, now);
  return now;
}

let lastJudged: { entry: IntegrationEntry; context: LintContext; found: readonly Finding[] } | undefined;

/** The findings of an integration with their fixes; the last ones are kept, for each of them is asked for its own. */
function judgedAgain(entry: IntegrationEntry, context: LintContext): readonly Finding[] {
  if (lastJudged?.entry !== entry || lastJudged.context !== context) {
    const found = lintIntegration(entry.integration, context).sort(compareFindings);
    lastJudged = { entry, context, found };
  }
  return lastJudged.found;
}

/** The integrations of an earlier analysis by their text, put in order when somebody first asks. */
function entriesBySource(previous: Analysis | undefined): () => ReadonlyMap<string, IntegrationEntry> {
  let bySource: Map<string, IntegrationEntry> | undefined;
  return () =>
    (bySource ??= new Map(
      (previous?.parts ?? []).flatMap(({ entry }) =>
        isOfItsTextAlone(entry) ? [[entry.source, entry] as const] : [],
      ),
    ));
}

/** What an error elsewhere cast doubt on, or an alias brought in, is not true again wherever the same text stands. */
function isOfItsTextAlone({ source, errors, distrusted }: IntegrationEntry): boolean {
  return errors.length === 0 && distrusted.length === 0 && !mayHoldReferences(source);
}
