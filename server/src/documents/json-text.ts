/** The value as JSON that a terminal does not act upon: what JSON lets pass, and would have power there, is escaped. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
  return `${json}\n`;
}
