/** The page of a rule for those who read a report or a terminal. */
import { plain } from '../report/plain.ts';
import type { World } from './world.ts';

type Packaged = Pick<World, 'packaged'>;

/** The page as Markdown without its marks and its links to other pages; undefined where the package is not at hand. */
export function rulePage(rule: string, world: Packaged): string | undefined {
  const page = packagedPage(rule, world);
  return page === undefined ? undefined : alone(page.replace(/^<!--.*-->\n\n?/gm, ''));
}

/** What the page has beyond its head, which says what the rule itself says: text for a terminal. */
export function rulePageText(rule: string, world: Packaged): string | undefined {
  const page = packagedPage(rule, world);
  if (page === undefined) return undefined;
  const body = alone(page.replace(/^[\s\S]*<!-- \/generated -->\n/, ''));
  return body
    .split(/^```.*\n([\s\S]*?)^```$/m)
    .map((part, i) => (i % 2 === 1 ? part.replace(/^(?=.)/gm, '    ').trimEnd() : words(part)))
    .join('');
}

function packagedPage(rule: string, { packaged }: Packaged): string | undefined {
  return packaged(`docs/rules/${rule}.md`);
}

function alone(page: string): string {
  return page.replace(/\[([^\][]+)\]\((?!https:)[^)]*\)/g, '$1').trim();
}

/** Headings as they stand before a text, and each paragraph in one line, which the terminal breaks where it ends. */
function words(markdown: string): string {
  return plain(
    markdown.replace(/^#+ (.+)$/gm, '$1:').replace(/(?<=[^\s|])\n(?![\n|]|[-*] |\d+\. )(?=.)/g, ' '),
  );
}
