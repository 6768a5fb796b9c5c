/** The options of the scripts. Built-in modules only: this runs before `npm ci`. */
import { parseArgs } from 'node:util';

/**
 * `parseArgs` of Node; where something else is given than the script takes, it ends with one line instead of a stack of our own.
 * @type {typeof parseArgs}
 */
export const optionsOf = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    // What Node says beyond its first sentence is of programs that take anything.
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    const known = Object.entries(config?.options ?? {}).map(([name, { type }]) =>
      type === 'string' ? `--${name} …` : `--${name}`,
    );
    return end(`${what}. ${known.length > 0 ? `Known are: ${known.join(', ')}.` : 'There are no options.'}`);
  }
};

/**
 * @param {string} message
 * @returns {never}
 */
function end(message) {
  console.error(`\n✗ ${message}`);
  process.exit(2);
}
