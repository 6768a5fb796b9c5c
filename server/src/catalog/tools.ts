/** Tools that call Sentry, and what each of their commands needs. Source: the code of the tools (see `data/tools.json`). */
import { tools as rows } from './data/tools.json';

/** A command of a known tool, or a package or action that calls Sentry. */
export interface Tool {
  /** As one types it: `sentry-cli sourcemaps upload`, `terraform sentry_team`, `@sentry/webpack-plugin setCommits`. */
  readonly name: string;
  /** What people call such a tool, where its name does not say it. */
  readonly what?: string;
  /** Other spellings. */
  readonly aliases: readonly string[];
  /**
   * What it takes: the scopes of its `operations`, any token at all, no token (it works locally or with a DSN), or `unknown`
   * where the catalogue cannot tell.
   */
  readonly needs: 'operations' | 'any-token' | 'no-token' | 'unknown';
  /** The operations that it calls, as `METHOD /short/path/` of the data of operations. */
  readonly operations: readonly string[];
  /** The scopes that its makers ask for; more than it needs, as likely as not. */
  readonly asks: readonly string[];
  /** Set where it, or a part of what it does, takes a token of a person. */
  readonly person?: boolean;
  /** False where an organization token does not do it; not there where its operations say, or nobody knows. */
  readonly organizationToken?: boolean;
  /** Set where what it takes instead of a token is a client key (DSN). */
  readonly dsn?: boolean;
  readonly note?: string;
}

interface ToolRow {
  readonly name: string;
  readonly what?: string;
  readonly aliases?: readonly string[];
  readonly needs: string;
  readonly operations?: readonly string[];
  readonly asks?: readonly string[];
  readonly person?: boolean;
  readonly organizationToken?: boolean;
  readonly dsn?: boolean;
  readonly note?: string;
}

let byName: ReadonlyMap<string, Tool> | undefined;

/** All tools by each of their names, in the order of the data file. Sources: the tools' own code, see the file's head. */
function tools(): ReadonlyMap<string, Tool> {
  byName ??= new Map(
    (rows as readonly ToolRow[]).flatMap((row) => {
      const { aliases = [], operations = [], asks = [] } = row;
      const tool: Tool = { ...row, needs: row.needs as Tool['needs'], aliases, operations, asks };
      return [row.name, ...aliases].map((name) => [spaced(name), tool]);
    }),
  );
  return byName;
}

function spaced(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}

/** Every tool once. */
export function allTools(): readonly Tool[] {
  return [...new Set(tools().values())];
}

/** The tool of this name or spelling; blanks count as one. Undefined where there is none. */
export function toolNamed(name: string): Tool | undefined {
  return tools().get(spaced(name));
}
