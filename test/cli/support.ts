/** A command line without a machine: files and output live in memory, the day stands still. */
import { normalize } from 'node:path';
import type { WriteFault } from '../../server/src/cli/disk.ts';
import { run } from '../../server/src/cli/program.ts';
import type { World } from '../../server/src/cli/world.ts';
import type { ReadResult } from '../../server/src/ports/files.ts';
import { parseDay } from '../../server/src/service.ts';

export const TODAY = '2026-11-23';

/** What a file holds, or why it cannot be read. */
export type FileContent = string | Uint8Array | Extract<ReadResult, { fault: unknown }>;

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program on `files`, which it finds by their exact paths. */
export async function cli(
  args: readonly string[],
  files: Readonly<Record<string, FileContent>> = {},
  world: Partial<World> = {},
): Promise<Outcome> {
  const { written: _written, ...outcome } = await cliThatWrites(args, files, world);
  return outcome;
}

/** The same, and what it wrote where. */
export async function cliThatWrites(
  args: readonly string[],
  files: Readonly<Record<string, FileContent>> = {},
  world: Partial<World> = {},
): Promise<Outcome & { readonly written: Readonly<Record<string, string>> }> {
  let [out, err] = ['', ''];
  const written: Record<string, string> = {};
  const contentOf = (path: string): FileContent | undefined => written[path] ?? files[path];
  const put = (path: string, text: string): WriteFault => {
    written[path] = text;
    return undefined;
  };
  const code = await run(args, {
    version: '1.2.3',
    clock: { today: () => parseDay(TODAY)! },
    git: { run: () => Promise.resolve({ fault: 'no Git here' }) },
    files: {
      read: (path) => Promise.resolve(resultOf(contentOf(path))),
      isOneOf: (path, others) =>
        Promise.resolve(others.some((other) => normalize(other) === normalize(path))),
      repositoryAround: () => Promise.resolve(undefined),
      exists: (path) => Promise.resolve(contentOf(path) !== undefined),
      write: (path, text) => Promise.resolve(put(path, text)),
      create: (path, text) =>
        Promise.resolve(contentOf(path) === undefined ? put(path, text) : 'There is such a file already.'),
      open: (path) => {
        put(path, '');
        return Promise.resolve({
          write: (text) => {
            put(path, written[path]! + text);
          },
          close: () => Promise.resolve(undefined),
        });
      },
    },
    find: (paths) => Promise.resolve({ paths: [...new Set(paths)], problems: [] }),
    input: () => Promise.reject(new Error('no standard input')),
    print: (text) => {
      out += text;
    },
    complain: (text) => {
      err += text;
    },
    colors: false,
    columns: undefined,
    progressColumns: undefined,
    packaged: () => undefined,
    pool: () => undefined,
    ...world,
  });
  return { code, out, err, written };
}

function resultOf(content: FileContent | undefined): ReadResult {
  if (content === undefined) return { fault: 'missing', code: 'ENOENT' };
  if (typeof content === 'string') return { bytes: new TextEncoder().encode(content) };
  return content instanceof Uint8Array ? { bytes: content } : content;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}
export interface OutputRange {
  readonly start: Position;
  readonly end: Position;
}
export interface OutputFinding {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'info' | 'hint';
  readonly integration: string | null;
  readonly scope?: string;
  readonly message: string;
  readonly accepted: boolean;
  readonly range: OutputRange;
  readonly related: readonly {
    readonly path: string;
    readonly range: OutputRange;
    readonly message: string;
  }[];
  readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
}

/** The output of `--format json`, as the contract has it. */
export interface Output {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly catalog: { readonly date: string };
  readonly today: string;
  readonly files: readonly { readonly path: string; readonly findings: readonly OutputFinding[] }[];
  readonly unread?: readonly { readonly path: string; readonly message: string }[];
  readonly summary: Readonly<Record<'error' | 'warning' | 'info' | 'hint' | 'accepted' | 'files', number>>;
}

/** The same check as JSON, read. */
export async function checkJson(
  files: Readonly<Record<string, FileContent>>,
  ...options: string[]
): Promise<Output> {
  const { out } = await cli(['check', ...Object.keys(files), '--format', 'json', ...options], files);
  return JSON.parse(out) as Output;
}

/** A sound integration of that name, or with other lines below its name. */
export const INTEGRATION = `    kind: internal-integration
    purpose: Creates a release for every deploy.
    owner: team-release@acme.example
    credential:
      storedIn: vault://platform/sentry/bot
      rotated: 2026-11-02
    scopes:
      - scope: project:releases
        rationale: Creates the release and sets its commits.
    reviews:
      - { date: 2026-11-10, by: dana@acme.example }
`;

export const CLEAN = `version: 1
organization: acme
review:
  every: 90 days
integrations:
  bot:
${INTEGRATION}`;

/** One warning, on line 6: no owner. */
export const WARNING = CLEAN.replace(/ {4}owner: .*\n/, '');

/** One error, on line 14: org:admin is broad. */
export const ERROR = CLEAN.replace('scope: project:releases', 'scope: org:admin');
