/** When an answer is right. Only planted lines are looked at: a server may know more rules than a schema. */

/** @typedef {import('./session.mjs').Diagnostic} Diagnostic @typedef {import('./manifest.mjs').Manifest} Manifest */

/** A finding over more lines than this is about the file. */
const MOST_LINES = 40;

/** @param {Diagnostic} finding */
const isGrave = ({ severity = 1 }) => severity <= 2;

/** @param {number} line @returns {(items: readonly Diagnostic[]) => boolean} */
const beginsAt = (line) => (items) =>
  items.some((finding) => isGrave(finding) && finding.range.start.line === line);

/** @param {number} line @returns {(items: readonly Diagnostic[]) => boolean} */
const touches = (line) => (items) =>
  items.some((finding) => {
    const { start, end } = finding.range;
    return isGrave(finding) && start.line <= line && end.line >= line && end.line - start.line < MOST_LINES;
  });

/**
 * Whether diagnostics are those of the manifest as it was generated: the typo is told, the integration beside it is not.
 * @param {Manifest} manifest @returns {(items: readonly Diagnostic[]) => boolean}
 */
export function isAsGenerated({ typo, kind }) {
  return (items) => beginsAt(typo.line)(items) && !touches(kind.line)(items);
}

/** Whether they tell of the kind that was right before. @param {Manifest} manifest */
export function isSpoilt({ kind }) {
  return beginsAt(kind.line);
}

/** @typedef {(result: unknown) => string | undefined} Check what is wrong with an answer, in words */

/** @param {string} scope @returns {Check} */
export function names(scope) {
  return (result) =>
    JSON.stringify(result).replaceAll('\\', '').includes(scope) ? undefined : `it does not name ${scope}`;
}

/** At least `least` scopes are offered, and `must` is one of them. @param {number} least @param {string} must @returns {Check} */
export function offersScopes(least, must) {
  return (result) => {
    const items = /** @type {{label: string}[]} */ (
      Array.isArray(result) ? result : (/** @type {{items?: unknown[]} | null} */ (result)?.items ?? [])
    );
    const scopes = items.map(({ label }) => label).filter((label) => /^[a-z]+:[a-z]+$/.test(label));
    if (scopes.length < least) return `it offers ${String(scopes.length)} scopes`;
    return scopes.includes(must) ? undefined : `it does not offer ${must}`;
  };
}

/** @type {Check} */
export function isNotEmpty(result) {
  return Array.isArray(result) && result.length > 0 ? undefined : 'it is empty';
}
