/** From text to manifest. */
import type { YamlError } from '../yaml/compose.ts';
import { keyText } from '../yaml/node.ts';
import type { Range, YamlNode } from '../yaml/node.ts';
import { readSegment, readYaml } from '../yaml/read-yaml.ts';
import type { ReadSegment, Segment, Surroundings, YamlFile } from '../yaml/read-yaml.ts';
import { shiftRange } from '../yaml/shift.ts';
import type { SourceText } from '../text/source-text.ts';
import { applyShape } from './apply-shape.ts';
import { readUnknown } from './read-text.ts';
import { HeldEntry, MOST_HELD, Placed, remember, TextEntry } from './entry.ts';
import { isExtensionKey, manifestShape } from './format.ts';
import { nameNoText } from './key-no-text.ts';
import type {
  FileKeys,
  Integration,
  IntegrationEntry,
  Manifest,
  OtherEntry,
  PlacedIntegration,
  RuleSetting,
  Since,
} from './model.ts';
import type { Problem } from './problem.ts';
import { readIntegration, readSchedule } from './read-integration.ts';
import { isStray, strayKeys } from './stray-keys.ts';
import { createTally } from './tally.ts';
import type { Countable } from './tally.ts';
import { mapAt, textAt } from './value.ts';
import type { MapValue } from './value.ts';

/** The key whose entries are read one by one. */
const ENTRIES = 'integrations';

export interface ReadOptions {
  /** Whether a name is a scope, or one that people take for a scope; the format itself knows none. */
  readonly knowsScope: (name: string) => boolean;
  /** Integrations by their text; what is found there is not read again. Called only where `earlier` is of no use. */
  readonly known?: (source: string) => IntegrationEntry | undefined;
  /** An earlier reading of the same file: only what has changed since is read. */
  readonly earlier?: Manifest | undefined;
  /** Manifests of more integrations than this keep their texts alone. */
  readonly mostHeld?: number;
  /**
   * Called with the file's own keys, before its integrations are read one by one. What it returns meets each while it is there: in a
   * very large manifest it is gone again when the next one is read.
   */
  readonly meet?: (
    file: OwnKeys,
  ) => ((entry: IntegrationEntry, integration: Integration) => void) | undefined;
}

/** What the file's own keys say, without what its integrations add to it. */
export type OwnKeys = Omit<FileKeys, 'errors' | 'problems'>;

/** What a manifest was made of. */
interface Origin {
  readonly yaml: YamlFile;
  /** What became of each segment. */
  readonly entries: readonly ReadEntry[];
}

const origins = new WeakMap<Manifest, Origin>();

/** The manifest in `text`, however much of it is well formed. Never throws. */
export function readManifest(text: SourceText, options: ReadOptions): Manifest {
  const { knowsScope, earlier, mostHeld = MOST_HELD } = options;
  const before = earlier && origins.get(earlier);
  const yaml = readYaml(text, ENTRIES, (surroundings) => entryReader(surroundings, options), before?.yaml);
  const isHeld = yaml.segments.length <= mostHeld;
  const entries = yaml.segments.map((segment, i): ReadEntry => {
    const same = before && yaml.kept && keptEntry(i, yaml, yaml.kept, before);
    if (same) return same.start === segment.start ? same : movedTo(same, segment.start);
    const { start, source, pair, made } = segment;
    if (made instanceof HeldEntry || made instanceof TextEntry) return new Placed(start, made);
    const integration = readIntegration(source, segment, knowsScope);
    if (!integration) return pair && { start, pair };
    if (isHeld || !yaml.cut || isDoubtful(integration)) return new Placed(start, new HeldEntry(integration));
    const entry = new TextEntry(integration, knowsScope);
    remember(entry, integration);
    return new Placed(start, entry);
  });
  // Nearly always there are no others, and no copy is made.
  const integrations = entries.every(isPlaced) ? entries : entries.filter(isPlaced);
  const otherEntries = integrations === entries ? [] : entries.filter(isOther);
  const state = {};
  const since = before && yaml.kept && sinceOf(earlier.state, before.entries, entries, yaml.kept);
  const problems: Problem[] = [...entryProblems(text, otherEntries, { integrations, state, since })];
  const errors = [...yaml.errors, ...errorsOfNobody(yaml.segments)];
  const file = fileKeys(yaml, knowsScope, problems, errors);
  const manifest = withText(text, { file, integrations, otherEntries, state, since });
  origins.set(manifest, { yaml: isHeld ? yaml : withoutTrees(yaml, entries), entries });
  return manifest;
}

/** Apart from `readManifest`, whose variables would otherwise live as long as the manifest, the earlier one among them. */
function withText(source: SourceText, rest: Omit<Manifest, 'source' | 'text'>): Manifest {
  return {
    source,
    get text() {
      return source.toString();
    },
    ...rest,
  };
}

/** The file's own keys; what is wrong with them is added to `problems`. */
function fileKeys(
  yaml: Omit<YamlFile, 'segments'>,
  knowsScope: ReadOptions['knowsScope'],
  problems: Problem[],
  errors: FileKeys['errors'],
): FileKeys {
  const { text, distrusted, directives, furtherDocuments } = yaml;
  const value = applyShape({ node: yaml.root, flow: false }, manifestShape, {
    source: text,
    knowsScope,
    problems,
  });
  const root = value?.type === 'map' ? value : undefined;
  return {
    get source() {
      return text.toString();
    },
    root,
    version: textAt(root, 'version'),
    versionPair: root?.entries.get('version')?.pair ?? pairOf(yaml.root, 'version'),
    organization: textAt(root, 'organization'),
    server: textAt(root, 'server'),
    review: schedule(root),
    rules: ruleSettings(mapAt(root, 'rules')),
    problems,
    errors,
    distrusted,
    directives,
    furtherDocuments,
  };
}

/** Reads entries that stand alone, and lets `meet` see each as soon as it is read. */
function entryReader(
  surroundings: Surroundings,
  { knowsScope, known, mostHeld = MOST_HELD, meet }: ReadOptions,
): ReadSegment {
  const isHeld = surroundings.count <= mostHeld;
  const see = meet?.(fileKeys(surroundings, knowsScope, [], []));
  return (source) => {
    const same = known?.(source);
    if (same) return { pair: undefined, errors: same.errors, distrusted: same.distrusted, made: same };
    const content = readSegment(source);
    const integration = readIntegration(source, content, knowsScope);
    if (!integration) return content;
    const entry =
      isHeld || isDoubtful(integration) ? new HeldEntry(integration) : new TextEntry(integration, knowsScope);
    see?.(entry, integration);
    return entry.isHeld ? { ...content, made: entry } : { ...content, pair: undefined, made: entry };
  };
}

function isDoubtful({ errors, distrusted }: Integration): boolean {
  return errors.length > 0 || distrusted.length > 0;
}

/** Without the trees of integrations that are kept as texts: the file would keep them as long as itself. */
function withoutTrees(yaml: YamlFile, entries: readonly ReadEntry[]): YamlFile {
  const segments = yaml.segments.map((segment, i) => {
    const entry = entries[i];
    return segment.pair && entry && isPlaced(entry) && !entry.entry.isHeld
      ? { ...segment, pair: undefined, made: entry.entry }
      : segment;
  });
  return { ...yaml, segments };
}

function movedTo(entry: PlacedIntegration | OtherEntry, start: number): ReadEntry {
  return isPlaced(entry) ? new Placed(start, entry.entry) : { ...entry, start };
}

type ReadEntry = PlacedIntegration | OtherEntry | undefined;

function isPlaced(entry: ReadEntry): entry is PlacedIntegration {
  return entry !== undefined && 'entry' in entry;
}

function isOther(entry: ReadEntry): entry is OtherEntry {
  return entry !== undefined && !('entry' in entry);
}

function sinceOf(
  state: object,
  before: readonly ReadEntry[],
  now: readonly ReadEntry[],
  kept: NonNullable<YamlFile['kept']>,
): Since {
  const changed = (entries: readonly ReadEntry[]): IntegrationEntry[] =>
    entries
      .slice(kept.before, entries.length - kept.after)
      .filter(isPlaced)
      .map(({ entry }) => entry);
  return { state, gone: changed(before), added: changed(now) };
}

/** What the earlier reading made of a segment that has not changed. */
function keptEntry(
  index: number,
  { segments }: YamlFile,
  kept: NonNullable<YamlFile['kept']>,
  { entries }: Origin,
): ReadEntry {
  if (index < kept.before) return entries[index];
  return index >= segments.length - kept.after
    ? entries[index + entries.length - segments.length]
    : undefined;
}

/** Errors of entries that are no integration, or of which nothing could be made at all: the file has to tell them. */
function errorsOfNobody(segments: readonly Segment[]): YamlError[] {
  const broken = segments.filter(({ errors }) => errors.length > 0);
  return broken.flatMap(({ pair, made, errors, start }) => {
    const name = pair && keyText(pair);
    const told =
      made !== undefined ||
      (name !== undefined && name !== '<<' && !isExtensionKey(name) && !(pair && isStray(pair)));
    return told ? [] : errors.map((error) => ({ ...error, ...shiftRange(error, start) }));
  });
}

const names = createTally(({ name }) => [name.text], 2);

/** What is wrong with the names of the entries: no single entry can tell. */
function* entryProblems(
  text: SourceText,
  otherEntries: readonly OtherEntry[],
  manifest: Countable,
): Generator<Problem> {
  if (otherEntries.length > 0)
    yield* strayKeys(otherEntries, { text: text.toString(), integrations: manifest.integrations });
  for (const { start, pair } of otherEntries) {
    const name = keyText(pair);
    if (name === '<<') yield { kind: 'merge-key', at: shiftRange(pair.key, start) };
    const problems: Problem[] = name === undefined ? [nameNoText(pair)] : [];
    readUnknown({ node: pair.value, flow: false }, problems);
    for (const problem of problems) yield { ...problem, at: shiftRange(problem.at, start) };
  }
  const { often } = names(manifest);
  if (often.size === 0) return;
  const first = new Map<string, Range>();
  for (const { start, entry } of manifest.integrations) {
    const { text: key, at } = entry.name;
    const before = first.get(key);
    if (before) yield { kind: 'duplicate-key', key, first: before, at: shiftRange(at, start) };
    else first.set(key, shiftRange(at, start));
  }
}

function pairOf(root: YamlNode | undefined, key: string) {
  return root?.type === 'map' ? root.pairs.find((pair) => keyText(pair) === key) : undefined;
}

function schedule(root: MapValue | undefined) {
  const review = mapAt(root, 'review');
  return review && readSchedule(review);
}

function ruleSettings(map: MapValue | undefined): RuleSetting[] {
  return [...(map?.entries ?? [])].map(([rule, entry]) => ({
    rule,
    at: entry.keyAt,
    level: entry.value?.type === 'text' ? entry.value : undefined,
  }));
}
