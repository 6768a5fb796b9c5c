/** A real Git repository in a folder of its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Repository {
  readonly folder: string;
  /** Runs Git there, by nobody's settings, and gives what it printed. */
  readonly git: (...args: string[]) => string;
  readonly write: (path: string, text: string) => void;
  /** Commits everything under a tag, so that tests name commits by what they do. */
  readonly commit: (tag: string) => void;
  readonly remove: () => void;
}

/** The folder of a repository to be: `git init` comes first. */
export function createRepository(): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'sentry-permissions-git-'));
  const identity = ['user.name=Dana', 'user.email=dana@acme.example', 'commit.gpgsign=false'];
  const git = (...args: string[]): string =>
    execFileSync('git', [...identity.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
  return {
    folder,
    git,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    commit(tag) {
      git('add', '-A');
      git('commit', '-q', '-m', tag);
      git('tag', tag);
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
