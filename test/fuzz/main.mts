/**
 * `npm run fuzz -- [--minutes N] [--seed N] [--path P] [bytes|yaml|protocol …]`: fuzzes for as long as that, one fuzzer after the
 * other in turns, and prints what it found with the command that shows it again. Ends with 1 where it found something.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fuzzers, type Fuzzer } from './fuzzers.ts';

/** Cases between two looks at the clock and at the memory. */
const PORTION = 100;
/** How often it says that it is alive, in milliseconds. */
const WORD = 60_000;
/** Before so many portions the engine is still settling. */
const SETTLED = 5;
/** What memory may grow by from then on; a leak of 10 kB a case reaches it within ten thousand cases. */
const MAX_GROWTH = 100_000_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(fuzzers);
const unknown = names.filter((name) => !Object.hasOwn(fuzzers, name));
if (unknown.length > 0) {
  console.error(`There is no fuzzer ${unknown.join(', ')}. There are: ${Object.keys(fuzzers).join(', ')}.`);
  process.exit(2);
}
for (const [option, text] of [['minutes', values.minutes] as const, ['seed', values.seed] as const]) {
  if (text === undefined || /^\d+(?:\.\d+)?$/.test(text)) continue;
  console.error(`--${option} takes a number, not “${text}”.`);
  process.exit(2);
}

interface Tally {
  readonly fuzzer: Fuzzer;
  cases: number;
  milliseconds: number;
  portions: number;
  settledAt: number | undefined;
  findings: number;
}

/** Runs one portion; prints what it finds. */
async function portion(name: string, tally: Tally, seed: number): Promise<void> {
  const began = performance.now();
  const result = await fc.check(tally.fuzzer, {
    seed,
    numRuns: PORTION,
    ...(values.path === undefined ? {} : { path: values.path, endOnFailure: true }),
  });
  tally.cases += result.numRuns;
  tally.portions++;
  tally.milliseconds += performance.now() - began;
  if (result.failed) {
    tally.findings++;
    console.log(`\n${name}: a finding\n${fc.defaultReportMessage(result)}`);
    console.log(result.errorInstance);
    console.log(
      `Again: npm run fuzz -- ${name} --seed ${String(result.seed)} --path ${result.counterexamplePath}\n`,
    );
  }
  watchMemory(name, tally);
}

function watchMemory(name: string, tally: Tally): void {
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  if (tally.portions === SETTLED) tally.settledAt = heapUsed;
  if (tally.settledAt === undefined || heapUsed - tally.settledAt < MAX_GROWTH) return;
  tally.findings++;
  console.log(`${name}: a finding: the heap grew from ${mega(tally.settledAt)} to ${mega(heapUsed)}`);
  tally.settledAt = heapUsed;
}

const mega = (bytes: number): string => `${String(Math.round(bytes / 1e6))} MB`;

function word(): void {
  for (const [name, { cases, milliseconds, findings, settledAt }] of tallies) {
    const rate = milliseconds > 0 ? Math.round((cases / milliseconds) * 1000) : 0;
    const { heapUsed, rss } = process.memoryUsage();
    console.log(
      `${name}: ${String(cases)} cases, ${String(rate)} a second, ${String(findings)} findings; heap ${mega(heapUsed)}` +
        `${settledAt === undefined ? '' : ` (settled at ${mega(settledAt)})`}, process ${mega(rss)}`,
    );
  }
}

const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const end = Date.now() + Number(values.minutes) * 60_000;
const tallies = new Map(
  names.map((name): [string, Tally] => {
    const fuzzer = fuzzers[name];
    if (!fuzzer) throw new Error(name);
    return [name, { fuzzer, cases: 0, milliseconds: 0, portions: 0, settledAt: undefined, findings: 0 }];
  }),
);
console.log(`Seed ${String(seed)}, for ${values.minutes} minutes: ${names.join(', ')}`);
let spoken = Date.now();
let round = 0;
do {
  for (const [name, tally] of tallies) await portion(name, tally, seed + round);
  round++;
  if (Date.now() - spoken > WORD) {
    word();
    spoken = Date.now();
  }
} while (Date.now() < end && values.path === undefined);
word();
const found = [...tallies.values()].some(({ findings }) => findings > 0);
console.log(found ? 'Something was found.' : 'Nothing was found.');
process.exit(found ? 1 : 0);
