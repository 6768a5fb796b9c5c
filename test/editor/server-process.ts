/** The language server as the operating system sees it: a child of this extension host. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The ids of the language servers that this extension host has started. */
export function serverProcesses(): number[] {
  return processes()
    .filter(({ parent, line }) => parent === process.pid && line.includes('language-server.js'))
    .map(({ id }) => id);
}

/** Ends a server as a crash would: without a word. */
export function killServer(id: number): void {
  process.kill(id, 'SIGKILL');
}

/** Stops a server where it stands, as an endless loop would. */
export function hangServer(id: number): void {
  process.kill(id, 'SIGSTOP');
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly line: string;
}

/** A bare Debian has no `ps`, macOS has no /proc. */
function processes(): Process[] {
  if (!existsSync('/proc/self/stat')) {
    const rows = execFileSync('ps', ['-Ao', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
    return rows.map((row) => {
      const [id, parent, ...words] = row.trim().split(/\s+/);
      return { id: Number(id), parent: Number(parent), line: words.join(' ') };
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The second word is the program's name in brackets and may hold blanks.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '');
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ id: Number(name), parent: Number(stat.split(' ')[1]), line }];
      } catch {
        return []; // Gone while we looked.
      }
    });
}
