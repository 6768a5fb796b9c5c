/** The audit report in tests, and how to read what it says. */
import { readFileSync } from 'node:fs';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { expect } from 'vitest';
import { cli, type FileContent, type Outcome } from './support.ts';

export const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
export const FILES = {
  'infra/shop.sentry-permissions.yaml': read('golden/head.sentry-permissions.yaml'),
  'sentry-permissions.yaml': read('../../examples/before.sentry-permissions.yaml'),
};

export const report = (
  format: string,
  files: Record<string, FileContent> = FILES,
  ...options: string[]
): Promise<Outcome> => cli(['report', ...Object.keys(files), '--format', format, ...options], files);

/** The rows of a table by RFC 4180. */
export function rowsOf(csv: string): string[][] {
  expect(csv.endsWith('\r\n')).toBe(true);
  return csv
    .slice(0, -2)
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}

export type Node = DefaultTreeAdapterTypes.Node;

/** Everything in a page, as a browser reads it, and the faults of its form. */
export function pageOf(html: string): {
  faults: string[];
  elements: DefaultTreeAdapterTypes.Element[];
  text: string;
} {
  const faults: string[] = [];
  const elements: DefaultTreeAdapterTypes.Element[] = [];
  let text = '';
  const walk = (node: Node): void => {
    if ('tagName' in node) elements.push(node);
    if ('value' in node) text += node.value;
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(html, { onParseError: ({ code }) => faults.push(code) }));
  return { faults, elements, text };
}
