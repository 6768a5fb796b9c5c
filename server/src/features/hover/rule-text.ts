/** What a rule is for. */
import { ruleNamed } from '../../rules/index.ts';
import { codeSpan, escapeMarkdown, paragraphs } from '../markdown.ts';

/** The text on a rule; undefined where there is none of that name. */
export function ruleMarkdown(id: string): string | undefined {
  const rule = ruleNamed(id);
  if (!rule) return undefined;
  const { summary, level, threat, acceptable } = rule;
  const guards = threat === undefined ? '' : `Guards against: ${escapeMarkdown(threat)}. `;
  return paragraphs(
    `**${codeSpan(id)}** · ${level} by default`,
    escapeMarkdown(summary),
    `${guards}${acceptable ? 'It can be accepted, with a reason and a last day.' : 'It cannot be accepted.'}`,
  );
}
