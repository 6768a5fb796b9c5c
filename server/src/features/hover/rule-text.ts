/** What rules are for: where they are set or accepted, and where they found something. */
import type { Finding } from '../../lint/finding.ts';
import { ruleNamed } from '../../rules/index.ts';
import type { PageLink } from '../page-link.ts';
import { codeSpan, escapeMarkdown, paragraphs } from '../markdown.ts';

/** The text on a rule; undefined where there is none of that name. `set` is the level that the file gives it. */
export function ruleMarkdown(id: string, pageLink: PageLink, set?: string): string | undefined {
  const rule = ruleNamed(id);
  if (!rule) return undefined;
  const { summary, level, threat, acceptable } = rule;
  const here = set === undefined || set === level ? '' : ` · ${codeSpan(set)} in this file`;
  return paragraphs(
    `**${codeSpan(id)}** · ${level} by default${here}`,
    escapeMarkdown(summary),
    threat === undefined ? undefined : `**Guards against:** ${escapeMarkdown(threat)}`,
    acceptable
      ? 'A finding can be accepted, with a reason and a last day.'
      : 'Its findings cannot be accepted; only its level can be set.',
    pageLink(id),
  );
}

/** The rule that a level is set for. */
export function levelText(id: string): string | undefined {
  const rule = ruleNamed(id);
  return rule && `For ${codeSpan(id)}, which is ${rule.level} by default: ${escapeMarkdown(rule.summary)}`;
}

/** At most this many rules: a hover is no report. */
const MOST = 4;

/**
 * The way on from findings: what each rule is for, and its page. Not what was found, which an editor shows beside the hover.
 * `isSaid` is a rule that the hover has told of already.
 */
export function findingsMarkdown(
  findings: readonly Finding[],
  pageLink: PageLink,
  isSaid?: string,
): string | undefined {
  const byRule = new Map(findings.toReversed().map((finding) => [finding.rule, finding]));
  const lines = [...byRule.values()].toReversed().flatMap(({ rule: id, accepted }) => {
    const rule = ruleNamed(id);
    if (!rule || id === isSaid) return [];
    const threat = rule.threat === undefined ? '' : ` _(${escapeMarkdown(rule.threat)})_`;
    const what = accepted ? `**Accepted here:** ${codeSpan(id)}.` : '**Why:**';
    return [[`${what} ${escapeMarkdown(rule.summary)}${threat}`, pageLink(id)].filter(Boolean).join(' · ')];
  });
  return lines.length === 0 ? undefined : lines.slice(0, MOST).join('  \n');
}
