/** What somebody most likely meant by a word that is misspelt. */
import leven from 'leven';

/** The word that a person most likely meant: at most a third of its letters away, or the only one that begins so. */
export function nearest(written: string, words: Iterable<string>): string | undefined {
  // Longer texts are no slips of the finger, and the distance costs the product of both lengths. A star stands for many.
  if (written.length > 80 || written.includes('*')) return undefined;
  // Some can be gone through but once.
  const all = [...words];
  let best: { word: string; distance: number } | undefined;
  for (const word of all) {
    const distance = distanceTo(word, written);
    if (distance !== undefined && (!best || distance < best.distance)) best = { word, distance };
  }
  return best?.word ?? onlyOneThatBegins(written, all);
}

/** How many letters a slip of the finger has changed; undefined where it changed too many to be one. */
export function distanceTo(word: string, written: string): number | undefined {
  if (written.length > 80) return undefined;
  const most = Math.max(1, Math.floor(word.length / 3));
  const distance = leven(written.toLowerCase(), word.toLowerCase(), { maxDistance: most + 1 });
  return distance <= most ? distance : undefined;
}

/** "warning" for "warn". */
function onlyOneThatBegins(written: string, words: readonly string[]): string | undefined {
  const [only, another] = words.filter(
    (word) => written.length > 2 && word.startsWith(written.toLowerCase()),
  );
  return another === undefined ? only : undefined;
}
