/** Texts of manifests as an audit has them. */
import type { Text } from '../manifest/value.ts';

/** The text without blanks around it; null where nothing stands there. */
export function textOf(text: Text | undefined): string | null {
  const trimmed = text?.text.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
