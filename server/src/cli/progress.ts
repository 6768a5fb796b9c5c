/** How far the work is, on a terminal. */

/** Fewer files are done before anybody wonders. */
const LEAST = 100;

const BAR = 24;

export interface Progress {
  /** One more is done. */
  readonly step: () => void;
  /** Makes room for something else to be printed. */
  readonly clear: () => void;
}

/** A bar for `total` files, drawn again for each hundredth of them; nothing where there is no terminal or little to do. */
export function progressBar(
  total: number,
  columns: number | undefined,
  write: (text: string) => void,
): Progress {
  if (columns === undefined || total < LEAST) return { step: () => undefined, clear: () => undefined };
  let done = 0;
  let drawn = -1;
  return {
    step() {
      done++;
      const hundredths = Math.floor((done * 100) / total);
      if (hundredths === drawn) return;
      drawn = hundredths;
      write(`\r${barText(done, total).slice(0, columns - 1)}`);
    },
    clear() {
      if (drawn < 0) return;
      drawn = -1;
      write('\r\u001b[K');
    },
  };
}

function barText(done: number, total: number): string {
  const filled = Math.floor((done * BAR) / total);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${String(done)} of ${String(total)} files`;
}
