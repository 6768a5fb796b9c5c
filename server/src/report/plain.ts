/** The Markdown of our own hovers as text for a terminal. */
import { visible } from './visible.ts';

/**
 * The text without the signs of Markdown: emphasis and the type of code are dropped, a link is followed by its address. It knows
 * what our hovers are made of and no other Markdown.
 */
export function plain(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) =>
      visible(
        line
          .replace(/\[((?:[^[\]\\]|\\.)*)\]\((https:[^)\s]*)\)/g, '$1 <$2>')
          .replace(/\*\*|(?<![\w\\])_(?=\S)|(?<=[^\s\\])_(?!\w)/g, '')
          .replace(/(?<!`)(`+)(?!`) ?(.*?) ?(?<!`)\1(?!`)/g, '$2')
          .replace(/\\([\\`*_{}[\]<>|~&#@$^+=.):-])/g, '$1')
          .trimEnd(),
      ),
    )
    .join('\n');
}
