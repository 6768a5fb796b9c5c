/** Which of several findings on one scope is told. */
import type { Finding } from './finding.ts';

/** What is wrong with the name goes before what is wrong with holding it, and that before what could be less. */
const ORDER: readonly string[] = [
  'unknown-scope',
  'retired-scope',
  'ungrantable-scope',
  'expired-grant',
  'excess-scope',
  'redundant-scope',
];

/** The findings without those on a scope that a graver one stands on already. An accepted one keeps nothing from being told. */
export function withoutPreceded(findings: Finding[]): Finding[] {
  if (findings.length < 2) return findings;
  const first = new Map<number, number>();
  for (const { rule, at, accepted } of findings) {
    const rank = ORDER.indexOf(rule);
    if (rank >= 0 && !accepted) first.set(at.start, Math.min(rank, first.get(at.start) ?? rank));
  }
  return findings.filter(({ rule, at }) => ORDER.indexOf(rule) <= (first.get(at.start) ?? ORDER.length));
}
