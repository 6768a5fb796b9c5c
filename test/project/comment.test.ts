/** The step of docs/ci.md that comments on a pull request, run with a `gh` that keeps its comments in a file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at } from '../../scripts/lib/paths.mjs';

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  readonly body: string;
}
interface Step {
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const [, yaml = ''] =
  /^```yaml\n(on:\n.*?uses: OWNER\/.*?)^```$/ms.exec(readFileSync(at('docs/ci.md'), 'utf8')) ?? [];
const { jobs } = parse(yaml) as {
  jobs: { permissions: { permissions: object; steps: readonly Step[] } };
};
const step = jobs.permissions.steps.find(({ run }) => run?.includes('gh '))!;

const MARK = '<!-- sentry-permissions diff -->';
const BOT = 'github-actions[bot]';

/** What of `gh` the step needs. The filter of `--jq` is tried as the one sentence that it is. */
const GH = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const comments = JSON.parse(readFileSync('comments.json', 'utf8'));
const valueOf = (option) => args[args.indexOf(option) + 1];
const path = args.find((arg) => arg.startsWith('repos/'));
if (args[0] === 'pr') {
  const body = readFileSync(valueOf('--body-file'), 'utf8');
  comments.push({ id: comments.length + 1, user: { login: '${BOT}' }, body });
} else if (args.includes('PATCH')) {
  const id = Number(/^repos\\/acme\\/shop\\/issues\\/comments\\/(\\d+)$/.exec(path)[1]);
  const [key, file] = valueOf('--field').split('=@');
  comments.find((comment) => comment.id === id)[key] = readFileSync(file, 'utf8');
} else {
  if (path !== 'repos/acme/shop/issues/7/comments' || !args.includes('--paginate')) process.exit(1);
  const [, login, start] = /^\\.\\[\\] \\| select\\(\\.user\\.login == "([^"]+)" and \\(\\.body \\| startswith\\("([^"]+)"\\)\\)\\) \\| \\.id$/.exec(valueOf('--jq'));
  for (const { id, user, body } of comments)
    if (user.login === login && body.startsWith(start)) console.log(id);
}
writeFileSync('comments.json', JSON.stringify(comments));
`;

describe('the comment of a pull request', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-comment-'));
    writeFileSync(join(folder, 'gh'), GH, { mode: 0o755 });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The comments after a push; `changed` is what the action says of it. */
  function push(before: readonly Comment[], changed: boolean): readonly Comment[] {
    writeFileSync(join(folder, 'comments.json'), JSON.stringify(before));
    writeFileSync(join(folder, 'diff.md'), `${MARK}\n\n${changed ? 'Fails.' : 'Passes.'}\n`);
    const { status, stderr } = spawnSync('bash', ['--norc', '-e', '-c', step.run!], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: [folder, process.env['PATH']].join(delimiter),
        GITHUB_REPOSITORY: 'acme/shop',
        NUMBER: '7',
        CHANGED: String(changed),
        FILE: 'diff.md',
      },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(readFileSync(join(folder, 'comments.json'), 'utf8')) as Comment[];
  }
  const others: readonly Comment[] = [
    { id: 1, user: { login: 'dana' }, body: `${MARK}\n\nFails.\n` },
    { id: 2, user: { login: BOT }, body: 'The preview is there.' },
  ];

  it('is looked after wherever there was something to compare, and the token may write', () => {
    expect(step.if).toBe(
      "always() && steps.permissions.outputs.comment-file != '' && github.event.pull_request.head.repo.full_name == github.repository",
    );
    expect(jobs.permissions.permissions).toMatchObject({ 'pull-requests': 'write' });
    expect(Object.keys(step.env ?? {})).toEqual(['GH_TOKEN', 'NUMBER', 'CHANGED', 'FILE']);
    expect(step.run).not.toContain('${{');
  });

  it('is not written before something changes', () => {
    expect(push(others, false)).toEqual(others);
  });

  it('is written once, and brought up to date when the change is taken back', () => {
    const first = push(others, true);
    expect(first).toEqual([...others, { id: 3, user: { login: BOT }, body: `${MARK}\n\nFails.\n` }]);
    expect(push(first, true)).toEqual(first);
    expect(push(first, false)).toEqual([
      ...others,
      { id: 3, user: { login: BOT }, body: `${MARK}\n\nPasses.\n` },
    ]);
  });
});
