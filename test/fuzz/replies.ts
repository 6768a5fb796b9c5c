/** What a client answers to the questions of a server. */
import fc from 'fast-check';
import { FAULTY } from '../server/support/manifests.ts';
import { junk } from './messages.ts';

/** Answers to what the server asks, of the right form and of any other. */
export const replies = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ result: null }) },
  fc.constantFrom(
    { result: ['file:///project/a.yaml', 'file:///project/z.yaml'] },
    { result: { text: FAULTY } },
    { result: [{ codeLens: { reviews: false } }] },
  ),
  junk.map((result) => ({ result })),
  fc.constantFrom<{ error: unknown }>(
    { error: { code: -32603, message: 'no' } },
    { error: null },
    { error: 'x' },
    { error: { code: 'x' } },
  ),
);
