/** JSON that nothing on its way acts upon: no terminal, and no build service that reads the log. */

/** What JSON lets pass and a terminal would act upon; and the start of a command to a build service, wherever it stands in a line. */
const ACTED_UPON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|#(?=#\w*\[)/gu;

/** The value as indented JSON in which such characters are escaped; it reads as the same value. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(ACTED_UPON, (character) =>
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
