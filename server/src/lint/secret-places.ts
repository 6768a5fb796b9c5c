/** Which files name which places of secrets: what a rule over the workspace reads, kept up to date file by file. */
import { knowsScope } from '../catalog/scopes.ts';
import { grouped } from '../manifest/grouped.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { Manifest, PlacedIntegration } from '../manifest/model.ts';
import type { Elsewhere, LinePosition, NamedElsewhere } from '../rules/rule.ts';
import { isAnother, secretPlacesOf } from '../rules/secret-place.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
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
  const positionAt = lineIndex(manifest.source);
  return countableIn(manifest).flatMap((placed) => toPlaces(placed, positionAt));
}

/** The same of a text. One that cannot name any is not read: the key stands in it, unless it is written with escapes. */
export function secretPlacesOfText(text: string): SecretPlace[] {
  return /storedIn|\\/.test(text) ? secretPlacesIn(readManifest(text, { knowsScope })) : [];
}

/** So many of other files are enough to be told of one place: a rule shows fewer. */
const MOST_OTHERS = 10;
/** So many of one file are enough to be looked at for one place. */
const MOST_IN_FILE = 100;

interface File {
  /** As it is shown. */
  name: string;
  readonly counts: Map<string, number>;
  /** Where its places are, worked out when somebody asks. */
  placesOf: (place: string) => readonly SecretPlace[];
  manifest?: Manifest | undefined;
}

const NO_FILE: Pick<File, 'name' | 'placesOf'> = { name: '', placesOf: () => [] };

/** Others that name a place. The same `key` means the same ones. */
interface Others {
  readonly named: readonly NamedElsewhere[];
  readonly key: string;
  /** For whom they are others: what the file that is told of them names the place with. */
  readonly than: readonly SecretPlace[];
  /** The last file that was looked at, where there were enough by then: files behind it have no part in this. */
  readonly last: string | undefined;
}

/** An answer with what it is made of, by place. */
interface Told {
  readonly answer: Answer;
  readonly others: ReadonlyMap<string, Others>;
}

/** A place that is named somewhere. */
interface Place {
  readonly holders: Set<string>;
  /** The holders in the order of answers, as long as they stay the same. */
  inOrder?: readonly string[] | undefined;
  /** What files that name it with one integration are told, by that integration: copies of a file are told the same. */
  readonly told: Map<string, Others>;
}

/** An index of no files yet. `file` is the key of a file, `name` what it is called in answers. */
export function createSecretPlaces(): SecretPlaces {
  const files = new Map<string, File>();
  const byPlace = new Map<string, Place>();
  /** The places that more than one file names: few, or there is much to say anyway. */
  const shared = new Set<string>();
  const told = new Map<string, Told>();

  function count(key: string, { counts }: File, place: string, by: number): void {
    const number = (counts.get(place) ?? 0) + by;
    const known: Place = byPlace.get(place) ?? { holders: new Set(), told: new Map() };
    const { holders } = known;
    if (number > 0) {
      counts.set(place, number);
      if (!holders.has(key)) known.inOrder = undefined;
      holders.add(key);
      byPlace.set(place, known);
    } else {
      counts.delete(place);
      if (holders.delete(key)) known.inOrder = undefined;
      if (holders.size === 0) byPlace.delete(place);
    }
    if (holders.size > 1) shared.add(place);
    else {
      shared.delete(place);
      // What changes from here on is passed on to nobody.
      known.told.clear();
    }
  }

  function sharedBy(file: File | undefined): string[] {
    if (!file || shared.size === 0) return [];
    const { counts } = file;
    return counts.size < shared.size
      ? [...counts.keys()].filter((place) => shared.has(place))
      : [...shared].filter((place) => counts.has(place));
  }

  /** Makes a change to one file. Answers those others that were told something and would be told something else now. */
  function change(key: string, make: () => void): readonly string[] {
    const concerned = new Set<string>();
    const passOn = (): void => {
      const file = files.get(key);
      for (const place of sharedBy(file)) {
        const known = byPlace.get(place);
        const named = file?.placesOf(place) ?? [];
        for (const [by, others] of known?.told ?? [])
          if (concerns(others, key, named)) known?.told.delete(by);
        for (const holder of known?.holders ?? []) {
          const others = told.get(holder)?.others.get(place);
          if (!others || concerns(others, key, named)) concerned.add(holder);
        }
      }
    };
    passOn();
    make();
    passOn();
    told.delete(key);
    concerned.delete(key);
    return [...concerned].filter((other) => {
      const before = told.get(other);
      told.delete(other);
      return before !== undefined && answer(other).key !== before.answer.key;
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
    const known = told.get(key);
    if (known) return known.answer;
    const others = new Map<string, Others>();
    const file = files.get(key);
    for (const place of sharedBy(file).sort()) {
      others.set(place, othersAt(place, key, file?.placesOf(place) ?? []));
    }
    const some = [...others].filter(([, { named }]) => named.length > 0);
    const made: Answer = {
      elsewhere: new Map(some.map(([place, { named }]) => [place, named])),
      key: some.length === 0 ? '' : JSON.stringify(some.map(([place, one]) => [place, one.key])),
    };
    told.set(key, { answer: made, others });
    return made;
  }

  /** Those of other files that name a place too, for a file that names it with `own`. */
  function othersAt(place: string, key: string, own: readonly SecretPlace[]): Others {
    const known = byPlace.get(place);
    const [first] = own;
    if (!known || !first) return { named: [], key: '', than: own, last: undefined };
    const isOne = own.every(({ integration, id }) => integration === first.integration && id === first.id);
    const by = JSON.stringify([first.integration, first.id]);
    const before = isOne ? known.told.get(by) : undefined;
    if (before) return before;
    const named: NamedElsewhere[] = [];
    let last: string | undefined;
    known.inOrder ??= [...known.holders].sort();
    for (const other of known.inOrder) {
      if (other === key) continue;
      const { name, placesOf } = files.get(other) ?? NO_FILE;
      for (const { integration, id, start, end } of placesOf(place))
        if (own.some((one) => isAnother(one, { integration, id })))
          named.push({ integration, id, at: { file: name, start, end } });
      if (named.length < MOST_OTHERS) continue;
      last = other;
      break;
    }
    const few = named.slice(0, MOST_OTHERS);
    const others: Others = { named: few, key: JSON.stringify(few), than: own, last };
    if (isOne) known.told.set(by, others);
    return others;
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
        const positionAt = lineIndex(manifest.source);
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

/** Whether it makes a difference to others of a place that a file names it too. */
function concerns({ last, than }: Others, file: string, named: readonly SecretPlace[]): boolean {
  if (last !== undefined && file > last) return false;
  return named.some((other) => than.some((one) => isAnother(one, other)));
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
    byPlace ??= grouped(items().flatMap((item) => placesOf(item).map((own) => [own, item] as const)));
    return (byPlace.get(place) ?? []).slice(0, MOST_IN_FILE).flatMap(toPlace);
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
