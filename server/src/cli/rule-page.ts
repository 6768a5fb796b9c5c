/** The page of a rule for those who read a report elsewhere. */
import type { World } from './world.ts';

/** The page as Markdown without its marks and its links to other pages; undefined where the package is not at hand. */
export function rulePage(rule: string, { packaged }: Pick<World, 'packaged'>): string | undefined {
  return packaged(`docs/rules/${rule}.md`)
    ?.replace(/^<!--.*-->\n\n?/gm, '')
    .replace(/\[([^\][]+)\]\((?!https:)[^)]*\)/g, '$1')
    .trim();
}
