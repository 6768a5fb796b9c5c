/** Which files name which places of secrets: what a rule over the workspace reads, kept up to date file by file. */
import { readManifest } from '../manifest/read-manifest.ts';
import type { Manifest, PlacedIntegration } from '../manifest/model.ts';
import type { Elsewhere, LinePosition, NamedElsewhere } from '../rules/rule.ts';
import { isAnother, secretPlacesOf } from '../rules/secret-place.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { knowsScope } from './analyse.ts';
import { lineIndex } from './line-index.ts';

/** Where an integration of a file names the place of its secret; plain data. */
export interface SecretPlace {
  readonly place: string;
  readonly integration: string;
  readonly id: string | undefined;
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** What is known of other files. The same `key` means the same answer; an empty one, that there is nothing. */
export interface Answer {
  readonly elsewhere: Elsewhere;
  readonly key: string;
}

export interface SecretPlaces {
  /** Takes in what a file says now, by what has changed since its last reading where that is known. Answers the other files about which there is now something else to say. */
  readonly read: (file: string, name: string, manifest: Manifest) => readonly string[];
  /** Takes in a file of which nothing more than these places is kept. */
  readonly take: (file: string, name: string, places: readonly SecretPlace[]) => readonly string[];
  /** Lets go of the manifest of a file, not of its places. */
  readonly settle: (file: string) => void;
  readonly drop: (file: string) => readonly string[];
  readonly has: (file: string) => boolean;
  readonly answer: (file: string) => Answer;
}

/** All that a manifest names of places of secrets, in its order. */
export function secretPlacesIn(manifest: Manifest): SecretPlace[] {
  const positionAt = lineIndex(manifest.text);
  return countableIn(manifest).flatMap((placed) => toPlaces(placed, positionAt));
}

/** The same of a text. One that cannot name any is not read: the key stands in it, unless it is written with escapes. */
export function secretPlacesOfText(text: string): SecretPlace[] {
  return /storedIn|\\/.test(text) ? secretPlacesIn(readManifest(text, { knowsScope })) : [];
}

const NOTHING: Answer = { elsewhere: new Map(), key: '' };

/** So many of other files are enough to be told of one place. */
const MOST = 100;

interface File {
  /** As it is shown. */
  name: string;
  readonly counts: Map<string, number>;
  /** Where its places are, worked out when somebody asks. */
  placesOf: (place: string) => readonly SecretPlace[];
  manifest?: Manifest | undefined;
}

const NO_FILE: Pick<File, 'name' | 'placesOf'> = { name: '', placesOf: () => [] };

/** An index of no files yet. `file` is the key of a file, `name` what it is called in answers. */
export function createSecretPlaces(): SecretPlaces {
  const files = new Map<string, File>();
  const byPlace = new Map<string, Set<string>>();
  /** The places that more than one file names: few, or there is much to say anyway. */
  const shared = new Set<string>();
  const answers = new Map<string, Answer>();

  function count(key: string, { counts }: File, place: string, by: number): void {
    const number = (counts.get(place) ?? 0) + by;
    const holders = byPlace.get(place) ?? new Set();
    if (number > 0) {
      counts.set(place, number);
      byPlace.set(place, holders.add(key));
    } else {
      counts.delete(place);
      holders.delete(key);
      if (holders.size === 0) byPlace.delete(place);
    }
    if (holders.size > 1) shared.add(place);
    else shared.delete(place);
  }

  function sharedBy(file: File | undefined): string[] {
    if (!file || shared.size === 0) return [];
    const { counts } = file;
    return counts.size < shared.size
      ? [...counts.keys()].filter((place) => shared.has(place))
      : [...shared].filter((place) => counts.has(place));
  }

  function partnersOf(key: string): string[] {
    return sharedBy(files.get(key)).flatMap((place) => [...(byPlace.get(place) ?? [])]);
  }

  /** Makes a change to one file. Answers those others that were told something and would be told something else now. */
  function change(key: string, make: () => void): readonly string[] {
    const before = partnersOf(key);
    make();
    answers.delete(key);
    const others = new Set([...before, ...partnersOf(key)]);
    others.delete(key);
    return [...others].filter((other) => {
      const told = answers.get(other);
      answers.delete(other);
      return told !== undefined && answer(other).key !== told.key;
    });
  }

  function fileOf(key: string, name: string): File {
    const file = files.get(key) ?? { name, counts: new Map<string, number>(), placesOf: () => [] };
    file.name = name;
    files.set(key, file);
    return file;
  }

  function recount(key: string, file: File, places: readonly string[]): void {
    const now = new Map<string, number>();
    for (const place of places) now.set(place, (now.get(place) ?? 0) + 1);
    for (const place of new Set([...file.counts.keys(), ...now.keys()]))
      count(key, file, place, (now.get(place) ?? 0) - (file.counts.get(place) ?? 0));
  }

  function answer(key: string): Answer {
    const known = answers.get(key);
    if (known) return known;
    const elsewhere = new Map<string, readonly NamedElsewhere[]>();
    const file = files.get(key);
    for (const place of sharedBy(file).sort()) {
      const own = file?.placesOf(place) ?? [];
      const others = [...(byPlace.get(place) ?? [])].filter((other) => other !== key).sort();
      const named: NamedElsewhere[] = [];
      for (const other of others) {
        const { name, placesOf } = files.get(other) ?? NO_FILE;
        for (const { integration, id, start, end } of named.length < MOST ? placesOf(place) : [])
          if (own.some((one) => isAnother(one, { integration, id })))
            named.push({ integration, id, at: { file: name, start, end } });
      }
      if (named.length > 0) elsewhere.set(place, named.slice(0, MOST));
    }
    const made = elsewhere.size === 0 ? NOTHING : { elsewhere, key: JSON.stringify([...elsewhere]) };
    answers.set(key, made);
    return made;
  }

  return {
    answer,
    has: (key) => files.has(key),
    read(key, name, manifest) {
      return change(key, () => {
        const file = fileOf(key, name);
        const { since } = manifest;
        if (
          since &&
          since.state === file.manifest?.state &&
          !isForeignVersion(manifest.file) &&
          !isForeignVersion(file.manifest.file)
        ) {
          for (const entry of since.gone)
            for (const place of secretPlacesOf(entry)) count(key, file, place, -1);
          for (const entry of since.added)
            for (const place of secretPlacesOf(entry)) count(key, file, place, 1);
        } else
          recount(
            key,
            file,
            countableIn(manifest).flatMap(({ entry }) => secretPlacesOf(entry)),
          );
        file.manifest = manifest;
        const positionAt = lineIndex(manifest.text);
        file.placesOf = lookUp(
          () => countableIn(manifest),
          (placed) => secretPlacesOf(placed.entry),
          (placed) => toPlaces(placed, positionAt),
        );
      });
    },
    take(key, name, places) {
      return change(key, () => {
        const file = fileOf(key, name);
        recount(
          key,
          file,
          places.map(({ place }) => place),
        );
        settled(file, places);
      });
    },
    settle(key) {
      const file = files.get(key);
      if (file?.manifest) settled(file, secretPlacesIn(file.manifest));
    },
    drop: (key) =>
      change(key, () => {
        const file = files.get(key);
        if (file) recount(key, file, []);
        files.delete(key);
      }),
  };
}

function settled(file: File, places: readonly SecretPlace[]): void {
  file.manifest = undefined;
  file.placesOf = lookUp(
    () => places,
    ({ place }) => [place],
    (place) => [place],
  );
}

/** What stands for each place, put in order when somebody first asks. */
function lookUp<Item>(
  items: () => readonly Item[],
  placesOf: (item: Item) => readonly string[],
  toPlace: (item: Item) => readonly SecretPlace[],
): File['placesOf'] {
  let byPlace: Map<string, Item[]> | undefined;
  return (place) => {
    if (!byPlace) {
      byPlace = new Map();
      for (const item of items())
        for (const own of placesOf(item)) {
          const known = byPlace.get(own);
          if (known) known.push(item);
          else byPlace.set(own, [item]);
        }
    }
    return (byPlace.get(place) ?? []).slice(0, MOST).flatMap(toPlace);
  };
}

/** The integrations that rules look at. */
function countableIn(manifest: Manifest): readonly PlacedIntegration[] {
  return isForeignVersion(manifest.file) ? [] : manifest.integrations;
}

function toPlaces(
  { entry, start }: PlacedIntegration,
  positionAt: (offset: number) => LinePosition,
): SecretPlace[] {
  const places = secretPlacesOf(entry);
  if (places.length === 0) return [];
  const { name, id, credential } = entry.integration;
  const at = credential?.storedIn?.at;
  return at
    ? places.map((place) => ({
        place,
        integration: name.text,
        id: id?.text,
        start: positionAt(start + at.start),
        end: positionAt(start + at.end),
      }))
    : [];
}
