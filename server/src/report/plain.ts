/** The Markdown of our own hovers as text for a terminal. */
import { plainText } from '../service.ts';
import { visible } from './visible.ts';

/** The text without the signs of Markdown, and with nothing in it that a terminal would act upon. */
export function plain(markdown: string): string {
  return plainText(markdown).split('\n').map(visible).join('\n');
}
