import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cli } from './support.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/least-output.schema.json', import.meta.url), 'utf8'),
) as object;
/** Whether something is what the schema of `least` says. */
export const isValid = new Ajv().compile(schema);

export const NEW = 'sentry-cli releases new';

/** What `least` prints as JSON, held against its schema. */
export async function least(...args: string[]): Promise<{ code: number; answer: unknown }> {
  const { code, out } = await cli(['least', ...args, '--format', 'json']);
  const answer: unknown = JSON.parse(out);
  expect(isValid(answer), JSON.stringify(isValid.errors)).toBe(true);
  return { code, answer };
}
