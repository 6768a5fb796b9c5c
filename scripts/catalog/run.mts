import { parseArgs } from 'node:util';
import { DocumentFault, readOpenApi } from './openapi.mts';
import type { OpenApi } from './openapi.mts';
import { fileOf, formatFile, operationsOf } from './operations-file.mts';
import type { OperationsFile } from './operations-file.mts';
import { rebuildOperations } from './rebuild.mts';
import type { Changes, Moved } from './rebuild.mts';
import type { Operation } from '../../server/src/catalog/operations.ts';
import { parseDay } from '../../server/src/manifest/dates.ts';

/** What the command needs of the world. `read` throws as `fs.readFileSync` does. */
export interface World {
  readonly read: (path: string) => string;
  readonly readCatalog: () => string;
  readonly writeCatalog: (text: string) => void;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

const USAGE = 'Usage: npm run catalog -- <openapi.json> [--date YYYY-MM-DD] [--dry-run]';

function nameOf({ method, path }: Operation): string {
  return `  ${method} ${path}`;
}

function anyOf(scopes: readonly string[]): string {
  return scopes.length === 0 ? 'nothing' : scopes.join(' or ');
}

function movedLine({ operation, from, to }: Moved): string {
  return `${nameOf(operation)}: ${anyOf(from)} -> ${anyOf(to)}`;
}

function listing(title: string, lines: readonly string[]): string[] {
  return [`${title}: ${lines.length === 0 ? 'none' : String(lines.length)}`, ...lines];
}

function report(changes: Changes): string[] {
  const documented = changes.nowDocumented.length;
  return [
    ...listing('Added', changes.added.map(nameOf)),
    ...listing('Removed', changes.removed.map(nameOf)),
    ...listing('Now needs more', changes.needsMore.map(movedLine)),
    ...listing('Now needs less', changes.needsLess.map(movedLine)),
    ...(documented > 0 ? listing('Documented now, known before', changes.nowDocumented.map(nameOf)) : []),
    ...changes.unknownScopes.map(
      (scope) =>
        `Unknown scope ${scope}: add it to server/src/catalog/data/scopes.json, the tests ask for it.`,
    ),
  ];
}

interface Request {
  readonly path: string;
  readonly date: string | undefined;
  readonly dryRun: boolean;
}

function requestOf(args: readonly string[]): Request {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { date: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    });
    const [path] = positionals;
    if (path === undefined || positionals.length > 1)
      throw new DocumentFault('Give the path of one document.');
    return { path, date: values.date, dryRun: values['dry-run'] };
  } catch (error) {
    throw new DocumentFault(`${error instanceof Error ? error.message : ''}\n${USAGE}`);
  }
}

function readDocument(path: string, world: World): OpenApi {
  let text;
  try {
    text = world.read(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new DocumentFault(
      `Cannot read ${path} (${why}). Check the path; it is taken from the current folder.`,
    );
  }
  return readOpenApi(text);
}

function dayOf(request: Request, openapi: OpenApi): string {
  const date = request.date ?? openapi.date;
  if (date === undefined) {
    throw new DocumentFault(
      'The document does not say its date. Add --date YYYY-MM-DD, the day it was published.',
    );
  }
  if (parseDay(date) === undefined) throw new DocumentFault(`${date} is not a day. Write --date YYYY-MM-DD.`);
  return date;
}

function newMeta(meta: OperationsFile['meta'], date: string, openapi: OpenApi): OperationsFile['meta'] {
  if (date === meta.date) return meta;
  const state = openapi.version === undefined ? date : `${date}, version ${openapi.version}`;
  return {
    date,
    sources: meta.sources.map((source, index) => (index === 0 ? { ...source, state } : source)),
  };
}

/**
 * Runs `npm run catalog`: prints what a document changes and writes the catalogue unless `--dry-run` is given.
 * Returns the exit code: 0, or 2 after a message that names the fault and its cure.
 */
export function run(args: readonly string[], world: World): number {
  try {
    const request = requestOf(args);
    const openapi = readDocument(request.path, world);
    const date = dayOf(request, openapi);
    const text = world.readCatalog();
    const current = JSON.parse(text) as OperationsFile;
    const { rows, changes } = rebuildOperations(operationsOf(current), openapi);
    const next = formatFile(fileOf(newMeta(current.meta, date, openapi), rows));
    for (const line of report(changes)) world.print(line);
    if (next === text) world.print(`The catalogue of ${date} stands as it is.`);
    else if (request.dryRun) world.print(`Dry run: the catalogue of ${current.meta.date} was not touched.`);
    else {
      world.writeCatalog(next);
      world.print(
        `The catalogue is of ${date} now: ${String(rows.length)} operations. Run the tests, then read the diff.`,
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    world.complain(error.message);
    return 2;
  }
}
