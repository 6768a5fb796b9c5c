/** Work that is asked for more often than it is done. */

/** Runs it once at a time: whoever asks meanwhile has it run once more, and waits until nobody asks any more. */
export function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isWanted = false;
  const runAll = async (): Promise<void> => {
    try {
      while (isWanted) {
        isWanted = false;
        await run();
      }
    } finally {
      running = undefined;
    }
  };
  return () => {
    isWanted = true;
    return (running ??= runAll());
  };
}
