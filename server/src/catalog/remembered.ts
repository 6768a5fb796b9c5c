/** How many texts are remembered at a time; manifests use the same few names over and over. */
const MOST = 2000;

/**
 * The function, with what it found for the last texts kept. What it found nothing for is not: a half-typed file can ask for any
 * number of texts.
 */
export function remembered<T>(find: (text: string) => T | undefined): (text: string) => T | undefined {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found !== undefined) return found;
    // A copy: engines keep a text that was cut out of a file as a view of the whole file.
    const copy = ` ${text}`.slice(1);
    found = find(copy);
    if (found === undefined) return undefined;
    if (known.size >= MOST) known.clear();
    known.set(copy, found);
    return found;
  };
}
