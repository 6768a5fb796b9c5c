/** One form of `minimatch` for the extension: the client's library asks for another one than our code, and both would be bundled. */
import { at } from './paths.mjs';

/** What the name of the package stands for. @type {Record<string, string>} */
export const oneMinimatch = { minimatch: at('node_modules/minimatch/dist/commonjs/index.js') };
