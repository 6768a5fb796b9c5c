/** From text to manifest. */
import type { YamlError } from '../yaml/compose.ts';
import { keyText } from '../yaml/node.ts';
import type { Range, YamlNode } from '../yaml/node.ts';
import { readSegment, readYaml } from '../yaml/read-yaml.ts';
import type { Segment, SegmentContent, YamlFile } from '../yaml/read-yaml.ts';
import { shiftRange } from '../yaml/shift.ts';
import { applyShape } from './apply-shape.ts';
import { isExtensionKey, manifestShape } from './format.ts';
import type {
  FileKeys,
  Integration,
  Manifest,
  OtherEntry,
  PlacedIntegration,
  RuleSetting,
  Since,
} from './model.ts';
import type { Problem } from './problem.ts';
import { readIntegration, readSchedule } from './read-integration.ts';
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
  readonly known?: (source: string) => Integration | undefined;
  /** An earlier reading of the same file: only what has changed since is read. */
  readonly earlier?: Manifest | undefined;
}

/** What a manifest was made of. */
interface Origin {
  readonly yaml: YamlFile;
  /** What became of each segment. */
  readonly entries: readonly ReadEntry[];
}

const origins = new WeakMap<Manifest, Origin>();

/** The manifest in `text`, however much of it is well formed. Never throws. */
export function readManifest(text: string, { knowsScope, known, earlier }: ReadOptions): Manifest {
  const before = earlier && origins.get(earlier);
  const found = new Map<SegmentContent['pair'], Integration>();
  const read = (source: string): SegmentContent => {
    const integration = known?.(source);
    if (!integration) return readSegment(source);
    const { pair, errors, distrusted } = integration;
    found.set(pair, integration);
    return { pair, errors, distrusted };
  };
  const yaml = readYaml(text, ENTRIES, read, before?.yaml);
  const entries = yaml.segments.map((segment, i) => {
    const same = before && yaml.kept && keptEntry(i, yaml, yaml.kept, before);
    if (same) return same.start === segment.start ? same : { ...same, start: segment.start };
    const { start, source, pair } = segment;
    const integration = found.get(pair) ?? readIntegration(source, segment, knowsScope);
    return integration ? { start, integration } : pair && { start, pair };
  });
  const integrations = entries.filter(isPlaced);
  const otherEntries = entries.filter(isOther);
  const state = {};
  const since = before && yaml.kept && sinceOf(earlier.state, before.entries, entries, yaml.kept);
  const problems: Problem[] = [...entryProblems(otherEntries, { integrations, state, since })];
  const value = applyShape({ node: yaml.root, flow: false }, manifestShape, {
    source: text,
    knowsScope,
    problems,
  });
  const root = value?.type === 'map' ? value : undefined;
  const file: FileKeys = {
    source: text,
    root,
    version: textAt(root, 'version'),
    versionPair: pairOf(yaml.root, 'version'),
    organization: textAt(root, 'organization'),
    server: textAt(root, 'server'),
    review: schedule(root),
    rules: ruleSettings(mapAt(root, 'rules')),
    problems,
    errors: [...yaml.errors, ...errorsOfNobody(yaml.segments)],
    distrusted: yaml.distrusted,
    directives: yaml.directives,
    furtherDocuments: yaml.furtherDocuments,
  };
  const manifest: Manifest = { text, file, integrations, otherEntries, state, since };
  origins.set(manifest, { yaml, entries });
  return manifest;
}

type ReadEntry = PlacedIntegration | OtherEntry | undefined;

function isPlaced(entry: ReadEntry): entry is PlacedIntegration {
  return entry !== undefined && 'integration' in entry;
}

function isOther(entry: ReadEntry): entry is OtherEntry {
  return entry !== undefined && !('integration' in entry);
}

function sinceOf(
  state: object,
  before: readonly ReadEntry[],
  now: readonly ReadEntry[],
  kept: NonNullable<YamlFile['kept']>,
): Since {
  const changed = (entries: readonly ReadEntry[]): Integration[] =>
    entries
      .slice(kept.before, entries.length - kept.after)
      .filter(isPlaced)
      .map(({ integration }) => integration);
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
  return broken.flatMap(({ pair, errors, start }) => {
    const name = pair && keyText(pair);
    const told = name !== undefined && name !== '<<' && !isExtensionKey(name);
    return told ? [] : errors.map((error) => ({ ...error, ...shiftRange(error, start) }));
  });
}

const names = createTally(({ name }) => [name.text], 2);

/** What is wrong with the names of the entries: no single entry can tell. */
function* entryProblems(otherEntries: readonly OtherEntry[], manifest: Countable): Generator<Problem> {
  for (const { start, pair } of otherEntries) {
    const name = keyText(pair);
    if (name === '<<') yield { kind: 'merge-key', at: shiftRange(pair.key, start) };
    if (name === undefined) {
      yield {
        kind: 'invalid-value',
        expected: 'a name that is one text',
        written: '',
        at: shiftRange(pair.key, start),
      };
    }
  }
  const { often } = names(manifest);
  if (often.size === 0) return;
  const first = new Map<string, Range>();
  for (const { start, integration } of manifest.integrations) {
    const { text: key, at } = integration.name;
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
