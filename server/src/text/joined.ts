/** The joiners of Unicode, where they belong to the text. */

/** Letters whose form depends on those beside them. */
const JOINING = String.raw`(?=\p{L})[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Mand}\p{sc=Adlm}\p{sc=Rohg}]`;
/** Signs that take the vowel from an Indic letter, and tie it to the next one. */
const VIRAMA = String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u17d2\u1b44\ua9c0]`;
/**
 * Two characters that nobody sees, but in what they do to those around them; without them ordinary words are misspelt. The source of a
 * regular expression for one with what is before it.
 */
export const JOINED = [
  String.raw`${JOINING}\p{M}*[\u200c\u200d](?=${JOINING})`,
  String.raw`${VIRAMA}[\u200c\u200d]`,
  String.raw`\p{L}\u200d(?=${VIRAMA})`,
  String.raw`\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*\u200d(?=\p{Extended_Pictographic})`,
].join('|');
