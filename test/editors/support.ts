/** Runs an editor without a screen over a manifest, with the lines of docs/editors.md as its settings. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What each editor's script writes down. */
export interface Seen {
  readonly diagnostics: string[];
  readonly hover: string;
  readonly completions: string[];
  readonly fixed: string;
}

/** `org:raed` is a finding with one fix; lines and columns are known to the scripts by the words on them. */
export const MANIFEST = `version: 1
review: { every: 90 days }
integrations:
  bot:
    kind: internal-integration
    purpose: Keeps the tracker in step with Sentry.
    owner: team-tools@acme.example
    credential: { storedIn: vault://tools/bot }
    scopes:
      - scope: org:raed
        rationale: Reads the list of projects once a day.
    reviews:
      - { date: 2026-10-01, by: dana@acme.example }
`;

/** An editor hangs rather than fails where something is amiss; then it is ended. */
const PATIENCE = 40_000;

/** The first block of code under an editor's heading. */
export function linesFor(editor: string): string {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const part = page.split(/^## /m).find((text) => text.startsWith(`${editor}\n`));
  const code = part && /^```\w+\n([^]*?)^```$/m.exec(part)?.[1];
  if (!code) throw new Error(`docs/editors.md has no lines for ${editor}.`);
  return code;
}

/** Runs the editor; `args` get the path of its settings and of the script that drives it. */
export async function drive(
  editor: string,
  script: string,
  program: string,
  args: (settings: string, script: string, manifest: string) => readonly string[],
): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'editors-'));
  try {
    const [bin, result] = [join(folder, 'bin'), join(folder, 'result.json')];
    const [settings, manifest] = [
      join(folder, `settings.${script}`),
      join(folder, 'shop.sentry-permissions.yml'),
    ];
    mkdirSync(bin);
    symlinkSync(
      join(root, 'server/dist/language-server.js'),
      join(bin, 'sentry-permissions-language-server'),
    );
    writeFileSync(settings, linesFor(editor));
    writeFileSync(manifest, MANIFEST);
    const said = await run(program, args(settings, join(root, 'test/editors', script), manifest), {
      ...process.env,
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      PATH: [bin, process.env['PATH']].join(delimiter),
      RESULT: result,
    });
    const written = existsSync(result) ? readFileSync(result, 'utf8') : '';
    if (!written.startsWith('{')) throw new Error(`${editor} did not come to an end: ${written}\n${said}`);
    return JSON.parse(written) as Seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
    child.on('error', reject);
    child.on('close', () => {
      resolve(said);
    });
  });
}
