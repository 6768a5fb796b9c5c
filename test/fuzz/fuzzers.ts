/** The fuzzers by name. */
import type fc from 'fast-check';
import { bytes } from './bytes.ts';
import { protocol } from './protocol.ts';
import { yaml } from './yaml.ts';

/** A property over everything that may come; fast-check makes the cases from a seed and shrinks what fails. */
export type Fuzzer = fc.IRawProperty<unknown>;

export const fuzzers: Readonly<Record<string, Fuzzer>> = { bytes, yaml, protocol };
