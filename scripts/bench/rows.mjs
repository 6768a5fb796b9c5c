/** The rows of the comparison: samples of both sides, what was wrong, and the table in Markdown with the bar that each row has. */

/** @typedef {{p50?: number, p95?: number}} Bar */
/** @typedef {{samples: Map<string, number[]>, failures: Map<string, string[]>}} Row */

/** Ratios that are to be reached, by row and by how many integrations; which quantile counts. @type {Record<string, Record<string, Bar>>} */
const BARS = {
  'cold start: spawn to initialize response': { '': { p50: 0.22 } },
  'cold start: spawn to first diagnostics': { 100: { p50: 0.15 } },
  'open to diagnostics': { 10000: { p50: 0.15 } },
  'keystroke to diagnostics': { 100: { p95: 0.015 }, 1000: { p95: 0.02 }, 10000: { p95: 0.02 } },
  'keystroke: server busy': { 100: { p50: 0.04 }, 1000: { p50: 0.012 }, 10000: { p50: 0.008 } },
  hover: { 100: { p95: 0.35 }, 1000: { p95: 0.18 }, 10000: { p95: 0.03 } },
  'completion, scope value': { 100: { p95: 0.08 }, 1000: { p95: 0.03 }, 10000: { p95: 0.005 } },
  'hover, right after a keystroke': { 100: { p95: 0.06 }, 1000: { p95: 0.05 }, 10000: { p95: 0.015 } },
  'completion, scope value, right after a keystroke': {
    100: { p95: 0.06 },
    1000: { p95: 0.05 },
    10000: { p95: 0.015 },
  },
  'peak memory after open and edits': { 100: { p50: 0.6 }, 1000: { p50: 0.45 }, 10000: { p50: 0.45 } },
  'workspace: all open at once to all diagnosed': { '200 × 20': { p50: 0.12 } },
  'workspace: spawn to all diagnosed': { '200 × 20': { p50: 0.14 } },
  'workspace: peak memory': { '200 × 20': { p50: 0.36 } },
};

/** In the order in which rows are first met; the key is the row's name, its size and its unit. @type {Map<string, Row>} */
const rows = new Map();

/**
 * @param {string} what @param {number | string} size @param {string} unit
 * @returns {Row}
 */
function rowOf(what, size, unit) {
  const key = [what, size, unit].join('\t');
  /** @type {Row} */
  const row = rows.get(key) ?? { samples: new Map(), failures: new Map() };
  rows.set(key, row);
  return row;
}

/** @template T @param {Map<string, T[]>} lists @param {string} side @param {T} item */
function add(lists, side, item) {
  lists.set(side, [...(lists.get(side) ?? []), item]);
}

/**
 * One measurement. Where `unit` is left out it is milliseconds.
 * @param {string} what @param {number | string} size @param {string} side @param {number} value
 */
export function note(what, size, side, value, unit = 'ms') {
  add(rowOf(what, size, unit).samples, side, value);
}

/**
 * A wrong answer, or none: the row says FAILED, since a server that answers quickly and wrongly has no time.
 * @param {string} what @param {number | string} size @param {string} side @param {unknown} why
 */
export function fail(what, size, side, why, unit = 'ms') {
  const words = why instanceof Error ? why.message : String(why);
  add(rowOf(what, size, unit).failures, side, words.replace(/\s+/g, ' ').slice(0, 200));
}

/** All rows as Markdown, with what failed below the table. @param {string} ours @param {string} theirs */
export function asMarkdown(ours, theirs) {
  const lines = [
    `| what | integrations | unit | ${ours} p50 | p95 | ${theirs} p50 | p95 | ratio p50 | ratio p95 | bar |`,
    '| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
  ];
  /** @type {string[]} */
  const failures = [];
  for (const [key, row] of rows) {
    const [what = '', size = '', unit = ''] = key.split('\t');
    const [a, b] = [ours, theirs].map((side) => quantilesOf(row, side));
    /** @type {(name: 'p50' | 'p95') => number | undefined} */
    const ratio = (name) => (a && b && b[name] > 0 ? a[name] / b[name] : undefined);
    const sides = [a, b].flatMap((side) => (side ? [side.p50, side.p95].map(short) : ['FAILED', 'FAILED']));
    const cells = [what, size, unit, ...sides, short(ratio('p50')), short(ratio('p95'))];
    lines.push(`| ${cells.join(' | ')} | ${barCell(BARS[what]?.[size], ratio)} |`);
    for (const [side, why] of row.failures)
      failures.push(
        `- ${side}, ${what}, ${size || 'any size'}: ${String(why.length)} times, first: ${why[0] ?? ''}`,
      );
  }
  return [...lines, ...(failures.length > 0 ? ['', 'FAILED:', '', ...failures] : [])].join('\n');
}

/** @param {Row} row @param {string} side */
function quantilesOf({ samples, failures }, side) {
  const sorted = [...(samples.get(side) ?? [])].sort((a, b) => a - b);
  if (failures.has(side) || sorted.length === 0) return undefined;
  /** @param {number} share */
  const at = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

/** @param {Bar | undefined} bar @param {(name: 'p50' | 'p95') => number | undefined} ratio */
function barCell(bar, ratio) {
  return Object.entries(bar ?? {})
    .map(([name, most]) => {
      const is = ratio(/** @type {'p50' | 'p95'} */ (name));
      const verdict = is === undefined ? 'FAILED' : is <= most ? 'reached' : 'missed';
      return `${name} ${String(most)}: ${verdict}`;
    })
    .join(', ');
}

/** @param {number | undefined} value */
function short(value) {
  if (value === undefined) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 0.1 ? value.toPrecision(3) : value.toPrecision(2);
}
